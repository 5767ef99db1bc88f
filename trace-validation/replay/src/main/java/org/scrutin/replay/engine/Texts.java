package org.scrutin.replay.engine;

import java.util.HashSet;
import java.util.Set;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;

/**
 * The texts that stand in formulas, and in the definitions which they use: among them are the names
 * of all fields that they read. A formula may name more than it reads, so a field that is not among
 * the texts is surely not compared by its name, and one that is among them may not be compared.
 */
final class Texts {

  private final Set<String> texts = new HashSet<>();
  private final Set<SemanticNode> seen = new HashSet<>();

  void collect(SemanticNode node) {
    if (node == null || !seen.add(node)) {
      return;
    }
    if (node instanceof StringNode text) {
      texts.add(text.getRep().toString());
    }
    if (node instanceof OpApplNode application
        && application.getOperator() instanceof OpDefNode definition) {
      collect(definition.getBody());
    }
    if (node instanceof OpArgNode argument && argument.getOp() instanceof OpDefNode definition) {
      collect(definition.getBody());
    }
    SemanticNode[] children = node.getChildren();
    if (children != null) {
      for (SemanticNode child : children) {
        collect(child);
      }
    }
  }

  void add(Iterable<String> names) {
    names.forEach(texts::add);
  }

  boolean has(String text) {
    return texts.contains(text);
  }
}
