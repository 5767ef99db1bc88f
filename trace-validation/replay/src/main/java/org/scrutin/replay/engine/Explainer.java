package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.Rejection.Difference;
import org.scrutin.replay.Rejection.Enabled;
import org.scrutin.replay.Rejection.FalsePart;
import org.scrutin.replay.Rejection.Kind;
import org.scrutin.replay.TraceLine;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/** Says why an event is no step of the specification. Slow, and only called once a trace. */
final class Explainer {

  private final Stepper stepper;
  private final ActionIndex actions;
  private final Culprit culprit;
  private final LoggedState logged;

  Explainer(Stepper stepper, ActionIndex actions, Culprit culprit, LoggedState logged) {
    this.stepper = stepper;
    this.actions = actions;
    this.culprit = culprit;
    this.logged = logged;
  }

  /** Why the action is not enabled, or, if it is, how what it leads to differs. */
  Rejection step(
      TraceLine.Event event,
      String traceName,
      List<ActionSite> candidates,
      TLCState state,
      List<Edge> reached) {
    List<FalsePart> falseParts = new ArrayList<>();
    if (reached.isEmpty()) {
      candidates.forEach(site -> falseParts.addAll(whyNot(site, event.arguments(), state)));
    }
    return new Rejection(
        reached.isEmpty() ? Kind.NOT_ENABLED : Kind.LEADS_ELSEWHERE,
        event.number(),
        traceName + ":" + event.line(),
        event.at().toString(),
        Stepper.claim(event.action(), event.arguments()),
        Optional.empty(),
        List.copyOf(falseParts),
        nearest(event, reached),
        List.of());
  }

  /** Why an invariant, or a property of steps, does not hold after the event. */
  Rejection property(
      TraceLine.Event event,
      String traceName,
      String name,
      Action property,
      TLCState before,
      TLCState after) {
    boolean ofSteps = before != after;
    List<FalsePart> falseParts =
        ofSteps
            ? culprit.of(property.pred, property.con, before, after)
            : culprit.of(property.pred, property.con, after);
    return new Rejection(
        Kind.PROPERTY_VIOLATED,
        event.number(),
        traceName + ":" + event.line(),
        event.at().toString(),
        event.number() == 0 ? "Init" : Stepper.claim(event.action(), event.arguments()),
        Optional.of(name),
        falseParts,
        List.of(),
        List.of());
  }

  private List<FalsePart> whyNot(ActionSite site, List<Object> arguments, TLCState state) {
    List<FalsePart> falseParts = new ArrayList<>();
    if (site.arity() != arguments.size()) {
      return falseParts;
    }
    List<Context> bound = new ArrayList<>();
    stepper.bind(
        site,
        arguments,
        state,
        bound::add,
        (binder, context) -> falseParts.add(blocked(binder, arguments, context, state)));
    if (!bound.isEmpty()) {
      return culprit.of(site.step().pred, bound.get(0), state);
    }
    if (falseParts.isEmpty()) {
      falseParts.add(
          culprit.part(
              site.call(), "computes other arguments than the event has", Context.Empty, state));
    }
    return falseParts;
  }

  private FalsePart blocked(
      ActionSite.Binder binder, List<Object> arguments, Context context, TLCState state) {
    if (binder instanceof ActionSite.Guard guard) {
      return guard.truth()
          ? culprit.of(guard.condition(), context, state).get(0)
          : culprit.part(guard.condition(), "is TRUE", context, state);
    }
    ActionSite.Quantifier quantifier = (ActionSite.Quantifier) binder;
    Value domain = stepper.eval(quantifier.domain(), context, state);
    String symbol = quantifier.symbol().getName().toString();
    String domainText = culprit.text(quantifier.domain());
    String fault =
        quantifier.argument() < 0
            ? "has no element to choose"
            : "is FALSE: "
                + symbol
                + " must be in "
                + domainText
                + ", but "
                + JsonObject.show(arguments.get(quantifier.argument()))
                + " is not in "
                + Elements.text(domain);
    Map<String, String> mentioned =
        new LinkedHashMap<>(culprit.part(quantifier.domain(), "", context, state).values());
    mentioned.remove(domainText);
    return new FalsePart(
        SourceText.place(quantifier.domain()),
        symbol + " \\in " + domainText,
        fault,
        mentioned,
        List.of(),
        0,
        List.of());
  }

  /** Where an action is that cannot be evaluated: the part of it at which evaluation ends. */
  String placeOfFault(TraceLine.Event event, List<ActionSite> candidates, TLCState state) {
    try {
      for (ActionSite site : candidates) {
        for (FalsePart part : whyNot(site, event.arguments(), state)) {
          return part.place();
        }
      }
    } catch (EvalException | TLCRuntimeException e) {
      // The fault is on the way to the action, not within it.
      return SourceText.place(candidates.get(0).call());
    }
    return SourceText.place(candidates.get(0).call());
  }

  /** The differences from the successor that has the fewest. */
  private List<Difference> nearest(TraceLine.Event event, List<Edge> reached) {
    return reached.stream()
        .map(edge -> logged.differences(event, edge))
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  /** An action, on the event's node or elsewhere. */
  private record Group(String action, boolean onNode) {}

  /** What an action can do in a state, counted. */
  private static final class Ways {
    private int all;
    private int agreeing;
    private String example = "";

    void add(String call, boolean agrees) {
      if (all == 0 || (agrees && agreeing == 0)) {
        example = call;
      }
      all++;
      agreeing += agrees ? 1 : 0;
    }
  }

  /** The actions that are possible in a state. */
  List<Enabled> enabled(TraceLine.Event event, TLCState state) {
    Map<Group, Ways> found =
        new TreeMap<>(Comparator.comparing(Group::onNode).reversed().thenComparing(Group::action));
    actions
        .sites()
        .forEach(
            (name, places) -> {
              if (!actions.isComposite(name)) {
                places.forEach(site -> ways(site, event, state, found));
              }
            });
    return found.entrySet().stream()
        .map(
            entry ->
                new Enabled(
                    entry.getKey().action(),
                    entry.getValue().all,
                    entry.getValue().agreeing,
                    entry.getValue().example,
                    entry.getKey().onNode()))
        .toList();
  }

  private void ways(
      ActionSite site, TraceLine.Event event, TLCState state, Map<Group, Ways> found) {
    try {
      stepper.bindAll(
          site,
          state,
          context -> {
            boolean onNode = stepper.isAbout(event.at(), site, context, state);
            StateVec next = stepper.next(site.step(), context, state);
            for (int i = 0; i < next.size(); i++) {
              next.elementAt(i).deepNormalize();
              // Elsewhere, the event's node has mostly what it had: that says nothing.
              boolean agrees =
                  onNode
                      && next.elementAt(i).allAssigned()
                      && event.state().isPresent()
                      && logged.agrees(
                          event, new Edge(state, next.elementAt(i)), logged.known(event));
              found
                  .computeIfAbsent(new Group(site.name(), onNode), group -> new Ways())
                  .add(stepper.arguments(site, context, state), agrees);
            }
          });
    } catch (EvalException | TLCRuntimeException | StackOverflowError e) {
      // Another action than the event's that cannot be evaluated here: it is just not listed.
      return;
    }
  }

  /** Whether an argument cannot be an element of its domain, whatever it says. */
  Optional<String> misshapenArgument(ActionSite site, List<Object> arguments, TLCState state) {
    List<String> found = new ArrayList<>();
    stepper.bind(
        site,
        arguments,
        state,
        context -> {},
        (binder, context) -> {
          if (binder instanceof ActionSite.Quantifier quantifier && quantifier.argument() >= 0) {
            Value domain = stepper.eval(quantifier.domain(), context, state);
            Object argument = arguments.get(quantifier.argument());
            if (!logged.values().hasShapeOf(argument, domain)) {
              found.add(
                  "argument "
                      + (quantifier.argument() + 1)
                      + " of "
                      + site.name()
                      + " is "
                      + JsonObject.show(argument)
                      + ", which cannot be in "
                      + Elements.text(domain));
            }
          }
        });
    return found.stream().findFirst();
  }
}
