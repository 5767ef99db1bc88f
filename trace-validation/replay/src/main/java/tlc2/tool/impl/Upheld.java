package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.Action;
import tlc2.tool.EvalControl;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import util.Assert.TLCRuntimeException;

/**
 * Whether invariants hold. A step changes little, and most of what an invariant reads is the same
 * object in the states before and after: parts of it that read nothing else than when they were
 * TRUE last are not evaluated again. Parts are its conjuncts, and what {@code \A} says of each
 * value. Not thread-safe.
 */
final class Upheld {

  /** Deeper definitions are one part; a recursive one has no end. */
  private static final int MAX_DEPTH = 16;

  /** Of more values, those of the quantifiers around it counted in, a quantifier is one part. */
  private static final int MAX_VALUES = 1_000;

  private static final long TOO_MANY = MAX_VALUES + 1;

  private final ReplayTool tool;
  private final Reading reading;
  private final IdentityHashMap<Action, Part> invariants = new IdentityHashMap<>();

  /** Where something stands in an invariant, whatever its parts have in common with others. */
  private static final class Part {
    private final List<Part> parts = new ArrayList<>();

    /** What it had read when it was TRUE last; null if it was not, or that is not known. */
    private List<Read> reads;

    /** Whether it reads so much that it is not kept. */
    private boolean readsTooMuch;

    /** The value of the quantifier's symbol, if it is what is said of one. */
    private Value value;

    boolean readsTheSameIn(TLCState state) {
      return reads != null && Read.areSameIn(reads, state);
    }

    Part part(int place) {
      while (parts.size() <= place) {
        parts.add(new Part());
      }
      return parts.get(place);
    }

    Part partOf(int place, Value of) {
      Part part = part(place);
      if (part.value == null || !Equality.of(part.value, of)) {
        parts.set(place, new Part());
        parts.get(place).value = of;
      }
      return parts.get(place);
    }

    /** What all its parts have read; null if that is not known of one, or is too much. */
    List<Read> union() {
      List<Read> all = new ArrayList<>();
      return addTo(all) ? all : null;
    }

    private boolean addTo(List<Read> all) {
      if (reads != null) {
        reads.forEach(read -> Read.add(all, read));
        return all.size() <= Reading.MAX_READS;
      }
      boolean known = !parts.isEmpty();
      for (int i = 0; i < parts.size() && known; i++) {
        known = parts.get(i).addTo(all);
      }
      return known;
    }
  }

  /**
   * A formula where it is asked.
   *
   * @param times of how many values the quantifiers around it say it
   */
  private record Here(Context context, TLCState state, int depth, long times) {
    Here in(Context other) {
      return new Here(other, state, depth - 1, times);
    }
  }

  Upheld(ReplayTool tool, Reading reading) {
    this.tool = tool;
    this.reading = reading;
  }

  boolean is(Action invariant, TLCState state) {
    Part whole = invariants.computeIfAbsent(invariant, any -> new Part());
    try {
      if (isTrue(whole, invariant.pred, new Here(invariant.con, state, MAX_DEPTH, 1))) {
        return true;
      }
    } catch (EvalException | TLCRuntimeException e) {
      // It is told by what follows.
    }
    return tool.isValid(invariant, state);
  }

  private boolean isTrue(Part part, SemanticNode node, Here here) {
    if (here.depth() > 0 && node instanceof SubstInNode instance) {
      return isTrue(
          part.part(0),
          instance.getBody(),
          here.in(Contexts.inside(tool, instance, here.context())));
    }
    if (here.depth() > 0 && node instanceof OpApplNode application) {
      return isTrueApplied(part, application, here);
    }
    return isTrueAsOne(part, node, here);
  }

  private boolean isTrueApplied(Part part, OpApplNode node, Here here) {
    switch (ReplayTool.opcode(node)) {
      case ToolGlobals.OPCODE_land, ToolGlobals.OPCODE_cl -> {
        return areTrue(part, node.getArgs(), here);
      }
      case ToolGlobals.OPCODE_bf -> {
        return isTrueOfAll(part, node, here);
      }
      case 0 -> {
        if (node.getArgs().length == 0
            && tool.lookup(node.getOperator(), here.context(), here.state(), false)
                instanceof OpDefNode definition
            && definition.getBody() != null
            && definition.getArity() == 0) {
          return isTrue(part.part(0), definition.getBody(), here.in(here.context()));
        }
      }
      default -> {}
    }
    return isTrueAsOne(part, node, here);
  }

  private boolean areTrue(Part part, SemanticNode[] conjuncts, Here here) {
    boolean all = true;
    for (int i = 0; i < conjuncts.length && all; i++) {
      all = isTrue(part.part(i), conjuncts[i], here);
    }
    return all;
  }

  private boolean isTrueAsOne(Part part, SemanticNode node, Here here) {
    if (part.readsTheSameIn(here.state())) {
      return true;
    }
    part.reads = null;
    Value value = part.readsTooMuch ? eval(node, here) : evalAndKeep(part, node, here);
    boolean is = BoolValue.ValTrue.equals(value);
    part.reads = is ? part.reads : null;
    return is;
  }

  private Value evalAndKeep(Part part, SemanticNode node, Here here) {
    reading.begin(here.state());
    try {
      Value value = eval(node, here);
      part.reads = reading.end();
      part.readsTooMuch = part.reads == null;
      return value;
    } finally {
      reading.end();
    }
  }

  private Value eval(SemanticNode node, Here here) {
    return tool.eval(
        node,
        here.context(),
        here.state(),
        TLCState.Empty,
        EvalControl.Clear,
        CostModel.DO_NOT_RECORD);
  }

  /** {@code \A x \in S : P}, each x a part; of several symbols the first, and the others in it. */
  private boolean isTrueOfAll(Part part, OpApplNode all, Here here) {
    List<FormalParamNode> symbols = new ArrayList<>();
    List<Value> ranges = new ArrayList<>();
    long times = here.times();
    Part domains = part.part(0);
    for (int i = 0; i < all.getBdedQuantBounds().length && times <= MAX_VALUES; i++) {
      Value range = evalAndKeep(domains.part(i), all.getBdedQuantBounds()[i], here);
      boolean isKept = !all.isBdedQuantATuple()[i] && Plain.isSet(range);
      long size = isKept ? Math.max(1, range.size()) : TOO_MANY;
      for (FormalParamNode symbol : all.getBdedQuantSymbolLists()[i]) {
        times = Math.min(times * size, TOO_MANY);
        symbols.add(symbol);
        ranges.add(range);
      }
    }
    if (times > MAX_VALUES) {
      part.parts.clear();
      return isTrueAsOne(part, all, here);
    }
    Here there = new Here(here.context(), here.state(), here.depth(), times);
    return isTrueOf(part.part(1), new Quantifier(symbols, ranges, all.getArgs()[0]), 0, there);
  }

  private record Quantifier(
      List<FormalParamNode> symbols, List<Value> ranges, ExprOrOpArgNode body) {}

  private boolean isTrueOf(Part part, Quantifier all, int symbol, Here here) {
    boolean isLast = symbol == all.symbols().size() - 1;
    ValueEnumeration values = ((Enumerable) all.ranges().get(symbol)).elements();
    int place = 0;
    boolean is = true;
    for (Value value = values.nextElement(); value != null && is; value = values.nextElement()) {
      Part of = part.partOf(place, value);
      Context with = here.context().cons(all.symbols().get(symbol), value);
      Here there = new Here(with, here.state(), here.depth(), here.times());
      is = isLast ? isTrueOfOne(of, all.body(), there) : isTrueOf(of, all, symbol + 1, there);
      place++;
    }
    part.parts.subList(place, part.parts.size()).clear();
    part.reads = place == 0 ? List.of() : null;
    return is;
  }

  private boolean isTrueOfOne(Part part, ExprOrOpArgNode body, Here here) {
    if (part.readsTheSameIn(here.state())) {
      return true;
    }
    part.reads = null;
    boolean is = isTrue(part.part(0), body, here);
    part.reads = is ? part.union() : null;
    return is;
  }
}
