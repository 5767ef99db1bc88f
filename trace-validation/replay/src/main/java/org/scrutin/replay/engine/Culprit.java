package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/**
 * Finds the part of a formula that is false. For a conjunction the prefixes are tried, and the
 * first without a successor ends in the culprit; the search goes on inside it.
 */
final class Culprit {

  private static final int MAX_TEXT = 160;
  private static final int MAX_DEPTH = 40;

  private final FastTool tool;
  private final Stepper stepper;
  private final SourceText source;

  Culprit(FastTool tool, Stepper stepper, SourceText source) {
    this.tool = tool;
    this.stepper = stepper;
    this.source = source;
  }

  String place(SemanticNode node) {
    return source.place(node);
  }

  String text(SemanticNode node) {
    return shorten(source.text(node));
  }

  static String shorten(String text) {
    String line = SpecLoader.oneLine(text);
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + " …";
  }

  /** What is false of the action, applied as the site says. */
  List<String> ofAction(ActionSite site, Context context, TLCState state) {
    return search(site.call(), context, state, 0);
  }

  /** What is false of a state predicate. */
  List<String> ofPredicate(SemanticNode predicate, Context context, TLCState state) {
    return search(predicate, context, state, 0);
  }

  private List<String> search(SemanticNode node, Context context, TLCState state, int depth) {
    if (depth < MAX_DEPTH && node instanceof LetInNode let) {
      return search(let.getBody(), context, state, depth + 1);
    }
    if (depth == MAX_DEPTH || !(node instanceof OpApplNode application)) {
      return leaf(node, context, state);
    }
    int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
    return switch (opcode) {
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land ->
          conjunction(application, context, state, depth);
      case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor ->
          disjunction(application, context, state, depth);
      case ToolGlobals.OPCODE_ite -> choice(application, context, state, depth);
      case 0 -> call(application, context, state, depth);
      default -> leaf(node, context, state);
    };
  }

  private List<String> conjunction(OpApplNode node, Context context, TLCState state, int depth) {
    ExprOrOpArgNode[] parts = node.getArgs();
    for (int k = 1; k <= parts.length; k++) {
      OpApplNode prefix =
          new OpApplNode(
              node.getOperator().getName(),
              Arrays.copyOf(parts, k),
              node.getTreeNode(),
              tool.getSpecProcessor().getRootModule());
      if (!holds(prefix, context, state)) {
        return search(parts[k - 1], context, state, depth + 1);
      }
    }
    return leaf(node, context, state);
  }

  private List<String> disjunction(OpApplNode node, Context context, TLCState state, int depth) {
    List<String> reasons = new ArrayList<>();
    for (ExprOrOpArgNode alternative : node.getArgs()) {
      reasons.addAll(search(alternative, context, state, depth + 1));
    }
    return reasons;
  }

  private List<String> choice(OpApplNode node, Context context, TLCState state, int depth) {
    ExprOrOpArgNode[] parts = node.getArgs();
    boolean condition;
    try {
      condition = stepper.eval(parts[0], context, state).equals(BoolValue.ValTrue);
    } catch (EvalException | TLCRuntimeException e) {
      return leaf(node, context, state);
    }
    return search(parts[condition ? 1 : 2], context, state, depth + 1);
  }

  private List<String> call(OpApplNode node, Context context, TLCState state, int depth) {
    Object target = tool.lookup(node.getOperator(), context, state, false);
    if (!(target instanceof OpDefNode definition) || definition.getBody() == null) {
      return leaf(node, context, state);
    }
    ExprNode body = definition.getBody();
    Context inside = tool.getOpContext(definition, node.getArgs(), context, true);
    return search(body, inside, state, depth + 1);
  }

  private boolean holds(SemanticNode formula, Context context, TLCState state) {
    try {
      return !stepper.next(formula, context, state).isEmpty();
    } catch (EvalException | TLCRuntimeException e) {
      return false;
    }
  }

  private List<String> leaf(SemanticNode node, Context context, TLCState state) {
    String line = "at " + place(node) + " `" + text(node) + "` is FALSE";
    Map<String, String> values = new LinkedHashMap<>();
    collect(node, context, state, values, 0);
    if (values.isEmpty()) {
      return List.of(line);
    }
    StringBuilder where = new StringBuilder(line).append(" where ");
    values.forEach(
        (name, value) ->
            where
                .append(where.length() == line.length() + 7 ? "" : ", ")
                .append(name)
                .append(" = ")
                .append(value));
    return List.of(where.toString());
  }

  /** The values of the variables, parameters and their parts that stand in the expression. */
  private void collect(
      SemanticNode node, Context context, TLCState state, Map<String, String> values, int depth) {
    if (!(node instanceof OpApplNode application) || depth == MAX_DEPTH) {
      return;
    }
    int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
    boolean isPart = opcode == ToolGlobals.OPCODE_fa || opcode == ToolGlobals.OPCODE_rs;
    boolean isName =
        application.getArgs().length == 0
            && (application.getOperator() instanceof OpDeclNode
                || application.getOperator() instanceof FormalParamNode);
    if (isPart || isName) {
      try {
        Value value = stepper.eval(node, context, state);
        values.putIfAbsent(text(node), shorten(value.toString()));
        return;
      } catch (EvalException | TLCRuntimeException e) {
        // Has no value in this state alone, such as a primed variable: nothing to show.
        return;
      }
    }
    for (ExprOrOpArgNode argument : application.getArgs()) {
      collect(argument, context, state, values, depth + 1);
    }
  }
}
