package org.scrutin.replay.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceLine;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.value.impl.Value;
import util.UniqueString;

/** An event in our format: it names an action, its arguments, and values after the step. */
final class NamedClaim implements Claim {

  private final TraceLine.Event event;
  private final List<ActionSite> candidates;
  private final String traceName;
  private final Stepper stepper;
  private final LoggedState logged;
  private final Explainer explainer;
  private final Map<String, UniqueString> known;

  NamedClaim(
      TraceLine.Event event,
      List<ActionSite> candidates,
      String traceName,
      Stepper stepper,
      LoggedState logged,
      Explainer explainer) {
    this.event = event;
    this.candidates = candidates;
    this.traceName = traceName;
    this.stepper = stepper;
    this.logged = logged;
    this.explainer = explainer;
    this.known = logged.known(event);
  }

  @Override
  public TraceLine.Event event() {
    return event;
  }

  @Override
  public void steps(TLCState from, List<Edge> reached) {
    for (ActionSite site : candidates) {
      if (site.arity() == event.arguments().size()) {
        stepper.bind(
            site,
            event.arguments(),
            from,
            context -> {
              StateVec next = stepper.next(site.step(), context, from);
              for (int i = 0; i < next.size(); i++) {
                normalize(from, next.elementAt(i));
                add(new Edge(from, next.elementAt(i)), reached);
              }
            },
            Stepper.Blocked.IGNORED);
      }
    }
  }

  /**
   * A condition that holds in several ways gives the same successor as often, one after another.
   */
  private void add(Edge edge, List<Edge> reached) {
    Edge last = reached.isEmpty() ? null : reached.get(reached.size() - 1);
    if (last == null || last.from() != edge.from() || !areSame(last.to(), edge.to())) {
      reached.add(edge);
    }
  }

  /** Whether all values are the same objects. */
  private boolean areSame(TLCState one, TLCState other) {
    for (UniqueString variable : logged.names()) {
      if (one.lookup(variable) != other.lookup(variable)) {
        return false;
      }
    }
    return true;
  }

  /** Values that the step did not touch are those of the state before, and in order already. */
  private void normalize(TLCState from, TLCState to) {
    for (UniqueString variable : logged.names()) {
      Value value = (Value) to.lookup(variable);
      if (value == null) {
        throw new SpecException(
            place(traceName, event)
                + event.action()
                + " gives "
                + variable
                + " no value after the step; the action must say what becomes of it");
      }
      if (value != from.lookup(variable)) {
        value.deepNormalize();
      }
    }
  }

  @Override
  public boolean agrees(Edge edge) {
    return logged.agrees(event, edge, known);
  }

  @Override
  public void accepted(List<Edge> edges) {
    logged.heard(event, edges);
  }

  @Override
  public void requireShape(List<TLCState> states, List<Edge> reached) {
    List<TLCState> successors = reached.stream().map(Edge::to).toList();
    Optional<String> misshapen =
        successors.isEmpty()
            ? candidates.stream()
                .filter(site -> site.arity() == event.arguments().size())
                .map(site -> explainer.misshapenArgument(site, event.arguments(), states.get(0)))
                .reduce((a, b) -> a.isPresent() ? b : a)
                .orElseThrow()
            : logged.misshapen(event, successors);
    misshapen.ifPresent(
        what -> {
          throw new TraceException(place(traceName, event) + what);
        });
  }

  @Override
  public Rejection why(TLCState state, List<Edge> reached) {
    return explainer.step(event, traceName, candidates, state, reached);
  }

  @Override
  public List<Rejection.Enabled> enabled(TLCState state) {
    return explainer.enabled(event, state);
  }

  @Override
  public SpecException unevaluated(List<TLCState> states, RuntimeException error) {
    return new SpecException(
        place(traceName, event)
            + event.action()
            + " cannot be evaluated, at "
            + explainer.placeOfFault(event, candidates, states.get(0))
            + ": "
            + SpecLoader.oneLine(error.getMessage()));
  }

  static String place(String traceName, TraceLine.Event event) {
    return traceName + ":" + event.line() + ": event " + event.number() + ": ";
  }
}
