package org.scrutin.replay.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/** What a formula mentions, with the values that it has where the formula is false. */
final class Mentioned {

  private static final int MAX_VALUES = 12;

  /** Two values that have fewer, those in parts counted in, are shown as they are. */
  private static final int FEW_PARTS = 10;

  private final Function<SemanticNode, String> text;
  private final Function<SemanticNode, Optional<Value>> value;
  private final Map<String, String> values = new LinkedHashMap<>();

  private Mentioned(
      Function<SemanticNode, String> text, Function<SemanticNode, Optional<Value>> value) {
    this.text = text;
    this.value = value;
  }

  /**
   * By their source text, in order.
   *
   * @param text what stands in the source
   * @param value what it is, where it can be evaluated
   */
  static Map<String, String> in(
      SemanticNode formula,
      Function<SemanticNode, String> text,
      Function<SemanticNode, Optional<Value>> value) {
    Mentioned mentioned = new Mentioned(text, value);
    if (!mentioned.showDiscrepancy(formula)) {
      mentioned.collect(formula, false);
    }
    return mentioned.values;
  }

  /** Of two values with many parts that should be equal, where they differ. */
  private boolean showDiscrepancy(SemanticNode node) {
    if (!(node instanceof OpApplNode equality)
        || BuiltInOPs.getOpCode(equality.getOperator().getName()) != ToolGlobals.OPCODE_eq) {
      return false;
    }
    ExprOrOpArgNode[] sides = equality.getArgs();
    Optional<Value> left = value.apply(sides[0]).filter(Discrepancy::isWithParts);
    Optional<Value> right = value.apply(sides[1]).filter(Discrepancy::isWithParts);
    if (left.isEmpty() || right.isEmpty() || parts(left.get()) + parts(right.get()) < FEW_PARTS) {
      return false;
    }
    Discrepancy found = Discrepancy.of(left.get(), right.get());
    String leftPart = text.apply(sides[0]) + found.path();
    String rightPart = text.apply(sides[1]) + found.path();
    if (found.left() instanceof TupleValue one
        && found.right() instanceof TupleValue other
        && one.elems.length != other.elems.length) {
      values.put("Len(" + leftPart + ")", String.valueOf(one.elems.length));
      values.put("Len(" + rightPart + ")", String.valueOf(other.elems.length));
      return true;
    }
    if (found.path().isEmpty() || !isTold(found.left()) || !isTold(found.right())) {
      return false;
    }
    values.put(leftPart, Culprit.shorten(found.left().toString()));
    values.put(rightPart, Culprit.shorten(found.right().toString()));
    return true;
  }

  /** Other values would have to be enumerated, and may have no end. */
  private static boolean isTold(Value value) {
    return Discrepancy.isWithParts(value)
        || Discrepancy.isScalar(value)
        || value instanceof SetEnumValue;
  }

  /** How many parts a value has, and those in them; more than a few are not counted. */
  private static int parts(Value value) {
    Value[] inside = Discrepancy.parts(value);
    int all = inside.length;
    for (int i = 0; i < inside.length && all < FEW_PARTS; i++) {
      all += parts(inside[i]);
    }
    return all;
  }

  /**
   * The values of the variables, parameters and their parts that stand in the expression.
   *
   * @param isCompared whether it is a side of an equality, which does not tell what it is if it is
   *     TRUE or FALSE
   */
  private void collect(SemanticNode node, boolean isCompared) {
    if (!(node instanceof OpApplNode application) || values.size() == MAX_VALUES) {
      return;
    }
    int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
    ExprOrOpArgNode[] arguments = application.getArgs();
    boolean isFunctionPart = opcode == ToolGlobals.OPCODE_fa;
    boolean isField = opcode == ToolGlobals.OPCODE_rs;
    boolean isPrimed = opcode == ToolGlobals.OPCODE_prime;
    boolean isName =
        application.getOperator() instanceof OpDeclNode
            || application.getOperator() instanceof FormalParamNode;
    boolean isDefined = opcode == 0 && application.getOperator() instanceof OpDefNode;
    if (isFunctionPart || isField || isPrimed || isName || isDefined) {
      show(node, isCompared);
    }
    if (isFunctionPart) {
      collect(arguments[1], false);
    } else if (!isField && !isPrimed) {
      for (ExprOrOpArgNode argument : arguments) {
        collect(argument, opcode == ToolGlobals.OPCODE_eq || opcode == ToolGlobals.OPCODE_noteq);
      }
    }
  }

  private static boolean isConstant(SemanticNode node) {
    return node instanceof ExprNode expression
        && expression.getLevel() == LevelConstants.ConstantLevel
        && expression.getLevelParams().isEmpty();
  }

  private void show(SemanticNode node, boolean isCompared) {
    String name = text.apply(node);
    value
        .apply(node)
        .filter(value -> isCompared || !(value instanceof BoolValue))
        .map(Value::toString)
        // A constant that long, such as the whole trace, would say nothing.
        .filter(value -> value.length() <= Culprit.MAX_TEXT || !isConstant(node))
        .map(Culprit::shorten)
        .filter(value -> !value.equals(name))
        .ifPresent(value -> values.putIfAbsent(name, value));
  }
}
