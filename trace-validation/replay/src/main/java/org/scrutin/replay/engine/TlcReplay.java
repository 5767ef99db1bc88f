package org.scrutin.replay.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Coverage;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.ReplayEngine;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.engine.modules.PlainValues;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.FP64;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/** Replays events through TLC's evaluator. */
public final class TlcReplay implements ReplayEngine {

  /** Which of TLC's fingerprint polynomials; fixed, so that states of several runs compare. */
  private static final int FINGERPRINT = 0;

  /** Stands for the reason when nobody asks for it. */
  private static final Optional<Rejection> SOME_REASON =
      Optional.of(
          new Rejection(
              Rejection.Kind.NOT_ENABLED,
              0,
              "",
              "",
              "",
              Optional.empty(),
              List.of(),
              List.of(),
              List.of()));

  private Options options = Options.DEFAULT;
  private Tool tool;
  private SpecLoader loader;
  private NoneMeaning none;
  private Depths depths;
  private boolean isBeyondStates;
  private String spec = "";
  private Supplier<String> digest;
  private ActionIndex actions;
  private Map<String, List<ActionSite>> sites = Map.of();
  private Stepper stepper;
  private LoggedState logged;
  private Explainer explainer;
  private Properties properties;
  private Culprit culprit;
  private List<TLCState> initial = List.of();

  private String traceName = "";
  private List<TLCState> frontier = List.of();
  private final Map<String, Taken> taken = new HashMap<>();
  private LongSet states = new LongSet();
  private Optional<CoverageRecorder> coverage = Optional.empty();
  private Optional<Bound> bound = Optional.empty();
  private Silent silent;
  private Optional<DepthFirst> search = Optional.empty();
  private Optional<String> undecided = Optional.empty();
  private boolean hasMoved;
  private Specified specified;
  private boolean isQuiet;

  /** How often an action was taken. */
  private static final class Taken {
    private long times;
  }

  @Override
  public void load(Source source) {
    spec = source.spec().toString();
    try {
      loadAll(source);
    } catch (StackOverflowError e) {
      throw TooDeep.line(spec, "");
    }
  }

  private void loadAll(Source source) {
    FP64.Init(FINGERPRINT);
    List<Path> folders = new ArrayList<>(List.of(source.scratch()));
    folders.addAll(source.folders());
    folders.add(CommunityModules.unpack(source.scratch()));
    TraceEnvironment.CURRENT.install(source.environment());
    SpecResolver resolver = new SpecResolver(folders, source.scratch());
    loader = new SpecLoader(source, resolver);
    tool = loader.load();
    digest = () -> SpecDigest.of(tool, resolver, source);
    culprit = new Culprit(tool, new SourceText(resolver));
    Assumptions.require(tool, culprit, "");
    actions = ActionIndex.of(tool);
    if (source.binding().isEmpty()) {
      actions.requireAny(tool); // A binding says what events mean without them.
    }
    sites = new HashMap<>(actions.sites());
    Set<String> modelValues = new TreeSet<>();
    for (ModelValue model : ModelValue.mvs) {
      modelValues.add(model.val.toString());
    }
    depths = Depths.of(tool);
    isBeyondStates = Levels.asksBeyondStates(tool);
    none = NoneMeaning.of(tool);
    JsonValues values = new JsonValues(modelValues, none.value());
    stepper = new Stepper(tool, values);
    TraceEnvironment.CURRENT.follow(depths.unknown());
    initial = initialStates();
    TraceEnvironment.CURRENT.keepRegisters();
    logged = new LoggedState(values, tool.getSpecProcessor().getVariablesNodes(), initial.get(0));
    explainer = new Explainer(stepper, actions, culprit, logged);
    properties = new Properties(tool, explainer);
    specified = source.binding().isPresent() ? Specified.byNext(tool) : Specified.all(tool);
    bound =
        source
            .binding()
            .map(file -> new Bound(tool, file.toString(), specified, properties::hold, culprit));
  }

  private List<TLCState> initialStates() {
    List<TLCState> found = new ArrayList<>();
    LongSet seen = new LongSet();
    try {
      StateVec all = tool.getInitStates();
      for (int i = 0; i < all.size(); i++) {
        Whole.requireAtFirst(tool, all.elementAt(i));
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
    endCoverage();
    options = chosen;
    logged.begin(onlyChanges);
    traceName = name;
    taken.clear();
    for (String action : actions.sites().keySet()) {
      taken.put(action, new Taken());
    }
    states = new LongSet();
    undecided = Optional.empty();
    hasMoved = false;
    bound.ifPresent(Bound::begin);
    TraceEnvironment.CURRENT.resetRegisters();
    search = Optional.empty();
    silent = new Silent(options, actions, stepper, specified, depths);
    TraceLine.Event start =
        new TraceLine.Event(1, 0, "all nodes", "Init", List.of(), Optional.empty());
    List<Edge> edges = initial.stream().map(state -> new Edge(state, state)).toList();
    Optional<Rejection> rejection = TooDeep.told(spec, name, () -> advance(start, edges));
    if (rejection.isEmpty()) {
      coverage.ifPresent(recorder -> recorder.began(frontier));
    }
    if (rejection.isEmpty() && silent.isPossible()) {
      search = Optional.of(searchFrom(frontier));
    }
    return rejection;
  }

  @Override
  public Optional<Rejection> step(TraceLine.Step step) {
    return TooDeep.told(spec, traceName + ":" + step.line(), () -> stepOf(step));
  }

  private Optional<Rejection> stepOf(TraceLine.Step step) {
    return step instanceof TraceLine.Event event
        ? take(new NamedClaim(event, candidates(event), traceName, stepper, logged, explainer))
        : stepOfBinding((TraceLine.Free) step);
  }

  @Override
  public boolean isEvent(TraceLine.Free line) {
    return ofBinding(line, () -> bound().binding().isEvent(PlainValues.of(line.fields())));
  }

  @Override
  public boolean isNamed(TraceLine.Free line) {
    try {
      Value value = PlainValues.of(line.fields());
      return bound().binding().isEvent(value) && bound().binding().name(value).isPresent();
    } catch (EvalException | TLCRuntimeException e) {
      return false; // It lacks what an event has.
    }
  }

  /** What a binding cannot evaluate of a line is an error, with the line. */
  private <T> T ofBinding(TraceLine.Free line, Supplier<T> work) {
    try {
      return TooDeep.told(spec, traceName + ":" + line.line(), work);
    } catch (EvalException | TLCRuntimeException e) {
      throw new TraceException(
          traceName
              + ":"
              + line.line()
              + ": the binding cannot be evaluated with this line: "
              + SpecLoader.oneLine(e.getMessage())
              + "; let IsEvent(e) leave out what is no event");
    }
  }

  private Bound bound() {
    return bound.orElseThrow(
        () -> new IllegalStateException("loaded without a binding, asked for a bound event"));
  }

  private Optional<Rejection> stepOfBinding(TraceLine.Free line) {
    if (line.number() == 1) {
      Optional<Rejection> never =
          ofBinding(line, () -> bound().restrict(frontier, line, traceName));
      if (never.isPresent()) {
        return never;
      }
      frontier = bound().starts(frontier, line);
      search = silent.isPossible() ? Optional.of(searchFrom(frontier)) : Optional.empty();
    }
    return take(ofBinding(line, () -> bound().claim(line, traceName)));
  }

  @Override
  public boolean accepts(TraceLine.Step step) {
    List<TLCState> before = frontier;
    boolean isAccepted = false;
    isQuiet = true;
    try {
      isAccepted = step(step).isEmpty();
    } catch (TraceException | SpecException e) {
      // It asks what cannot be evaluated here: no step.
      isAccepted = false;
    } finally {
      isQuiet = false;
      if (!isAccepted) {
        frontier = before; // A first event may have chosen among the initial states.
      }
    }
    return isAccepted;
  }

  @Override
  public Optional<Place> place() {
    return search.isPresent() || isBeyondStates
        ? Optional.empty()
        : Optional.of(new Standing(frontier, logged.heardSoFar(), hasMoved, logged.names()));
  }

  @Override
  public void goTo(Place place) {
    Standing standing = (Standing) place;
    frontier = standing.frontier();
    logged.restore(standing.heard());
    hasMoved = standing.hasMoved();
    search = Optional.empty();
    undecided = Optional.empty();
  }

  private Optional<Rejection> take(Claim claim) {
    try {
      return search.isPresent() ? searchOn(claim) : advance(claim);
    } catch (EvalException | TLCRuntimeException e) {
      if (isQuiet) {
        return SOME_REASON;
      }
      throw claim.unevaluated(frontier, e);
    }
  }

  private List<ActionSite> candidates(TraceLine.Event event) {
    List<ActionSite> candidates = sites.get(event.action());
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
    none.faultIn(event)
        .ifPresent(
            why -> {
              throw bad(event, why);
            });
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

  /** All states that are possible, a step further. */
  private Optional<Rejection> advance(Claim claim) {
    List<Edge> reached = new ArrayList<>(1);
    List<Edge> agreeing = new ArrayList<>(1);
    for (TLCState from : frontier) {
      claim.steps(from, reached);
    }
    for (Edge edge : reached) {
      depths.count(edge.from(), edge.to());
      if (claim.agrees(edge)) {
        agreeing.add(edge);
      }
    }
    if (agreeing.isEmpty()) {
      return whyNone(claim);
    }
    Optional<Rejection> rejection = advance(claim.event(), agreeing);
    if (rejection.isPresent() && frontier.size() > 1) {
      return whyNone(claim);
    }
    if (rejection.isEmpty()) {
      count(claim, agreeing);
      cover(claim, agreeing);
      claim.accepted(agreeing);
      if (frontier.size() > options.maxFrontier()) {
        search = Optional.of(searchFrom(frontier));
      }
    }
    return rejection;
  }

  private Optional<Rejection> whyNone(Claim claim) {
    return isQuiet
        ? SOME_REASON
        : Optional.of(
            candidates(claim).rejection(frontier, frontier.size(), Collections.emptySortedMap()));
  }

  private Candidates candidates(Claim claim) {
    return new Candidates(
        claim,
        depths,
        edge ->
            options.invariants()
                ? properties.violated(claim.event(), traceName, edge)
                : Optional.empty());
  }

  private void count(Claim claim, List<Edge> edges) {
    hasMoved =
        hasMoved || edges.stream().anyMatch(edge -> !specified.isSame(edge.from(), edge.to()));
    String action = claim.event().action();
    taken.computeIfAbsent(action, any -> new Taken()).times++;
    coverage.ifPresent(recorder -> recorder.accepted(claim.event(), sites(claim)));
  }

  /** Where the action is; nowhere, if a binding gave the event a name of its own. */
  private List<ActionSite> sites(Claim claim) {
    return sites.getOrDefault(claim.event().action(), List.of());
  }

  private void cover(Claim claim, List<Edge> edges) {
    coverage.ifPresent(recorder -> recorder.possible(claim.event(), sites(claim), edges, frontier));
  }

  /** Only at its end it is known which of the ways through a trace lead there. */
  private void endCoverage() {
    CoverageRecorder recorder = coverage.filter(CoverageRecorder::isRunning).orElse(null);
    if (recorder == null) {
      return;
    }
    search.ifPresent(
        way ->
            way.forEachStep(
                (claim, edge) -> recorder.took(claim.event(), sites(claim), List.of(edge))));
    recorder.ended(search.map(DepthFirst::begins).orElse(frontier));
  }

  private DepthFirst searchFrom(List<TLCState> starts) {
    return new DepthFirst(starts, silent, depths, this::holds, options.maxStates());
  }

  /** One of the behaviours that are possible, a step further; or another one. */
  private Optional<Rejection> searchOn(Claim claim) {
    DepthFirst way = search.orElseThrow();
    switch (way.extend(claim)) {
      case FOUND -> {
        frontier = List.of(way.last().to());
        count(claim, List.of(way.last()));
        claim.accepted(List.of(way.last()));
        if (options.countStates()) {
          states.add(way.last().to().fingerPrint());
        }
      }
      case EXHAUSTED -> {
        return isQuiet ? SOME_REASON : Optional.of(exhausted(way));
      }
      case TOO_MANY ->
          undecided =
              Optional.of(
                  "more than "
                      + options.maxStates()
                      + " states have been seen in search of a behaviour, most of them, "
                      + way.widest()
                      + ", after event "
                      + way.widestAfter().event().number()
                      + "; log more variables, or allow fewer silent steps");
      default -> throw new AssertionError("a search ends in one of three ways");
    }
    return Optional.empty();
  }

  private Rejection exhausted(DepthFirst way) {
    return candidates(way.stuck()).rejection(way.furthest(), way.reached(), way.ended());
  }

  private boolean holds(Claim claim, Edge edge) {
    return !options.invariants() || properties.violated(claim.event(), traceName, edge).isEmpty();
  }

  /** Goes on to the states which the edges reach, as far as the properties hold there. */
  private Optional<Rejection> advance(TraceLine.Event event, List<Edge> edges) {
    List<TLCState> possible = new ArrayList<>(1);
    LongSet seen = edges.size() == 1 ? null : new LongSet();
    Optional<Rejection> violation = Optional.empty();
    for (Edge edge : edges) {
      if (options.invariants()) {
        Optional<Rejection> found = properties.violated(event, traceName, edge);
        if (found.isPresent()) {
          violation = violation.or(() -> found);
          continue;
        }
      }
      if (seen == null || seen.add(depths.key(edge.to()))) {
        possible.add(edge.to());
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

  private TraceException bad(TraceLine.Event event, String what) {
    return new TraceException(place(event) + what);
  }

  private String place(TraceLine.Event event) {
    return NamedClaim.place(traceName, event);
  }

  @Override
  public boolean hasMoved() {
    return hasMoved;
  }

  @Override
  public List<String> unread() {
    return bound.map(Bound::unread).orElse(List.of());
  }

  @Override
  public Optional<String> unjudged() {
    return bound.flatMap(Bound::unjudged);
  }

  @Override
  public Optional<String> undecided() {
    return undecided;
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
    search.ifPresent(way -> way.countSilent(counts));
    return counts;
  }

  @Override
  public Optional<LongSet> states() {
    return options.countStates() ? Optional.of(states) : Optional.empty();
  }

  @Override
  public void recordCoverage() {
    coverage = Optional.of(new CoverageRecorder(tool, actions, stepper, culprit, digest.get()));
  }

  @Override
  public Coverage coverage(int limit) {
    try {
      return TooDeep.told(
          spec,
          "",
          () -> {
            endCoverage();
            return coverage.orElseThrow().coverage(initial, limit);
          });
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
    return properties.unchecked();
  }
}
