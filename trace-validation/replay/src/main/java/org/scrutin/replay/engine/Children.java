package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.SemanticNode;

/** The nodes directly below one in the tree of a formula. */
final class Children {

  private Children() {}

  /**
   * Without the gaps that TLC's tree has, as in {@code OTHER}; of an instance what is substituted
   * too.
   */
  static List<SemanticNode> of(SemanticNode node) {
    SemanticNode[] children = node.getChildren();
    if (children == null) {
      return List.of();
    }
    List<SemanticNode> present = new ArrayList<>(children.length);
    for (SemanticNode child : children) {
      if (child != null) {
        present.add(child);
      }
    }
    return present;
  }
}
