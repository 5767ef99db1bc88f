package org.scrutin.replay.engine;

import java.util.Arrays;
import java.util.function.Predicate;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.impl.Tool;

/** Where operators are applied in the text of a specification. */
final class Applications {

  private Applications() {}

  /** Whether one of them is such, in any definition of the root module and what it extends. */
  static boolean any(Tool tool, Predicate<OpApplNode> such) {
    return Arrays.stream(tool.getSpecProcessor().getRootModule().getOpDefs())
        .map(OpDefNode::getBody)
        .anyMatch(body -> any(body, such));
  }

  private static boolean any(SemanticNode node, Predicate<OpApplNode> such) {
    return node != null
        && ((node instanceof OpApplNode applied && such.test(applied))
            || Children.of(node).stream().anyMatch(child -> any(child, such)));
  }
}
