package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceLine;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.impl.Value;
import util.FilenameToStream;
import util.UniqueString;

/** Says why an event is no step of the specification. Slow, and only called once a trace. */
final class Explainer {

  private static final int MAX_ENABLED = 12;

  private final Stepper stepper;
  private final SortedMap<String, List<ActionSite>> sites;
  private final Culprit culprit;

  Explainer(
      FastTool tool,
      Stepper stepper,
      SortedMap<String, List<ActionSite>> sites,
      FilenameToStream resolver) {
    this.stepper = stepper;
    this.sites = sites;
    this.culprit = new Culprit(tool, stepper, new SourceText(resolver));
  }

  Rejection explain(
      TraceLine.Event event,
      String traceName,
      List<ActionSite> candidates,
      TLCState state,
      List<TLCState> reached,
      Map<String, UniqueString> variables) {
    String reason;
    List<String> details = new ArrayList<>();
    if (!reached.isEmpty()) {
      reason = "enabled, but it leads elsewhere";
      details.addAll(differences(event, reached.get(0), variables));
    } else {
      reason = "not enabled";
      for (ActionSite site : candidates) {
        details.addAll(whyNotEnabled(site, event.arguments(), state));
      }
    }
    return new Rejection(
        event.number(),
        traceName + ":" + event.line(),
        claim(event),
        reason,
        details,
        enabled(event, state, variables));
  }

  Rejection invariant(
      TraceLine.Event event, String traceName, String name, Action invariant, TLCState state) {
    List<String> details = new ArrayList<>();
    details.addAll(culprit.ofPredicate(invariant.pred, invariant.con, state));
    details.add("in the state " + SpecLoader.oneLine(state.toString()));
    return new Rejection(
        event.number(),
        traceName + ":" + event.line(),
        claim(event),
        "the step is allowed, but " + name + " does not hold after it",
        details,
        List.of());
  }

  private static String claim(TraceLine.Event event) {
    StringBuilder claim = new StringBuilder(event.action()).append('(');
    for (int i = 0; i < event.arguments().size(); i++) {
      claim.append(i == 0 ? "" : ", ").append(JsonObject.show(event.arguments().get(i)));
    }
    return claim.append(')').toString();
  }

  private List<String> whyNotEnabled(ActionSite site, List<Object> arguments, TLCState state) {
    List<Context> bound = new ArrayList<>();
    stepper.bind(site, arguments, state, Context.Empty, 0, bound::add);
    if (bound.isEmpty()) {
      return outsideDomain(site, arguments, state);
    }
    return culprit.ofAction(site, bound.get(0), state);
  }

  private List<String> outsideDomain(ActionSite site, List<Object> arguments, TLCState state) {
    Context context = Context.Empty;
    for (ActionSite.Binder binder : site.binders()) {
      if (!(binder instanceof ActionSite.Quantifier quantifier)) {
        ActionSite.Parameter parameter = (ActionSite.Parameter) binder;
        context = context.cons(parameter.symbol(), stepper.eval(parameter.value(), context, state));
        continue;
      }
      int argument = site.argumentThatIs(quantifier.symbol()).orElse(-1);
      Value domain = stepper.eval(quantifier.domain(), context, state);
      Value value = argument < 0 ? null : stepper.inDomain(arguments.get(argument), domain);
      if (value == null) {
        return List.of(
            "at "
                + culprit.place(quantifier.domain())
                + " "
                + quantifier.symbol().getName()
                + " must be in "
                + culprit.text(quantifier.domain())
                + ", but "
                + (argument < 0 ? "no value" : JsonObject.show(arguments.get(argument)))
                + " is not in "
                + Culprit.shorten(domain.toString()));
      }
      context = context.cons(quantifier.symbol(), value);
    }
    return List.of("an argument differs from what the specification computes for it");
  }

  private List<String> differences(
      TraceLine.Event event, TLCState reached, Map<String, UniqueString> variables) {
    List<String> differences = new ArrayList<>();
    JsonObject logged = event.state().orElseThrow();
    Value node = JsonValues.atom(event.at());
    for (int i = 0; i < logged.names().size(); i++) {
      String name = logged.names().get(i);
      Value value = JsonValues.at((Value) reached.lookup(variables.get(name)), node);
      if (!matches(logged.values().get(i), value)) {
        differences.add(
            name
                + " = "
                + Culprit.shorten(value.toString())
                + " on "
                + event.at()
                + " in the specification, the trace logged "
                + JsonObject.show(logged.values().get(i)));
      }
    }
    return differences;
  }

  private static boolean matches(Object json, Value value) {
    try {
      return JsonValues.matches(json, value);
    } catch (JsonValues.ShapeException e) {
      return false;
    }
  }

  /** The actions that are enabled, those of the event's node first; which give what was logged. */
  private List<String> enabled(
      TraceLine.Event event, TLCState state, Map<String, UniqueString> variables) {
    Map<String, Boolean> found = new LinkedHashMap<>();
    for (List<ActionSite> places : new TreeMap<>(sites).values()) {
      for (ActionSite site : places) {
        stepper.bindAll(
            site,
            state,
            Context.Empty,
            0,
            context -> {
              var next = stepper.next(site.call(), context, state);
              for (int i = 0; i < next.size(); i++) {
                next.elementAt(i).deepNormalize();
                boolean agrees =
                    event.state().isPresent()
                        && differences(event, next.elementAt(i), variables).isEmpty();
                found.merge(
                    site.name() + arguments(site, context, state), agrees, (a, b) -> a || b);
              }
            });
      }
    }
    Set<String> lines = new LinkedHashSet<>();
    found.forEach((action, agrees) -> addIf(agrees, action + "  (gives the logged values)", lines));
    found.forEach((action, agrees) -> addIf(!agrees, action, lines));
    List<String> shown = new ArrayList<>(lines);
    if (shown.size() > MAX_ENABLED) {
      int more = shown.size() - MAX_ENABLED;
      shown = new ArrayList<>(shown.subList(0, MAX_ENABLED));
      shown.add("and " + more + " more");
    }
    return shown;
  }

  private static void addIf(boolean condition, String line, Set<String> lines) {
    if (condition) {
      lines.add(line);
    }
  }

  private String arguments(ActionSite site, Context context, TLCState state) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < site.arity(); i++) {
      Value value = stepper.eval(site.call().getArgs()[i], context, state);
      text.append(i == 0 ? "" : ", ").append(Culprit.shorten(value.toString()));
    }
    return text.append(')').toString();
  }
}
