package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.Rejection.FalsePart;
import org.scrutin.replay.TraceLine;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;

/** An event whose meaning a binding module says. */
final class BoundClaim implements Claim {

  /** What fits one screen. */
  private static final Pattern UNKNOWN =
      Pattern.compile("the identifier (\\w+) is either undefined or not an operator");

  private static final int MAX_PARTS = 12;

  private final TraceLine.Event event;
  private final Action action;
  private final String traceName;
  private final Binding binding;
  private final StepCheck check;
  private final Culprit culprit;

  BoundClaim(
      TraceLine.Event event,
      Action action,
      String traceName,
      Binding binding,
      StepCheck check,
      Culprit culprit) {
    this.event = event;
    this.action = action;
    this.traceName = traceName;
    this.binding = binding;
    this.check = check;
    this.culprit = culprit;
  }

  @Override
  public TraceLine.Event event() {
    return event;
  }

  @Override
  public void steps(TLCState from, List<Edge> reached) {
    for (TLCState to : successors(from)) {
      if (check.isAllowed(from, to)) {
        reached.add(new Edge(from, check.middles(to), to));
      }
    }
  }

  private List<TLCState> successors(TLCState from) {
    check.begin();
    StateVec found = binding.next(action, from);
    List<TLCState> states = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      TLCState to = found.elementAt(i);
      if (!to.allAssigned()) {
        throw new SpecException(
            NamedClaim.place(traceName, event)
                + "the binding gives "
                + Whole.missing(to)
                + " no value after the step; it must apply an action, or say UNCHANGED");
      }
      to.deepNormalize();
      Settled.settle(from, to);
      states.add(to);
    }
    return states;
  }

  @Override
  public boolean agrees(Edge edge) {
    return true;
  }

  @Override
  public void accepted(List<Edge> edges) {
    // A log that is bound leaves nothing to remember from one event to the next.
    check.begin();
  }

  @Override
  public void requireShape(List<TLCState> states, List<Edge> reached) {
    // Each line means what the binding says; there is nothing to compare it with before.
  }

  @Override
  public List<Rejection.Enabled> enabled(TLCState state) {
    return List.of();
  }

  @Override
  public Rejection why(TLCState state, List<Edge> reached) {
    List<TLCState> bound = successors(state);
    boolean isNoStep = !bound.isEmpty();
    List<FalsePart> parts =
        isNoStep
            ? culprit.of(check.next().pred, check.next().con, state, bound.get(0))
            : culprit.of(action.pred, action.con, state);
    return new Rejection(
        isNoStep ? Rejection.Kind.NO_STEP : Rejection.Kind.NOT_ENABLED,
        event.number(),
        traceName + ":" + event.line(),
        event.at().toString(),
        "event " + event.action(),
        Optional.empty(),
        parts.stream().limit(MAX_PARTS).toList(),
        List.of(),
        List.of());
  }

  @Override
  public SpecException unevaluated(List<TLCState> states, RuntimeException error) {
    List<FalsePart> parts = culprit.of(action.pred, action.con, states.get(0));
    return new SpecException(
        NamedClaim.place(traceName, event)
            + "event "
            + event.action()
            + " cannot be evaluated, at "
            + (parts.isEmpty() ? SourceText.place(action.pred) : parts.get(0).place())
            + ": "
            + reason(states.get(0), SpecLoader.oneLine(error.getMessage())));
  }

  /** TLC's words for a variable that has no next value yet lead elsewhere. */
  private static String reason(TLCState state, String message) {
    Matcher unknown = UNKNOWN.matcher(message);
    boolean isVariable =
        unknown.find()
            && Stream.of(state.getVars())
                .anyMatch(variable -> variable.getName().toString().equals(unknown.group(1)));
    return isVariable
        ? unknown.group(1)
            + "' has no value yet; what gives it one, an action or UNCHANGED, must stand before"
        : message;
  }
}
