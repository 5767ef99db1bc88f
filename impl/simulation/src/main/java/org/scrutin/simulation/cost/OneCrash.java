package org.scrutin.simulation.cost;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.protocol.election.Delay;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Entry;
import org.scrutin.protocol.raft.Log;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.RaftTiming;
import org.scrutin.simulation.cost.TimeToElect.Timeouts;

/**
 * One crash of a leader of Raft, as in section 9.3 of the paper: of five servers with logs of
 * different lengths, n1 leads; it sends all others a heartbeat, and crashes at any moment until the
 * next one would be due. Use it once.
 */
final class OneCrash {

  /** How long is waited for a leader. */
  static final long PATIENCE_MICROS = 10_000_000;

  private static final int SERVERS = 5;
  private static final NodeId LEADER = NodeId.of(1);
  private static final int TERM = 1;

  /**
   * @param micros from the crash until a server leads; empty if that takes longer than {@link
   *     #PATIENCE_MICROS}
   * @param lostTerms terms in which servers stood and none was elected
   * @param splitVotes those of them in which two stood, or more
   */
  record Outcome(Optional<Long> micros, int lostTerms, int splitVotes) {}

  private record Event(long time, long sequence, NodeId server, Input<RaftMessage> input) {}

  private final Map<NodeId, Raft> cores = new TreeMap<>();
  private final Map<NodeId, RaftState> states = new TreeMap<>();
  private final Map<NodeId, Map<Timer, Long>> timers = new TreeMap<>();
  private final PriorityQueue<Event> queue =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::sequence));
  private final SortedMap<Integer, Integer> candidates = new TreeMap<>();
  private final Random random;
  private final long maxDelay;
  private final long heartbeat;
  private long sequence;
  private long now;

  private OneCrash(Timeouts timeouts, Standing standing, long maxDelay, Random random) {
    this.random = random;
    this.maxDelay = maxDelay;
    this.heartbeat = timeouts.minMillis() * 1_000L / 2;
    RaftOptions options =
        new RaftOptions(new TreeSet<>(standing.parts()), timing(timeouts, standing));
    List<NodeId> nodes = IntStream.rangeClosed(1, SERVERS).mapToObj(NodeId::of).toList();
    for (NodeId node : nodes.subList(1, SERVERS)) {
      Raft core = new Raft(node, nodes, options);
      cores.put(node, core);
      int entries = standing.longestFirst() ? SERVERS + 2 - node.value() : node.value();
      RaftDurable disk = new RaftDurable(TERM, Optional.of(LEADER), logOf(entries));
      states.put(node, core.restart(disk).state());
      timers.put(node, new HashMap<>());
    }
  }

  private RaftTiming timing(Timeouts timeouts, Standing standing) {
    Delay election =
        new Delay(Duration.ofMillis(timeouts.minMillis()), Duration.ofMillis(timeouts.maxMillis()));
    Duration rest = election.max().minus(election.min());
    Optional<Delay> successor =
        standing.succeeds()
            ? Optional.of(new Delay(rest.dividedBy(20), rest.dividedBy(10)))
            : Optional.empty();
    Duration between = Duration.ofNanos(heartbeat * 1_000);
    Delay atOnce = new Delay(Duration.ofMillis(1), Duration.ofMillis(1));
    return new RaftTiming(
        election, successor, new Delay(between, between), atOnce, atOnce, election.min(), 16, 64);
  }

  private static Log logOf(int entries) {
    Log log = new Log();
    for (int index = 1; index <= entries; index++) {
      log = log.append(new Entry(TERM, Optional.of(new Command(index))));
    }
    return log;
  }

  /**
   * What comes of a crash.
   *
   * @param maxDelay the most microseconds that a message takes, at least 2; the least is half of it
   */
  static Outcome of(Timeouts timeouts, Standing standing, long maxDelay, Random random) {
    return new OneCrash(timeouts, standing, maxDelay, random).run();
  }

  private Outcome run() {
    for (NodeId server : cores.keySet()) {
      send(new RaftMessage.AppendEntries(LEADER, server, TERM, 0, 0, List.of(), 0, 0));
    }
    long crash = random.nextInt(Math.toIntExact(heartbeat));
    while (true) {
      Event event = queue.remove();
      now = event.time();
      if (now > crash + PATIENCE_MICROS) {
        return outcome(Optional.empty());
      }
      if (!(event.input() instanceof Input.TimerFired<RaftMessage> fired)
          || timers.get(event.server()).remove(fired.timer(), event.sequence())) {
        step(event.server(), event.input());
      }
      RaftState state = states.get(event.server());
      if (state.state() == RaftRole.LEADER) {
        candidates.tailMap(state.currentTerm()).clear();
        return outcome(Optional.of(now - crash));
      }
    }
  }

  private Outcome outcome(Optional<Long> micros) {
    int splitVotes = (int) candidates.values().stream().filter(stood -> stood > 1).count();
    return new Outcome(micros, candidates.size(), splitVotes);
  }

  private void step(NodeId server, Input<RaftMessage> input) {
    RaftState before = states.get(server);
    Step<RaftState, RaftMessage> step = cores.get(server).step(before, input, Set.of());
    cores.get(server).assertInvariants(before, step.state());
    states.put(server, step.state());
    if (step.state().votedFor().equals(Optional.of(server))
        && step.state().currentTerm() > before.currentTerm()) {
      candidates.merge(step.state().currentTerm(), 1, Integer::sum);
    }
    for (Effect<RaftMessage> effect : step.effects()) {
      if (effect instanceof Effect.Send<RaftMessage> send) {
        send(send.message());
      } else if (effect instanceof Effect.SetTimer<RaftMessage> set) {
        long due = now + drawn(set.min().toNanos() / 1_000, set.max().toNanos() / 1_000);
        queue.add(new Event(due, ++sequence, server, new Input.TimerFired<>(set.timer())));
        timers.get(server).put(set.timer(), sequence);
      } else if (effect instanceof Effect.CancelTimer<RaftMessage> cancel) {
        timers.get(server).remove(cancel.timer());
      }
    }
  }

  /** What is sent to the crashed leader is lost. */
  private void send(RaftMessage message) {
    if (cores.containsKey(message.to())) {
      long arrival = now + drawn(maxDelay / 2, maxDelay);
      queue.add(new Event(arrival, ++sequence, message.to(), new Input.Receive<>(message)));
    }
  }

  private long drawn(long least, long most) {
    return least + random.nextInt(Math.toIntExact(most - least) + 1);
  }
}
