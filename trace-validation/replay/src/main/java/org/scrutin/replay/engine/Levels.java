package org.scrutin.replay.engine;

import java.util.Arrays;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tlc2.tool.impl.Tool;

/**
 * Whether a specification asks for the level of a state: then equal states of two levels differ.
 */
final class Levels {

  private static final Set<String> BEYOND = Set.of("TLCGet", "TLCSet", "TLCGetOrDefault");

  private Levels() {}

  static boolean areRead(Tool tool) {
    return Arrays.stream(tool.getSpecProcessor().getRootModule().getOpDefs())
        .map(OpDefNode::getBody)
        .anyMatch(Levels::areRead);
  }

  /** Whether it asks for anything but its states, or remembers anything beside them. */
  static boolean asksBeyondStates(Tool tool) {
    return Arrays.stream(tool.getSpecProcessor().getRootModule().getOpDefs())
        .map(OpDefNode::getBody)
        .anyMatch(Levels::asksBeyondStates);
  }

  private static boolean asksBeyondStates(SemanticNode node) {
    return node != null
        && ((node instanceof OpApplNode application
                && BEYOND.contains(application.getOperator().getName().toString()))
            || Children.of(node).stream().anyMatch(Levels::asksBeyondStates));
  }

  private static boolean areRead(SemanticNode node) {
    if (node == null) {
      return false;
    }
    if (node instanceof OpApplNode application
        && application.getOperator().getName().toString().equals("TLCGet")
        && mayBeLevel(application.getArgs()[0])) {
      return true;
    }
    return Children.of(node).stream().anyMatch(Levels::areRead);
  }

  /** What is no literal may be anything. */
  private static boolean mayBeLevel(ExprOrOpArgNode key) {
    return key instanceof StringNode text
        ? text.getRep().toString().equals("level")
        : !(key instanceof NumeralNode);
  }
}
