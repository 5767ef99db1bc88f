package tlc2.tool.impl;

import java.util.Optional;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.MethodValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Whether {@code SubSeq(s, 1, n)} and {@code SubSeq(t, 1, n)} are equal, without making them. How
 * far s and t are known to be equal is remembered: that logs match is asked for each n, and would
 * take time that grows with the square of their length. Not thread-safe.
 */
final class Prefixes {

  private static final UniqueString SUB_SEQ = UniqueString.uniqueStringOf("SubSeq");
  private static final UniqueString SEQUENCES = UniqueString.uniqueStringOf("Sequences");

  private TupleValue one;
  private TupleValue other;

  /** So many of their elements are equal. */
  private int equal;

  /** Whether the next are known to differ. */
  private boolean differ;

  /** What evaluates an argument. */
  interface Evaluator {
    Value of(ExprOrOpArgNode argument);
  }

  private record Prefix(TupleValue sequence, int length) {}

  /** Whether an expression is SubSeq as the standard module defines it. */
  static boolean isSubSeq(Tool tool, ExprOrOpArgNode expression) {
    return expression instanceof OpApplNode application
        && SUB_SEQ.equals(application.getOperator().getName())
        && application.getOperator() instanceof OpDefNode definition
        && SEQUENCES.equals(definition.getOriginallyDefinedInModuleNode().getName())
        && tool.lookup(definition, Context.Empty, TLCState.Empty, false) instanceof MethodValue;
  }

  /**
   * Whether two applications of SubSeq are equal; empty where one is not a sequence's beginning.
   */
  Optional<Boolean> areEqual(ExprOrOpArgNode left, ExprOrOpArgNode right, Evaluator evaluator) {
    Prefix some = prefix((OpApplNode) left, evaluator);
    Prefix another = some == null ? null : prefix((OpApplNode) right, evaluator);
    return another == null
        ? Optional.empty()
        : Optional.of(
            some.length == another.length
                && areEqual(some.sequence, another.sequence, some.length));
  }

  private static Prefix prefix(OpApplNode subSeq, Evaluator evaluator) {
    ExprOrOpArgNode[] arguments = subSeq.getArgs();
    return evaluator.of(arguments[0]) instanceof TupleValue sequence
            && evaluator.of(arguments[1]) instanceof IntValue from
            && from.val == 1
            && evaluator.of(arguments[2]) instanceof IntValue length
            && length.val >= 0
            && length.val <= sequence.elems.length
        ? new Prefix(sequence, length.val)
        : null;
  }

  @SuppressWarnings("ReferenceEquality") // To compare them takes the time that this is to save.
  private boolean areEqual(TupleValue some, TupleValue others, int length) {
    if (some != one || others != other) {
      one = some;
      other = others;
      equal = 0;
      differ = false;
    }
    while (equal < length && !differ) {
      differ = !Equality.of(some.elems[equal], others.elems[equal]);
      equal += differ ? 0 : 1;
    }
    return length <= equal;
  }
}
