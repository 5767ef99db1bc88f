package org.scrutin.replay.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tla2sany.semantic.AssumeNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;

/**
 * The texts that stand in formulas, and in the definitions which they use: among them are the names
 * of all fields that they read. A formula may name more than it reads, so a field that is not among
 * the texts is surely not compared by its name, and one that is among them may not be compared. Of
 * {@code e.event.msg} it is seen that it reads no other {@code msg} than one in {@code event}; of
 * {@code e.state[n]}, that it may read whatever is in {@code state}.
 */
final class Texts {

  private final Set<String> texts = new HashSet<>();

  /** Those that are only read inside of a field. */
  private final Set<List<String>> inside = new HashSet<>();

  /** Fields of whose objects any field may be read: by DOMAIN, or by a name that is computed. */
  private final Set<String> open = new HashSet<>();

  private final Set<SemanticNode> seen = new HashSet<>();

  /** Those of all definitions and assumptions of a specification. */
  static Texts of(ModuleNode root) {
    Texts texts = new Texts();
    for (OpDefNode definition : root.getOpDefs()) {
      texts.collect(definition.getBody());
    }
    for (AssumeNode assumption : root.getAssumptions()) {
      texts.collect(assumption.getAssume());
    }
    return texts;
  }

  void collect(SemanticNode node) {
    if (node == null || !seen.add(node)) {
      return;
    }
    if (node instanceof StringNode text) {
      texts.add(text.getRep().toString());
    }
    if (node instanceof OpApplNode select && isSelect(select)) {
      collectSelect(select.getArgs()[0], text(select.getArgs()[1]));
      return;
    }
    if (node instanceof OpApplNode asks && asksForField(asks)) {
      OpApplNode domain = (OpApplNode) asks.getArgs()[1];
      collectSelect(domain.getArgs()[0], text(asks.getArgs()[0]));
      return;
    }
    opened(node).ifPresent(open::add);
    if (node instanceof OpApplNode application
        && application.getOperator() instanceof OpDefNode definition) {
      collect(definition.getBody());
    }
    if (node instanceof OpArgNode argument && argument.getOp() instanceof OpDefNode definition) {
      collect(definition.getBody());
    }
    Children.of(node).forEach(this::collect);
  }

  private static int opcode(SemanticNode node) {
    return node instanceof OpApplNode application
        ? BuiltInOPs.getOpCode(application.getOperator().getName())
        : 0;
  }

  private static boolean isSelect(OpApplNode node) {
    return opcode(node) == ToolGlobals.OPCODE_rs;
  }

  /** As in {@code "msg" \in DOMAIN e.event}. */
  private static boolean asksForField(OpApplNode node) {
    int opcode = opcode(node);
    return (opcode == ToolGlobals.OPCODE_in || opcode == ToolGlobals.OPCODE_notin)
        && node.getArgs()[0] instanceof StringNode
        && opcode(node.getArgs()[1]) == ToolGlobals.OPCODE_domain;
  }

  /** The field whose fields are not named, as in {@code DOMAIN e.state} or {@code e.state[n]}. */
  private static Optional<String> opened(SemanticNode node) {
    return switch (opcode(node)) {
      case ToolGlobals.OPCODE_domain -> field(((OpApplNode) node).getArgs()[0]);
      case ToolGlobals.OPCODE_fa -> {
        ExprOrOpArgNode[] application = ((OpApplNode) node).getArgs();
        yield application[1] instanceof StringNode ? Optional.empty() : field(application[0]);
      }
      default -> Optional.empty();
    };
  }

  /**
   * The field that an expression reads, also by way of definitions such as {@code s == e.state}.
   */
  private static Optional<String> field(SemanticNode node) {
    if (!(node instanceof OpApplNode application)) {
      return Optional.empty();
    }
    if (isSelect(application)) {
      return Optional.of(text(application.getArgs()[1]));
    }
    return application.getOperator() instanceof OpDefNode definition
            && definition.getArity() == 0
            && !definition.getInRecursive()
        ? field(definition.getBody())
        : Optional.empty();
  }

  private static String text(SemanticNode string) {
    return ((StringNode) string).getRep().toString();
  }

  private void collectSelect(SemanticNode of, String field) {
    if (of instanceof OpApplNode outer && isSelect(outer)) {
      inside.add(List.of(text(outer.getArgs()[1]), field));
    } else {
      texts.add(field);
    }
    collect(of);
  }

  void add(Iterable<String> names) {
    names.forEach(texts::add);
  }

  /**
   * Whether a field could be read, which is directly inside of another one, or of nothing known.
   */
  boolean reads(Optional<String> parent, String field) {
    return texts.contains(field)
        || parent.filter(open::contains).isPresent()
        || parent.filter(outer -> inside.contains(List.of(outer, field))).isPresent();
  }
}
