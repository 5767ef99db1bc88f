package tlc2.tool.impl;

import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.EvalControl;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.value.impl.Applicable;
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

  /** {@code SubSeq(sequence, from, to)}, evaluated but for the copy. */
  private record Application(Applicable subSeq, Value sequence, Value from, Value to) {

    boolean isPrefix() {
      return sequence instanceof TupleValue all
          && from instanceof IntValue first
          && first.val == 1
          && to instanceof IntValue last
          && last.val >= 0
          && last.val <= all.elems.length;
    }

    TupleValue whole() {
      return (TupleValue) sequence;
    }

    int length() {
      return ((IntValue) to).val;
    }

    Value made() {
      return subSeq.apply(new Value[] {sequence, from, to}, EvalControl.Clear);
    }
  }

  /** Whether an expression is SubSeq as the standard module defines it. */
  static boolean isSubSeq(Tool tool, ExprOrOpArgNode expression) {
    return expression instanceof OpApplNode application
        && SUB_SEQ.equals(application.getOperator().getName())
        && application.getOperator() instanceof OpDefNode definition
        && SEQUENCES.equals(definition.getOriginallyDefinedInModuleNode().getName())
        && tool.lookup(definition, Context.Empty, TLCState.Empty, false) instanceof MethodValue;
  }

  /** Whether two applications of SubSeq are equal. */
  boolean areEqual(Tool tool, ExprOrOpArgNode left, ExprOrOpArgNode right, Evaluator evaluator) {
    Application some = application(tool, (OpApplNode) left, evaluator);
    Value made = some.isPrefix() ? null : some.made(); // Its error is told first.
    Application another = application(tool, (OpApplNode) right, evaluator);
    if (made != null || !another.isPrefix()) {
      return Equality.of(made == null ? some.made() : made, another.made());
    }
    return some.length() == another.length()
        && areEqual(some.whole(), another.whole(), some.length());
  }

  private static Application application(Tool tool, OpApplNode subSeq, Evaluator evaluator) {
    ExprOrOpArgNode[] arguments = subSeq.getArgs();
    return new Application(
        (Applicable) tool.lookup(subSeq.getOperator(), Context.Empty, TLCState.Empty, false),
        evaluator.of(arguments[0]),
        evaluator.of(arguments[1]),
        evaluator.of(arguments[2]));
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
