package org.scrutin.replay.engine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;

/**
 * Which parts of records and functions conditions compare with something, such as a line's name.
 */
final class Compared {

  private static final int MAX_DEPTH = 12;

  private final Function<SemanticNode, String> text;
  private final Set<String> parts = new TreeSet<>();

  private Compared(Function<SemanticNode, String> text) {
    this.text = text;
  }

  /** By their source text, without spaces, in order: reports are the same each time. */
  static List<String> in(List<ExprOrOpArgNode> conditions, Function<SemanticNode, String> text) {
    Compared compared = new Compared(text);
    conditions.forEach(condition -> compared.look(condition, 0));
    return List.copyOf(compared.parts);
  }

  /** The text without spaces: {@code e.msg .type} is {@code e.msg.type}. */
  static String key(String text) {
    return text.replaceAll("\\s", "");
  }

  private void look(SemanticNode node, int depth) {
    if (!(node instanceof OpApplNode application) || depth == MAX_DEPTH) {
      return;
    }
    switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
      case ToolGlobals.OPCODE_cl,
          ToolGlobals.OPCODE_land,
          ToolGlobals.OPCODE_be,
          ToolGlobals.OPCODE_ite ->
          all(application.getArgs(), depth);
      case ToolGlobals.OPCODE_eq, ToolGlobals.OPCODE_in -> {
        for (ExprOrOpArgNode side : application.getArgs()) {
          addIfPart(side);
        }
      }
      case 0 -> {
        if (application.getOperator() instanceof OpDefNode definition) {
          look(definition.getBody(), depth + 1);
        }
      }
      default -> {}
    }
  }

  private void all(ExprOrOpArgNode[] nodes, int depth) {
    for (ExprOrOpArgNode node : nodes) {
      look(node, depth + 1);
    }
  }

  private void addIfPart(ExprOrOpArgNode side) {
    if (side instanceof OpApplNode part) {
      int opcode = BuiltInOPs.getOpCode(part.getOperator().getName());
      if (opcode == ToolGlobals.OPCODE_rs || opcode == ToolGlobals.OPCODE_fa) {
        parts.add(key(text.apply(side)));
      }
    }
  }
}
