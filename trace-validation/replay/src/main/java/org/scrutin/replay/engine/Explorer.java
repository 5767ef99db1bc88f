package org.scrutin.replay.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.Options;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ReplayTool;
import tlc2.value.impl.Value;

/**
 * Searches the states of a trace specification for one in which the trace is matched. Depth-first,
 * an action at a time: where the trace determines the behaviour, nothing else is evaluated. What
 * has been seen is remembered, so that each state is looked at once, and "not matched" is only said
 * when all have been. Constraints, the view, invariants and step properties are those of the
 * configuration; a state in which one does not hold is not gone on from.
 */
final class Explorer {

  /** So many of the states that came furthest are kept for the explanation. */
  private static final int MAX_FURTHEST = 8;

  private static final StateVec NONE = new StateVec(0);

  private final ReplayTool tool;
  private final Goal goal;
  private final Cursor cursor;
  private final Options options;
  private final TraceEnvironment run = TraceEnvironment.CURRENT;
  private final List<Action> actions;
  private final Invariants invariants;
  private final Precedent precedent;
  private final Order order;

  private final Seen seen;
  private final Deque<Frame> path = new ArrayDeque<>();
  private final List<Integer> widths = new ArrayList<>();
  private final List<Node> furthest = new ArrayList<>();
  private final List<Broken> broken = new ArrayList<>();
  private long most;
  private long entered;
  private int generated;
  private final SortedMap<Integer, Integer> ends = new TreeMap<>();
  private int best = Integer.MIN_VALUE;
  private int asFar;

  /** Whether the goal was reached at an end where it is in doubt whether all lines were read. */
  private boolean isInDoubt;

  private Outcome outcome = Outcome.NOT_MATCHED;
  private Optional<Node> matched = Optional.empty();

  /** Which of several ways to read a line is gone first: none is always the better. */
  enum Order {
    AS_WRITTEN,
    CHANGES_FIRST
  }

  /** How a search ended. */
  enum Outcome {
    MATCHED,
    MATCHED_AT_ONCE,
    NOT_MATCHED,
    TOO_MANY
  }

  /** A state that was reached, by which action, and from where. */
  record Node(TLCState state, int level, String by, Optional<Node> before) {}

  /** A state that was not gone on from, since a property does not hold there. */
  record Broken(Node node, String property, Action formula, TLCState from) {}

  private record Frame(Node node, Successors next) {}

  /**
   * @param readsLevel whether equal states of two levels differ
   * @param precedent which actions to try first
   */
  Explorer(
      ReplayTool tool,
      Goal goal,
      Cursor cursor,
      boolean readsLevel,
      Precedent precedent,
      Order order,
      Options options) {
    this.tool = tool;
    this.goal = goal;
    this.cursor = cursor;
    this.options = options;
    this.seen = new Seen(cursor.tellsStatesApart(), readsLevel);
    this.precedent = precedent;
    this.order = order;
    this.actions = precedent.actions();
    this.invariants = new Invariants(tool);
  }

  /**
   * @param most when it has gone on to more states than so many, it ends
   */
  void search(long most) {
    this.most = most;
    StateVec initial = tool.getInitStates();
    for (int i = 0; i < initial.size() && outcome == Outcome.NOT_MATCHED; i++) {
      TLCState state = initial.elementAt(i);
      Whole.requireAtFirst(tool, state);
      state.deepNormalize();
      Settled.settle(TLCState.Empty.createEmpty(), state);
      Node node = new Node(state, 1, "Init", Optional.empty());
      if (isAllowedAtFirst(node) && isNew(node) && holdsInvariants(node)) {
        enter(node);
        from();
      }
    }
  }

  private void from() {
    while (!path.isEmpty() && outcome == Outcome.NOT_MATCHED) {
      Frame top = path.peek();
      run.at(top.node().level(), path.size() - 1);
      if (top.next().hasNext()) {
        enter(top.next().next());
      } else {
        path.pop();
        if (!top.next().hasLed) {
          isInDoubt |= cursor.isInDoubt() && goal.isKnown() && isGoal(top.node());
          ends.merge(cursor.next(top.node().state(), top.node().level()), 1, Integer::sum);
        }
        if (!path.isEmpty()) {
          path.peek().next().hasComeBack();
        }
      }
    }
  }

  /** Goes on to a state that is new and allowed. */
  private void enter(Node node) {
    entered++;
    if (entered > most || hasSeenTooMany()) {
      outcome = Outcome.TOO_MANY;
      return;
    }
    while (widths.size() <= node.level()) {
      widths.add(0);
    }
    widths.set(node.level(), widths.get(node.level()) + 1);
    run.at(node.level(), 0);
    keepIfFurthest(node);
    path.push(new Frame(node, new Successors(node)));
    run.explored(generated, seen.size());
    run.reached(node.level());
    if (goal.isKnown() && isMatched(node)) {
      outcome = node.level() == 1 ? Outcome.MATCHED_AT_ONCE : Outcome.MATCHED;
      matched = Optional.of(node);
    }
  }

  private boolean hasSeenTooMany() {
    return seen.size() > options.maxStates();
  }

  /** Whether it ended so early that more would have been allowed. */
  boolean wasCutShort() {
    return outcome == Outcome.TOO_MANY && !hasSeenTooMany();
  }

  /** The goal alone does not tell: one that speaks of the level may be reached on a detour. */
  private boolean isMatched(Node node) {
    return cursor.isRead(node.state(), node.level()) && goal.isReached(node.state());
  }

  /** Whether the goal is reached in a state that came furthest, though lines are left there. */
  boolean isReachedTooEarly() {
    return isInDoubt
        || furthest.stream()
            .filter(node -> !cursor.isRead(node.state(), node.level()))
            .anyMatch(this::isGoal);
  }

  /** Goals decide where nothing waits to be looked at. */
  private boolean isGoal(Node node) {
    run.at(node.level(), 0);
    return goal.isReached(node.state());
  }

  private void keepIfFurthest(Node node) {
    int place = cursor.next(node.state(), node.level());
    if (place > best) {
      best = place;
      furthest.clear();
      asFar = 0;
    }
    asFar += place == best ? 1 : 0;
    if (place == best && furthest.size() < MAX_FURTHEST) {
      furthest.add(node);
    }
  }

  /** Marks the state as seen; its fingerprint is that of the view. */
  private boolean isNew(Node node) {
    run.at(node.level(), path.size());
    return seen.add(node.state(), node.level(), cursor.counted(node.state()));
  }

  private boolean isAllowedAtFirst(Node node) {
    run.at(1, 0);
    if (!tool.isInModel(node.state())) {
      return false;
    }
    Action[] implied = tool.getImpliedInits();
    for (int i = 0; options.invariants() && i < implied.length; i++) {
      if (!tool.isValid(implied[i], node.state())) {
        return fault(node, tool.getImpliedInitNames()[i], implied[i], node.state());
      }
    }
    return true;
  }

  private boolean isAllowed(TLCState from, Node node) {
    run.at(node.level() - 1, path.size());
    if (!tool.isInActions(from, node.state())) {
      return false;
    }
    Action[] implied = tool.getImpliedActions();
    for (int i = 0; options.invariants() && i < implied.length; i++) {
      if (!tool.isValid(implied[i], from, node.state())) {
        return fault(node, tool.getImpliedActNames()[i], implied[i], from);
      }
    }
    run.at(node.level(), path.size());
    return tool.isInModel(node.state());
  }

  private boolean holdsInvariants(Node node) {
    for (int i = 0; options.invariants() && i < invariants.size(); i++) {
      if (!goal.is(invariants.name(i)) && !invariants.holds(i, node.state())) {
        return fault(node, invariants.name(i), invariants.formula(i), node.state());
      }
    }
    return true;
  }

  private boolean fault(Node node, String property, Action formula, TLCState from) {
    if (broken.size() < MAX_FURTHEST) {
      broken.add(new Broken(node, property, formula, from));
    }
    return false;
  }

  /**
   * What follows a state and is new and allowed, found an action at a time; of the likely action a
   * state at a time, since the first is mostly the one.
   */
  private final class Successors implements Iterator<Node> {
    private final Node node;
    private final int place;
    private final Optional<Value> line;
    private final int likely;
    private final Deque<Node> ready = new ArrayDeque<>();

    /** Those that only read the line, which come last if {@link Order#CHANGES_FIRST}. */
    private final Deque<Node> still = new ArrayDeque<>();

    private int tried;

    /** The action that is being tried, and what it leads to. */
    private int action = -1;

    private StateVec found = NONE;
    private int looked;
    private int reading;

    /** Whether anything followed that was new. */
    private boolean hasLed;

    /** Whether what the likely action led to has led nowhere. */
    private boolean wasMisled;

    Successors(Node node) {
      this.node = node;
      this.place = cursor.next(node.state(), node.level());
      this.line = cursor.line(place);
      this.likely = line.map(precedent::of).orElse(-1);
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && (looked < found.size() || tried < actions.size())) {
        if (looked == found.size()) {
          take(inTurn(tried));
          tried++;
        }
        if (action == likely) {
          lookAtNext();
        } else {
          lookAtAll();
        }
      }
      if (ready.isEmpty()) {
        ready.addAll(still);
        still.clear();
      }
      return !ready.isEmpty();
    }

    /** The likely action comes first, and the others in their order. */
    private int inTurn(int turn) {
      if (likely < 0 || turn > likely) {
        return turn;
      }
      return turn == 0 ? likely : turn - 1;
    }

    /** A state that followed has led nowhere. */
    void hasComeBack() {
      wasMisled |= likely >= 0 && tried == 1;
    }

    private void take(int action) {
      run.at(node.level(), path.size() - 1);
      this.action = action;
      found = tool.getNextStates(actions.get(action), node.state());
      looked = 0;
      reading = 0;
    }

    private void lookAtAll() {
      while (looked < found.size()) {
        lookAtNext();
      }
      // Where no other reads the line either, it is a state before this that was wrong.
      if (wasMisled && reading > 0) {
        line.ifPresent(precedent::forget);
      }
      // Of several states that read the line most lead nowhere.
      if (reading == 1) {
        line.ifPresent(read -> precedent.remember(read, action));
      }
    }

    private void lookAtNext() {
      if (looked < found.size()) {
        look(actions.get(action), found.elementAt(looked));
        looked++;
        run.at(node.level(), path.size() - 1);
      }
      if (looked == found.size()) {
        found = NONE; // The path is as long as the trace, and keeps what it knows.
        looked = 0;
      }
    }

    private void look(Action by, TLCState state) {
      generated++;
      Whole.requireAfter(by, state);
      state.deepNormalize();
      Settled.settle(node.state(), state);
      Node next = new Node(state, node.level() + 1, by.getName().toString(), Optional.of(node));
      // Another step to the same state may be allowed where this one is not.
      if (isAllowed(node.state(), next) && isNew(next) && holdsInvariants(next)) {
        (comesLast(state) ? still : ready).add(next);
        reading += cursor.next(state, next.level()) > place ? 1 : 0;
      }
    }

    /** Of several ways that an action has some may do something, and others nothing. */
    private boolean comesLast(TLCState state) {
      return order == Order.CHANGES_FIRST
          && (found.size() > 1 || precedent.hasSiblings(action))
          && cursor.isAllThatChanges(node.state(), state);
    }

    @Override
    public Node next() {
      hasLed = true;
      return ready.remove();
    }
  }

  Goal goal() {
    return goal;
  }

  Cursor cursor() {
    return cursor;
  }

  Outcome outcome() {
    return outcome;
  }

  /** The states that came furthest in the trace, some of them. */
  List<Node> furthest() {
    return furthest;
  }

  /** Whether there was a state to begin with. */
  boolean hasBegun() {
    return !furthest.isEmpty();
  }

  /** The state from which a step is looked for. */
  Optional<Node> current() {
    return Optional.ofNullable(path.peek()).map(Frame::node);
  }

  /** How many states came furthest. */
  int asFar() {
    return asFar;
  }

  /** How many behaviours ended before earlier places of the trace, by the place. */
  SortedMap<Long, Integer> ended() {
    SortedMap<Long, Integer> ended = new TreeMap<>();
    ends.headMap(best).forEach((place, times) -> ended.put((long) place, times));
    return ended;
  }

  /** The place in the trace that comes next in the furthest states. */
  int best() {
    return best;
  }

  /** The states that were reached and not allowed, some of them. */
  List<Broken> broken() {
    return broken;
  }

  Optional<Node> matched() {
    return matched;
  }

  int states() {
    return seen.size();
  }

  LongSet fingerprints() {
    return seen.fingerprints();
  }

  /** How many states the widest level has. */
  int widest() {
    return widths.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The first level that is the widest. */
  int widestLevel() {
    return widths.indexOf(widest());
  }

  /** How often each action is on the way to the match, or to a state that came furthest. */
  SortedMap<String, Long> taken() {
    SortedMap<String, Long> taken = new TreeMap<>();
    for (Action action : actions) {
      taken.put(action.getName().toString(), 0L);
    }
    Optional<Node> node = matched.or(() -> furthest.stream().findFirst());
    while (node.isPresent() && node.get().before().isPresent()) {
      taken.merge(node.get().by(), 1L, Long::sum);
      node = node.get().before();
    }
    return taken;
  }
}
