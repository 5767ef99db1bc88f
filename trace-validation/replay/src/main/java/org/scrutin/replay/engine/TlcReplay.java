package org.scrutin.replay.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Coverage;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.ReplayEngine;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceLine;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/** Replays events through TLC's evaluator. */
public final class TlcReplay implements ReplayEngine {

  /** Which of TLC's fingerprint polynomials; fixed, so that states of several runs compare. */
  private static final int FINGERPRINT = 0;

  private Options options = Options.DEFAULT;
  private FastTool tool;
  private SpecLoader loader;
  private ActionIndex actions;
  private Stepper stepper;
  private LoggedState logged;
  private Explainer explainer;
  private Properties properties;
  private Culprit culprit;
  private UniqueString[] variables;
  private List<TLCState> initial = List.of();

  private String traceName = "";
  private List<TLCState> frontier = List.of();
  private final SortedMap<String, Taken> taken = new TreeMap<>();
  private LongSet states = new LongSet();
  private Optional<CoverageRecorder> coverage = Optional.empty();

  /** How often an action was taken. */
  private static final class Taken {
    private long times;
  }

  @Override
  public void load(Source source) {
    FP64.Init(FINGERPRINT);
    List<Path> folders = new ArrayList<>(List.of(source.scratch()));
    folders.addAll(source.folders());
    SpecResolver resolver = new SpecResolver(folders, source.scratch());
    loader = new SpecLoader(source, resolver);
    tool = loader.load();
    actions = ActionIndex.of(tool);
    Set<String> modelValues = new TreeSet<>();
    for (ModelValue model : ModelValue.mvs) {
      modelValues.add(model.val.toString());
    }
    JsonValues values = new JsonValues(modelValues, loader.none(tool));
    stepper = new Stepper(tool, values);
    initial = initialStates();
    logged = new LoggedState(values, tool.getSpecProcessor().getVariablesNodes(), initial.get(0));
    variables = logged.variables().values().toArray(UniqueString[]::new);
    culprit = new Culprit(tool, new SourceText(resolver));
    explainer = new Explainer(stepper, actions, culprit, logged);
    properties = new Properties(tool, explainer);
  }

  private List<TLCState> initialStates() {
    List<TLCState> found = new ArrayList<>();
    LongSet seen = new LongSet();
    try {
      StateVec all = tool.getInitStates();
      for (int i = 0; i < all.size(); i++) {
        all.elementAt(i).deepNormalize();
        if (seen.add(all.elementAt(i).fingerPrint())) {
          found.add(all.elementAt(i));
        }
      }
    } catch (EvalException | TLCRuntimeException e) {
      String message = SpecLoader.oneLine(e.getMessage());
      throw new SpecException(loader.place(message) + ": no initial state: " + message);
    }
    if (found.isEmpty()) {
      throw new SpecException(loader.place("") + ": no state satisfies the initial predicate");
    }
    return List.copyOf(found);
  }

  @Override
  public Optional<Rejection> begin(String name, boolean onlyChanges, Options chosen) {
    options = chosen;
    logged.begin(onlyChanges);
    traceName = name;
    taken.clear();
    for (String action : actions.sites().keySet()) {
      taken.put(action, new Taken());
    }
    states = new LongSet();
    TraceLine.Event start =
        new TraceLine.Event(1, 0, "all nodes", "Init", List.of(), Optional.empty());
    coverage.ifPresent(recorder -> recorder.began(initial));
    List<Edge> edges = initial.stream().map(state -> new Edge(state, state)).toList();
    return advance(start, edges);
  }

  @Override
  public Optional<Rejection> step(TraceLine.Event event) {
    List<ActionSite> candidates = candidates(event);
    try {
      return taken(event, candidates);
    } catch (EvalException | TLCRuntimeException e) {
      throw unevaluated(event, candidates, e);
    }
  }

  private List<ActionSite> candidates(TraceLine.Event event) {
    List<ActionSite> candidates = actions.sites().get(event.action());
    if (candidates == null) {
      throw bad(
          event,
          "the specification has no action '"
              + event.action()
              + "'; it has "
              + String.join(", ", actions.sites().keySet()));
    }
    int given = event.arguments().size();
    boolean fits = false;
    for (ActionSite site : candidates) {
      fits |= site.arity() == given;
    }
    if (!fits) {
      throw bad(
          event,
          event.action()
              + " takes "
              + candidates.get(0).arity()
              + " argument(s) in the specification, but the event has "
              + given);
    }
    if (!logged.knowsAll(event)) {
      throw bad(
          event,
          "the specification has no variable '"
              + logged.unknownVariable(event)
              + "'; it has "
              + String.join(", ", logged.variables().keySet()));
    }
    logged
        .missing(event)
        .ifPresent(
            name -> {
              throw bad(
                  event,
                  "\""
                      + name
                      + "\" is not logged, though a step without state has changed it; log the"
                      + " whole state after such a step");
            });
    return candidates;
  }

  /** What TLC cannot evaluate is neither true nor false: it is an error of the specification. */
  private SpecException unevaluated(
      TraceLine.Event event, List<ActionSite> candidates, RuntimeException error) {
    return new SpecException(
        place(event)
            + event.action()
            + " cannot be evaluated, at "
            + explainer.placeOfFault(event, candidates, frontier.get(0))
            + ": "
            + SpecLoader.oneLine(error.getMessage()));
  }

  private Optional<Rejection> taken(TraceLine.Event event, List<ActionSite> candidates) {
    List<Edge> reached = new ArrayList<>(1);
    List<Edge> agreeing = new ArrayList<>(1);
    for (TLCState from : frontier) {
      for (ActionSite site : candidates) {
        if (site.arity() == event.arguments().size()) {
          successors(site, event, from, reached);
        }
      }
    }
    for (Edge edge : reached) {
      if (logged.agrees(event, edge)) {
        agreeing.add(edge);
      }
    }
    if (agreeing.isEmpty()) {
      return Optional.of(rejected(event, candidates, reached));
    }
    Optional<Rejection> rejection = advance(event, agreeing);
    if (rejection.isEmpty()) {
      taken.get(event.action()).times++;
      logged.heard(event, agreeing);
      coverage.ifPresent(recorder -> recorder.taken(event, candidates, agreeing));
    }
    return rejection;
  }

  private void successors(
      ActionSite site, TraceLine.Event event, TLCState from, List<Edge> reached) {
    stepper.bind(
        site,
        event.arguments(),
        from,
        context -> {
          StateVec next = stepper.next(site.step(), context, from);
          for (int i = 0; i < next.size(); i++) {
            normalize(event, from, next.elementAt(i));
            reached.add(new Edge(from, next.elementAt(i)));
          }
        },
        Stepper.Blocked.IGNORED);
  }

  /** Values that the step did not touch are those of the state before, and in order already. */
  private void normalize(TraceLine.Event event, TLCState from, TLCState to) {
    for (UniqueString variable : variables) {
      Value value = (Value) to.lookup(variable);
      if (value == null) {
        throw new SpecException(
            place(event)
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

  /** Goes on to the states which the edges reach, as far as the properties hold there. */
  private Optional<Rejection> advance(TraceLine.Event event, List<Edge> edges) {
    List<TLCState> possible = new ArrayList<>(1);
    LongSet seen = edges.size() == 1 ? null : new LongSet();
    Optional<Rejection> violation = Optional.empty();
    for (Edge edge : edges) {
      if (options.invariants()) {
        Optional<Rejection> found = properties.violated(event, traceName, edge.from(), edge.to());
        if (found.isPresent()) {
          violation = violation.or(() -> found);
          continue;
        }
      }
      if (seen == null || seen.add(edge.to().fingerPrint())) {
        possible.add(edge.to());
      }
      if (possible.size() > options.maxFrontier()) {
        break;
      }
    }
    if (possible.isEmpty()) {
      return violation;
    }
    frontier = possible;
    if (options.countStates()) {
      possible.forEach(state -> states.add(state.fingerPrint()));
    }
    return Optional.empty();
  }

  private Rejection rejected(
      TraceLine.Event event, List<ActionSite> candidates, List<Edge> reached) {
    List<TLCState> successors = reached.stream().map(Edge::to).toList();
    Optional<String> misshapen =
        successors.isEmpty()
            ? candidates.stream()
                .filter(site -> site.arity() == event.arguments().size())
                .map(site -> explainer.misshapenArgument(site, event.arguments(), frontier.get(0)))
                .reduce((a, b) -> a.isPresent() ? b : a)
                .orElseThrow()
            : logged.misshapen(event, successors);
    misshapen.ifPresent(
        what -> {
          throw bad(event, what);
        });
    return explainer.step(event, traceName, candidates, frontier, reached);
  }

  private TraceException bad(TraceLine.Event event, String what) {
    return new TraceException(place(event) + what);
  }

  private String place(TraceLine.Event event) {
    return traceName + ":" + event.line() + ": event " + event.number() + ": ";
  }

  @Override
  public int frontier() {
    return frontier.size();
  }

  @Override
  public SortedMap<String, Long> actions() {
    SortedMap<String, Long> counts = new TreeMap<>();
    taken.forEach(
        (name, count) -> {
          if (count.times > 0 || !actions.isComposite(name)) {
            counts.put(name, count.times);
          }
        });
    return counts;
  }

  @Override
  public Optional<LongSet> states() {
    return options.countStates() ? Optional.of(states) : Optional.empty();
  }

  @Override
  public void recordCoverage() {
    coverage = Optional.of(new CoverageRecorder(tool, actions, stepper, culprit));
  }

  @Override
  public Coverage coverage(int limit) {
    try {
      return coverage.orElseThrow().coverage(initial, limit);
    } catch (EvalException | TLCRuntimeException e) {
      String message = SpecLoader.oneLine(e.getMessage());
      throw new SpecException(
          loader.place(message) + ": its states cannot be explored: " + message);
    }
  }

  @Override
  public List<String> checkable() {
    List<String> names = new ArrayList<>(Arrays.asList(tool.getInvNames()));
    names.addAll(Arrays.asList(tool.getImpliedActNames()));
    return List.copyOf(names);
  }

  @Override
  public List<String> uncheckable() {
    List<String> names = new ArrayList<>(Arrays.asList(tool.getImpliedTemporalNames()));
    names.addAll(Arrays.asList(tool.getImpliedInitNames()));
    return names.stream().distinct().toList();
  }
}
