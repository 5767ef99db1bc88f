package org.scrutin.replay.engine;

import tlc2.tool.impl.ComposingTool;
import tlc2.tool.impl.Formulas;
import tlc2.tool.impl.ReplayTool;
import tlc2.tool.impl.Tool;
import util.FilenameToStream;

/**
 * The evaluators that are ours. They are made for one release of TLC and cannot be loaded with
 * another; nor can this class, which therefore stands apart.
 */
final class Evaluators {

  private Evaluators() {}

  /** For specifications that are followed event by event. */
  static Tool replaying(
      String folder, String module, FilenameToStream resolver, Formulas formulas) {
    return new ReplayTool(folder, module, module, resolver, formulas);
  }

  /** For those whose actions may be composed. */
  static Tool composing(
      String folder, String module, String config, FilenameToStream resolver, Formulas formulas) {
    return new ComposingTool(folder, module, config, resolver, formulas);
  }
}
