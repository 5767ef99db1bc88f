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
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.scrutin.replay.Coverage;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.TraceLine;
import tla2sany.semantic.ExprNode;
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
  private final SortedMap<String, Long> actions = new TreeMap<>();
  private final Map<String, List<Counted>> alternatives = new LinkedHashMap<>();
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

  /** An alternative, and how often it was taken. */
  private static final class Counted {
    private final Alternatives.Alternative alternative;
    private long times;

    Counted(Alternatives.Alternative alternative) {
      this.alternative = alternative;
    }
  }

  CoverageRecorder(Specification spec) {
    tool = spec.tool();
    index = spec.actions();
    stepper = spec.stepper();
    culprit = spec.culprit();
    digest = spec.digest().get();
    index
        .sites()
        .forEach(
            (name, sites) -> {
              if (!index.isComposite(name)) {
                actions.put(name, 0L);
              }
              alternatives.put(name, alternativesOf(sites.get(0)));
            });
  }

  private List<Counted> alternativesOf(ActionSite site) {
    return definition(site)
        .map(
            action ->
                Alternatives.in(action.getBody(), tool.getSpecProcessor().getRootModule()).stream()
                    .map(Counted::new)
                    .toList())
        .orElse(List.of());
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
    if (!candidates.isEmpty()) {
      steps++;
      actions.merge(event.action(), 1L, Long::sum);
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
    starts.stream().map(TLCState::fingerPrint).filter(alive::contains).forEach(states::add);
    starts = List.of();
    ways = 0;
  }

  private static Set<Long> fingerprints(List<TLCState> of) {
    return of.stream().map(TLCState::fingerPrint).collect(Collectors.toSet());
  }

  /** A step is taken in these ways. */
  void took(TraceLine.Event event, List<ActionSite> candidates, List<Edge> edges) {
    if (candidates.isEmpty()) {
      return;
    }
    edges.forEach(edge -> states.add(edge.to().fingerPrint()));
    for (Counted counted : alternatives.get(event.action())) {
      if (explains(counted.alternative, event, candidates, edges)) {
        counted.times++;
      }
    }
  }

  private boolean explains(
      Alternatives.Alternative alternative,
      TraceLine.Event event,
      List<ActionSite> candidates,
      List<Edge> edges) {
    boolean[] found = new boolean[1];
    for (Edge edge : edges) {
      for (ActionSite site : candidates) {
        if (!found[0] && site.arity() == event.arguments().size()) {
          stepper.bind(
              site,
              event.arguments(),
              edge.from(),
              context -> found[0] |= leads(alternative.body(), site, context, edge),
              Stepper.Blocked.IGNORED);
        }
      }
    }
    return found[0];
  }

  private boolean leads(ExprNode body, ActionSite site, Context context, Edge edge) {
    Context inside =
        tool.getOpContext(definition(site).orElseThrow(), site.call().getArgs(), context, true);
    try {
      StateVec next = stepper.next(new Action(body, inside), inside, edge.from());
      for (int i = 0; i < next.size(); i++) {
        next.elementAt(i).deepNormalize();
        if (next.elementAt(i).fingerPrint() == edge.to().fingerPrint()) {
          return true;
        }
      }
    } catch (EvalException | TLCRuntimeException e) {
      // Without the other alternatives it may have no value: then it explains nothing.
      return false;
    }
    return false;
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
        mayHaveDeadEnds);
  }

  /** How many states there are, if not more than the limit. */
  private Optional<Integer> reachable(List<TLCState> initial, int limit) {
    LongSet seen = new LongSet();
    Deque<TLCState> open = new ArrayDeque<>();
    Consumer<TLCState> visit =
        state -> {
          if (seen.size() <= limit && seen.add(state.fingerPrint())) {
            open.add(state);
          }
        };
    initial.forEach(visit);
    while (!open.isEmpty() && seen.size() <= limit) {
      TLCState from = open.remove();
      for (List<ActionSite> sites : index.sites().values()) {
        for (ActionSite site : sites) {
          if (!index.isComposite(site.name())) {
            stepper.bindAll(site, from, context -> successors(site, context, from, visit));
          }
        }
      }
    }
    return seen.size() > limit ? Optional.empty() : Optional.of(seen.size());
  }

  private void successors(
      ActionSite site, Context context, TLCState from, Consumer<TLCState> visit) {
    StateVec next = stepper.next(site.step(), context, from);
    for (int i = 0; i < next.size(); i++) {
      next.elementAt(i).deepNormalize();
      visit.accept(next.elementAt(i));
    }
  }
}
