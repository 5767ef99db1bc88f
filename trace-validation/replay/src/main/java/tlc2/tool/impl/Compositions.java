package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.util.FP64;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Value;

/**
 * Where {@code A \cdot B} leads: a step of A and then one of B are one step. Both may be
 * compositions again. Not thread-safe.
 */
final class Compositions {

  private final Tool tool;
  private Parts.Rule rule = Parts.NONE;
  private final Parts parts = new Parts();

  Compositions(Tool tool) {
    this.tool = tool;
  }

  /** Restricts the parts. */
  void require(Parts.Rule required) {
    rule = required;
  }

  /** Those of the successors that were found since it was cleared. */
  Parts parts() {
    return parts;
  }

  /** Where both steps lead, as far as that agrees with what is known of the state after them. */
  List<TLCState> after(
      Action action,
      OpApplNode composition,
      Context context,
      TLCState from,
      TLCState known,
      CostModel costs) {
    ExprOrOpArgNode[] actions = composition.getArgs();
    Context second = LocalDefinitions.anew(context); // It begins in another state.
    Successors found = new Successors();
    for (TLCState middle : middles(action, actions[0], context, from, costs)) {
      for (TLCState to : next(action, actions[1], second, middle, costs)) {
        TLCState merged = merge(known, to);
        if (merged != null) {
          Parts.Way way = parts.way(middle);
          TLCState before = way.middles().isEmpty() ? from : way.last();
          found.add(merged, way.through(middle, rule.prefers(before, middle), parts.way(to)));
        }
      }
    }
    return found.states;
  }

  /** Whether both steps lead from one state to the other. */
  boolean leads(
      OpApplNode composition,
      Context context,
      TLCState from,
      TLCState to,
      int control,
      CostModel costs) {
    ExprOrOpArgNode[] actions = composition.getArgs();
    Action action = new Action(composition, context);
    Context second = LocalDefinitions.anew(context);
    for (TLCState middle : next(action, actions[0], context, from, costs)) {
      fillIn(middle, from);
      if (tool.eval(actions[1], second, middle, to, control, costs).equals(BoolValue.ValTrue)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The rest of the event has made a whole state of where a composition led, and may have said by
   * that where its last part led.
   *
   * @param way how the composition led there
   * @param wasWhole whether it had said all by itself
   */
  void complete(TLCState state, Parts.Way way, boolean wasWhole) {
    note(state, way);
    if (!wasWhole && state.allAssigned() && !rule.allows(way.last(), state)) {
      parts.refuse(state);
    }
  }

  /** Where one of the actions leads. */
  private List<TLCState> next(
      Action action, SemanticNode one, Context context, TLCState from, CostModel costs) {
    StateVec found = new StateVec(0);
    tool.getNextStatesImpl(
        action,
        one,
        ActionItemList.Empty,
        context,
        from,
        TLCState.Empty.createEmpty(),
        found,
        costs);
    List<TLCState> states = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      found.elementAt(i).deepNormalize();
      states.add(found.elementAt(i));
    }
    return states;
  }

  /** Where a first part leads that is allowed. */
  private List<TLCState> middles(
      Action action, SemanticNode first, Context context, TLCState from, CostModel costs) {
    Successors found = new Successors();
    for (TLCState middle : next(action, first, context, from, costs)) {
      fillIn(middle, from);
      Parts.Way way = parts.way(middle);
      if (!way.middles().isEmpty() || rule.allows(from, middle)) {
        found.add(middle, way);
      }
    }
    return found.states;
  }

  /**
   * What the first action says nothing of may be anything in the middle; that it stays is one of
   * these, and the one that is meant where the rest of a trace specification speaks of it.
   */
  private static void fillIn(TLCState middle, TLCState from) {
    for (OpDeclNode variable : middle.getUnassigned()) {
      middle.bind(variable.getName(), from.lookup(variable.getName()));
    }
  }

  private static TLCState merge(TLCState known, TLCState to) {
    if (!agree(known, to)) {
      return null;
    }
    TLCState merged = known.copy();
    for (OpDeclNode variable : merged.getUnassigned()) {
      Value value = (Value) to.lookup(variable.getName());
      if (value != null) {
        merged = merged.bind(variable.getName(), value);
      }
    }
    return merged;
  }

  /** Whether no variable has two values, of those that have one in both states. */
  private static boolean agree(TLCState one, TLCState other) {
    for (OpDeclNode variable : TLCState.Empty.getVars()) {
      Value value = (Value) one.lookup(variable.getName());
      Value another = (Value) other.lookup(variable.getName());
      if (value != null && another != null && !Equality.of(value, another)) {
        return false;
      }
    }
    return true;
  }

  private void note(TLCState state, Parts.Way way) {
    if (rule != Parts.NONE && !way.middles().isEmpty()) { // Else nobody forgets it.
      parts.put(state, way);
    }
  }

  /** Of all values: two states that differ are two here, whatever a view or a symmetry says. */
  private static long fingerprint(TLCState state) {
    long fingerprint = FP64.New();
    for (OpDeclNode variable : state.getVars()) {
      fingerprint = ((Value) state.lookup(variable.getName())).fingerPrint(fingerprint);
    }
    return fingerprint;
  }

  /** Of equal states one is enough, reached by parts that are preferred if there is one such. */
  private final class Successors {
    private final List<TLCState> states = new ArrayList<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private final Set<Integer> preferred = new HashSet<>();

    void add(TLCState state, Parts.Way way) {
      boolean isDirect = way.middles().isEmpty();
      if (!state.allAssigned()) {
        note(state, way);
        states.add(state);
      } else if (isDirect || rule.allows(way.last(), state)) {
        addWhole(state, way, way.preferred() && (isDirect || rule.prefers(way.last(), state)));
      }
    }

    private void addWhole(TLCState state, Parts.Way way, boolean isPreferred) {
      Integer known = places.putIfAbsent(fingerprint(state), states.size());
      int place = known == null ? states.size() : known;
      if (known == null) {
        states.add(state);
      } else if (!isPreferred || preferred.contains(place)) {
        return;
      }
      note(state, way);
      states.set(place, state);
      if (isPreferred) {
        preferred.add(place);
      }
    }
  }
}
