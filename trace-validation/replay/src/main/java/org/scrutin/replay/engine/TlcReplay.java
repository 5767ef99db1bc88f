package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Causes;
import org.scrutin.replay.Coverage;
import org.scrutin.replay.LastSteps;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.ReplayEngine;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.engine.modules.PlainValues;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/** Replays events through TLC's evaluator. */
public final class TlcReplay implements ReplayEngine {

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
  private String specName = "";

  /** Null until it is loaded. */
  private Specification spec;

  private String traceName = "";
  private List<TLCState> frontier = List.of();
  private final Map<String, Taken> taken = new HashMap<>();
  private LongSet states = new LongSet();
  private Optional<CoverageRecorder> coverage = Optional.empty();
  private Silent silent;
  private Optional<DepthFirst> search = Optional.empty();
  private Optional<String> undecided = Optional.empty();
  private final Recent recent = new Recent();
  private Movement movement = Movement.NONE;
  private boolean isQuiet;

  /** How often an action was taken. */
  private static final class Taken {
    private long times;
  }

  @Override
  public void load(Source source) {
    specName = source.spec().toString();
    try {
      spec = Specification.load(source);
    } catch (StackOverflowError e) {
      throw TooDeep.line(specName, "");
    }
  }

  @Override
  public Optional<Rejection> begin(String name, boolean onlyChanges, Options chosen) {
    endCoverage();
    options = chosen;
    spec.logged().begin(onlyChanges);
    traceName = name;
    taken.clear();
    for (String action : spec.actions().sites().keySet()) {
      taken.put(action, new Taken());
    }
    states = new LongSet();
    undecided = Optional.empty();
    movement = Movement.NONE;
    recent.clear();
    spec.bound().ifPresent(Bound::begin);
    TraceEnvironment.CURRENT.resetRegisters();
    search = Optional.empty();
    silent = new Silent(options, spec.actions(), spec.stepper(), spec.specified(), spec.depths());
    TraceLine.Event start =
        new TraceLine.Event(1, 0, "all nodes", "Init", List.of(), Optional.empty());
    List<Edge> edges = new ArrayList<>();
    spec.initial().forEach(state -> edges.add(new Edge(state, state)));
    Optional<Rejection> rejection = TooDeep.told(specName, name, () -> advance(start, edges));
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
    return TooDeep.told(specName, traceName + ":" + step.line(), () -> stepOf(step));
  }

  private Optional<Rejection> stepOf(TraceLine.Step step) {
    return step instanceof TraceLine.Event event
        ? take(
            new NamedClaim(
                event,
                candidates(event),
                traceName,
                spec.stepper(),
                spec.logged(),
                spec.explainer()))
        : stepOfBinding((TraceLine.Free) step);
  }

  @Override
  public boolean isEvent(TraceLine.Free line, String log) {
    return ofBinding(line, log, () -> bound().binding().isEvent(PlainValues.of(line.fields())));
  }

  @Override
  public Causes causes(TraceLine.Free event, String log) {
    EventOrder order = bound().order();
    String place = log + ":" + event.line();
    return ofBinding(event, log, () -> order.causes(PlainValues.of(event.fields()), place));
  }

  @Override
  public boolean namesMessages() {
    return bound().order().namesMessages();
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
  private <T> T ofBinding(TraceLine.Free line, String log, Supplier<T> work) {
    try {
      return TooDeep.told(specName, log + ":" + line.line(), work);
    } catch (EvalException | TLCRuntimeException e) {
      throw new TraceException(
          log
              + ":"
              + line.line()
              + ": the binding cannot be evaluated with this line: "
              + SpecLoader.oneLine(e.getMessage())
              + "; let IsEvent(e) leave out what is no event");
    }
  }

  private Bound bound() {
    return spec.bound()
        .orElseThrow(
            () -> new IllegalStateException("loaded without a binding, asked for a bound event"));
  }

  private Optional<Rejection> stepOfBinding(TraceLine.Free line) {
    if (line.number() == 1) {
      Optional<Rejection> never =
          ofBinding(line, traceName, () -> bound().restrict(frontier, line, traceName));
      if (never.isPresent()) {
        return never;
      }
      frontier = bound().starts(frontier, line);
      search = silent.isPossible() ? Optional.of(searchFrom(frontier)) : Optional.empty();
    }
    return take(ofBinding(line, traceName, () -> bound().claim(line, traceName)));
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
    return search.isPresent() || spec.isBeyondStates()
        ? Optional.empty()
        : Optional.of(
            new Standing(frontier, spec.logged().heardSoFar(), movement, spec.logged().names()));
  }

  @Override
  public void goTo(Place place) {
    Standing standing = (Standing) place;
    frontier = standing.frontier();
    spec.logged().restore(standing.heard());
    movement = standing.movement();
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
    spec.faultIn(event)
        .ifPresent(
            fault -> {
              throw new TraceException(NamedClaim.place(traceName, event) + fault);
            });
    return spec.sitesOf(event);
  }

  /** All states that are possible, a step further. */
  private Optional<Rejection> advance(Claim claim) {
    List<Edge> reached = new ArrayList<>(1);
    List<Edge> agreeing = new ArrayList<>(1);
    for (TLCState from : frontier) {
      claim.steps(from, reached);
    }
    for (Edge edge : reached) {
      spec.depths().count(edge.from(), edge.to());
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
      count(claim);
      if (spec.bound().isPresent()) {
        movement = movement.after(agreeing, this::moves, spec.depths()::key);
      }
      cover(claim, agreeing);
      recent.add(claim.event(), agreeing);
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
        spec.depths(),
        edge ->
            options.invariants()
                ? spec.properties().violated(claim.event(), traceName, edge)
                : Optional.empty());
  }

  private void count(Claim claim) {
    String action = claim.event().action();
    taken.computeIfAbsent(action, any -> new Taken()).times++;
    coverage.ifPresent(recorder -> recorder.accepted(claim.event(), spec.sitesOf(claim.event())));
  }

  /** What goes away and comes back has moved, too. */
  private boolean moves(Edge edge) {
    return edge.parts().stream().anyMatch(part -> !spec.specified().isSame(part.from(), part.to()));
  }

  private void cover(Claim claim, List<Edge> edges) {
    coverage.ifPresent(
        recorder -> recorder.possible(claim.event(), spec.sitesOf(claim.event()), edges, frontier));
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
                (claim, edge) ->
                    recorder.took(claim.event(), spec.sitesOf(claim.event()), List.of(edge)),
                step -> recorder.tookSilently(step.action(), step.edge())));
    recorder.ended(search.map(DepthFirst::begins).orElse(frontier));
  }

  private DepthFirst searchFrom(List<TLCState> starts) {
    return new DepthFirst(starts, silent, spec.depths(), this::holds, options.maxStates());
  }

  /** One of the behaviours that are possible, a step further; or another one. */
  private Optional<Rejection> searchOn(Claim claim) {
    DepthFirst way = search.orElseThrow();
    switch (way.extend(claim)) {
      case FOUND -> {
        frontier = List.of(way.last().to());
        count(claim);
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
    return !options.invariants()
        || spec.properties().violated(claim.event(), traceName, edge).isEmpty();
  }

  /** Goes on to the states which the edges reach; those on which a property fails are removed. */
  private Optional<Rejection> advance(TraceLine.Event event, List<Edge> edges) {
    Optional<Rejection> violation =
        options.invariants() ? violated(event, edges) : Optional.empty();
    if (edges.isEmpty()) {
      return violation;
    }
    List<TLCState> possible = new ArrayList<>(1);
    LongSet seen = edges.size() == 1 ? null : new LongSet();
    for (Edge edge : edges) {
      if (seen == null || seen.add(spec.depths().key(edge.to()))) {
        possible.add(edge.to());
      }
    }
    frontier = possible;
    if (options.countStates()) {
      possible.forEach(state -> states.add(state.fingerPrint()));
    }
    return Optional.empty();
  }

  /** Removes the edges on which a property fails, and says why the first of them does. */
  private Optional<Rejection> violated(TraceLine.Event event, List<Edge> edges) {
    List<Rejection> violations = new ArrayList<>(0);
    edges.removeIf(
        edge -> {
          Optional<Rejection> found = spec.properties().violated(event, traceName, edge);
          found.ifPresent(violations::add);
          return found.isPresent();
        });
    return violations.stream().findFirst();
  }

  @Override
  public boolean hasMoved() {
    return search.map(this::hasMoved).orElse(movement.isAny());
  }

  /** Whether an event has moved on the way that was found, or before the search for it began. */
  private boolean hasMoved(DepthFirst way) {
    List<Edge> steps = new ArrayList<>();
    way.forEachStep((claim, step) -> steps.add(step), unlogged -> {});
    return way.begins().stream().anyMatch(begin -> movement.isAt(begin, spec.depths()::key))
        || steps.stream().anyMatch(this::moves);
  }

  @Override
  public List<String> unread() {
    return spec.bound().map(Bound::unread).orElse(List.of());
  }

  @Override
  public Optional<String> unjudged() {
    return spec.bound().flatMap(Bound::unjudged);
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
          if (count.times > 0 || !spec.actions().isComposite(name)) {
            counts.put(name, count.times);
          }
        });
    search.ifPresent(way -> way.countSilent(counts));
    return counts;
  }

  @Override
  public LastSteps lastSteps() {
    return recent.texts(
        search.map(way -> way.lastSteps(Recent.MAX_STEPS)).orElse(List.of()),
        search
            .flatMap(DepthFirst::lastState)
            .or(() -> frontier.stream().filter(state -> frontier.size() == 1).findFirst()),
        spec.logged().names());
  }

  @Override
  public Optional<LongSet> states() {
    return options.countStates() ? Optional.of(states) : Optional.empty();
  }

  @Override
  public void recordCoverage() {
    coverage = Optional.of(new CoverageRecorder(spec));
  }

  @Override
  public Coverage coverage(int limit) {
    try {
      return TooDeep.told(
          specName,
          "",
          () -> {
            endCoverage();
            return coverage.orElseThrow().coverage(spec.initial(), limit);
          });
    } catch (EvalException | TLCRuntimeException e) {
      String message = SpecLoader.oneLine(e.getMessage());
      throw new SpecException(
          spec.loader().place(message)
              + ": its states cannot be explored: "
              + message
              + "; --reachable 0 explores none");
    }
  }

  @Override
  public List<String> checkable() {
    List<String> names = new ArrayList<>(Arrays.asList(spec.tool().getInvNames()));
    names.addAll(Arrays.asList(spec.tool().getImpliedActNames()));
    return List.copyOf(names);
  }

  @Override
  public List<String> uncheckable() {
    return spec.properties().unchecked();
  }
}
