package org.scrutin.replay.engine;

import tlc2.tool.impl.ComposingTool;
import tlc2.tool.impl.Formulas;
import tlc2.tool.impl.ReplayTool;
import tlc2.tool.impl.Tool;
import util.FilenameToStream;

/**
 * The evaluators that are ours. They are made for one release of TLC and cannot be loaded with
 * another; nor can this class, which therefore stands apart. What they find out about the formulas
 * of a specification is kept for those that follow.
 */
final class Evaluators {

  private final Formulas formulas = new Formulas();

  /** For specifications that are followed event by event. */
  Tool replaying(String folder, String module, FilenameToStream resolver) {
    return new ReplayTool(folder, module, module, resolver, formulas);
  }

  /** For those whose actions may be composed. */
  Tool composing(String folder, String module, String config, FilenameToStream resolver) {
    return new ComposingTool(folder, module, config, resolver, formulas);
  }
}
