package org.scrutin.replay.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.scrutin.replay.Coverage;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.TraceLine;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.st.Location;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import util.Assert.TLCRuntimeException;

/**
 * Counts what accepted steps take of the specification. A trace may leave open which step an event
 * was: what led nowhere is in no behaviour of the trace, and is not counted.
 */
final class CoverageRecorder {

  /** So many ways to take steps are kept until it is known which of them lead on. */
  private static final int MAX_OPEN = 100_000;

  private final Tool tool;
  private final ActionIndex index;
  private final Stepper stepper;
  private final Culprit culprit;
  private final String digest;
  private final Specified specified;

  /** Whether events have names of their own, so that which action each is has to be found out. */
  private final boolean isBound;

  private final SortedMap<String, Long> actions = new TreeMap<>();
  private final Map<String, List<Counted>> alternatives = new LinkedHashMap<>();
  private final SortedSet<String> untold = new TreeSet<>();
  private final LongSet states = new LongSet();
  private long steps;

  /** The steps of which it is not known yet, the last one first. */
  private final Deque<Open> open = new ArrayDeque<>();

  private int ways;
  private List<TLCState> starts = List.of();
  private boolean isRunning;
  private boolean mayHaveDeadEnds;

  /** A step, and the ways to take it. */
  private record Open(TraceLine.Event event, List<ActionSite> candidates, List<Edge> edges) {}

  /** An alternative in the definition of an action, and how often it was taken. */
  private static final class Counted {
    private final OpDefNode action;
    private final Alternatives.Alternative alternative;
    private long times;

    Counted(OpDefNode action, Alternatives.Alternative alternative) {
      this.action = action;
      this.alternative = alternative;
    }
  }

  CoverageRecorder(Specification spec) {
    tool = spec.tool();
    index = spec.actions();
    stepper = spec.stepper();
    culprit = spec.culprit();
    digest = spec.digest().get();
    specified = spec.specified();
    isBound = spec.bound().isPresent();
    index
        .sites()
        .forEach(
            (name, sites) -> {
              if (!index.isComposite(name)) {
                actions.put(name, 0L);
              }
              // A composite action can be named by an event, and is never found out.
              if (!isBound || !index.isComposite(name)) {
                alternatives.put(name, alternativesOf(sites));
              }
            });
  }

  /** Of several definitions of one name: where modules are instantiated there may be more. */
  private List<Counted> alternativesOf(List<ActionSite> sites) {
    ModuleNode root = tool.getSpecProcessor().getRootModule();
    return sites.stream()
        .flatMap(site -> definition(site).stream())
        .distinct()
        .flatMap(
            action ->
                Alternatives.in(action.getBody(), root).stream()
                    .map(alternative -> new Counted(action, alternative)))
        .toList();
  }

  private Optional<OpDefNode> definition(ActionSite site) {
    Object target = tool.lookup(site.call().getOperator(), Context.Empty, TLCState.Empty, false);
    return target instanceof OpDefNode action ? Optional.of(action) : Optional.empty();
  }

  /** A run begins in one of these states. */
  void began(List<TLCState> initial) {
    starts = initial;
    isRunning = true;
  }

  /** Whether a run has begun, and not ended. */
  boolean isRunning() {
    return isRunning;
  }

  /** A step was accepted. */
  void accepted(TraceLine.Event event, List<ActionSite> candidates) {
    if (!isBound && !candidates.isEmpty()) {
      steps++;
      if (!index.isComposite(event.action())) {
        actions.merge(event.action(), 1L, Long::sum);
      }
    }
  }

  /**
   * A step can be taken in these ways.
   *
   * @param frontier the states that are possible after it
   */
  void possible(
      TraceLine.Event event,
      List<ActionSite> candidates,
      List<Edge> edges,
      List<TLCState> frontier) {
    open.push(new Open(event, candidates, edges));
    ways += edges.size();
    if (frontier.size() == 1) {
      settle(frontier);
    } else if (ways > MAX_OPEN) {
      mayHaveDeadEnds = true;
      settle(frontier);
    }
  }

  /** The run has ended in one of these states. */
  void ended(List<TLCState> last) {
    settle(last);
    isRunning = false;
  }

  /** Counts the ways that lead to these states, from the last step back. */
  private void settle(List<TLCState> last) {
    List<TLCState> reached = last;
    while (!open.isEmpty()) {
      Open step = open.pop();
      Set<Long> alive = fingerprints(reached);
      List<Edge> leading =
          step.edges().stream().filter(edge -> alive.contains(edge.to().fingerPrint())).toList();
      took(step.event(), step.candidates(), leading);
      reached = leading.stream().map(Edge::from).toList();
    }
    Set<Long> alive = fingerprints(reached);
    starts.stream()
        .filter(state -> alive.contains(state.fingerPrint()))
        .map(specified::fingerprint)
        .forEach(states::add);
    starts = List.of();
    ways = 0;
  }

  private static Set<Long> fingerprints(List<TLCState> of) {
    return of.stream().map(TLCState::fingerPrint).collect(Collectors.toSet());
  }

  /** A step is taken in these ways. */
  void took(TraceLine.Event event, List<ActionSite> candidates, List<Edge> edges) {
    if (isBound) {
      tookUnnamed(edges);
      return;
    }
    if (candidates.isEmpty()) {
      return;
    }
    edges.forEach(edge -> states.add(specified.fingerprint(edge.to())));
    for (Counted counted : alternatives.get(event.action())) {
      if (explains(counted, event, candidates, edges)) {
        counted.times++;
      }
    }
    if (index.isComposite(event.action())) {
      countBy(index.parts(event.action()), edges.stream().map(List::of).toList());
    }
  }

  /** A step between events, which no line tells of, is one of this action. */
  void tookSilently(String action, Edge edge) {
    states.add(specified.fingerprint(edge.to()));
    countBy(
        index.isComposite(action) ? index.parts(action) : List.of(action), List.of(List.of(edge)));
  }

  /** What an event has led to, by steps of which nothing says which actions they are. */
  private void tookUnnamed(List<Edge> edges) {
    List<List<Edge>> ways = edges.stream().map(Edge::parts).toList();
    ways.forEach(way -> way.forEach(part -> states.add(specified.fingerprint(part.to()))));
    long moves = most(ways, part -> !specified.isSame(part.from(), part.to()));
    steps += Math.max(moves, countBy(List.copyOf(actions.keySet()), ways));
  }

  /** Counts those of the actions, and their alternatives, that explain parts; the most of one. */
  private long countBy(List<String> names, List<List<Edge>> ways) {
    long taken = 0;
    for (String action : names) {
      // One that leaves all as it is may be what an event was that changed nothing.
      long times = most(ways, part -> isOf(action, part));
      actions.merge(action, times, Long::sum);
      taken = Math.max(taken, times);
      for (Counted counted : times == 0 ? List.<Counted>of() : alternatives.get(action)) {
        counted.times += most(ways, part -> isBy(action, counted, part));
      }
    }
    return taken;
  }

  /** How many parts are such, in the way that has the most of them. */
  private static long most(List<List<Edge>> ways, Predicate<Edge> isSuch) {
    long most = 0;
    for (List<Edge> way : ways) {
      if (most < way.size()) { // Else it cannot have more.
        most = Math.max(most, way.stream().filter(isSuch).count());
      }
    }
    return most;
  }

  private boolean isOf(String action, Edge edge) {
    return isFound(action, edge, (site, context) -> leads(site.step(), context, edge));
  }

  private boolean isBy(String action, Counted by, Edge edge) {
    return isFound(action, edge, (site, context) -> leads(by, site, context, edge));
  }

  /** Whether the action is applied somewhere so that it is the one. */
  private boolean isFound(String action, Edge edge, BiPredicate<ActionSite, Context> isThisOne) {
    boolean isUntold = false;
    for (ActionSite site : index.sites().get(action)) {
      List<Context> contexts = new ArrayList<>();
      try {
        stepper.bindAll(site, edge.from(), contexts::add);
      } catch (EvalException | TLCRuntimeException e) {
        isUntold = true;
      }
      for (Context context : contexts) {
        try {
          if (isThisOne.test(site, context)) {
            return true;
          }
        } catch (EvalException | TLCRuntimeException e) {
          isUntold = true; // Though it may be found with other values.
        }
      }
    }
    if (isUntold) {
      untold.add(action);
    }
    return false;
  }

  private boolean explains(
      Counted alternative, TraceLine.Event event, List<ActionSite> candidates, List<Edge> edges) {
    boolean[] found = new boolean[1];
    for (Edge edge : edges) {
      for (ActionSite site : candidates) {
        if (!found[0] && site.arity() == event.arguments().size()) {
          stepper.bind(
              site,
              event.arguments(),
              edge.from(),
              context -> found[0] |= leads(alternative, site, context, edge),
              Stepper.Blocked.IGNORED);
        }
      }
    }
    return found[0];
  }

  private boolean leads(Counted by, ActionSite site, Context context, Edge edge) {
    if (definition(site).filter(by.action::equals).isEmpty()) {
      return false;
    }
    Context inside = tool.getOpContext(by.action, site.call().getArgs(), context, true);
    try {
      // What stands beside the action may say what it does not.
      return after(new Action(by.alternative.body(), inside), inside, edge.from()).stream()
          .anyMatch(
              to ->
                  specified.isPartOf(to, edge.to())
                      && (specified.isAssigned(to) || leads(site.step(), context, edge)));
    } catch (EvalException | TLCRuntimeException e) {
      // Without the other alternatives it may have no value: then it explains nothing.
      return false;
    }
  }

  private boolean leads(Action action, Context context, Edge edge) {
    return after(action, context, edge.from()).stream()
        .anyMatch(to -> specified.isAssigned(to) && specified.isPartOf(to, edge.to()));
  }

  private List<TLCState> after(Action action, Context context, TLCState from) {
    StateVec next = stepper.next(action, context, from);
    List<TLCState> states = new ArrayList<>(next.size());
    for (int i = 0; i < next.size(); i++) {
      next.elementAt(i).deepNormalize();
      states.add(next.elementAt(i));
    }
    return states;
  }

  /** All that was counted. */
  Coverage coverage(List<TLCState> initial, int limit) {
    List<Coverage.Branch> branches = new ArrayList<>();
    alternatives.forEach(
        (action, all) ->
            all.forEach(
                counted -> {
                  Location at = counted.alternative.node().getLocation();
                  branches.add(
                      new Coverage.Branch(
                          action,
                          at.source(),
                          at.beginLine(),
                          at.endLine(),
                          culprit.text(counted.alternative.node()),
                          counted.times));
                }));
    return new Coverage(
        steps,
        new TreeMap<>(actions),
        List.copyOf(branches),
        LongSet.of(states.toArray()),
        reachable(initial, limit),
        digest,
        mayHaveDeadEnds,
        new TreeSet<>(untold));
  }

  /** How many states there are, if not more than the limit. */
  private Optional<Integer> reachable(List<TLCState> initial, int limit) {
    LongSet seen = new LongSet();
    Deque<TLCState> open = new ArrayDeque<>();
    Consumer<TLCState> visit =
        state -> {
          if (seen.size() <= limit && seen.add(specified.fingerprint(state))) {
            open.add(state);
          }
        };
    initial.forEach(visit);
    Action next = tool.getNextStateSpec();
    while (!open.isEmpty() && seen.size() <= limit) {
      TLCState from = open.remove();
      StateVec successors = tool.getNextStates(next, from);
      for (int i = 0; i < successors.size(); i++) {
        TLCState to = successors.elementAt(i);
        specified.keepOthers(from, to);
        Whole.requireAfter("Next", next, to);
        to.deepNormalize();
        visit.accept(to);
      }
    }
    return seen.size() > limit ? Optional.empty() : Optional.of(seen.size());
  }
}
