package org.scrutin.replay.engine;

import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.StringNode;
import tlc2.tool.impl.Tool;

/**
 * Whether a specification asks for the level of a state: then equal states of two levels differ.
 */
final class Levels {

  private static final Set<String> BEYOND = Set.of("TLCGet", "TLCSet", "TLCGetOrDefault");

  private Levels() {}

  static boolean areRead(Tool tool) {
    return Applications.any(
        tool, applied -> name(applied).equals("TLCGet") && mayBeLevel(applied.getArgs()[0]));
  }

  /** Whether it asks for anything but its states, or remembers anything beside them. */
  static boolean asksBeyondStates(Tool tool) {
    return Applications.any(tool, applied -> BEYOND.contains(name(applied)));
  }

  private static String name(OpApplNode applied) {
    return applied.getOperator().getName().toString();
  }

  /** What is no literal may be anything. */
  private static boolean mayBeLevel(ExprOrOpArgNode key) {
    return key instanceof StringNode text
        ? text.getRep().toString().equals("level")
        : !(key instanceof NumeralNode);
  }
}
