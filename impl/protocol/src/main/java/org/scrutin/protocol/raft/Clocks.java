package org.scrutin.protocol.raft;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Timer;
import org.scrutin.protocol.election.Delay;

/**
 * Which timers run in which state. A server that does not lead has one, {@code election}. A leader
 * has {@code append nX} for each of the others; {@code quorum} if it checks its quorum; {@code
 * transfer} while it hands over; {@code flush} while its disk is behind its log; {@code finish}
 * when a joint configuration is committed; if it reads by leases, {@code renew}, and {@code lease
 * X} for each round X that is not too old. Immutable.
 */
final class Clocks {

  static final Timer ELECTION = new Timer("election");
  static final Timer QUORUM = new Timer("quorum");
  static final Timer TRANSFER = new Timer("transfer");
  static final Timer FLUSH = new Timer("flush");
  static final Timer FINISH = new Timer("finish");

  static final Timer RENEW = new Timer("renew");

  /** A message that no network carries would be sent again and again. */
  private static final long MAX_BATCH_BYTES = 4 << 20;

  private static final String APPEND = "append n";
  private static final String LEASE = "lease ";

  private final RaftTiming timing;
  private final boolean sticky;
  private final boolean checksQuorum;
  private final boolean asyncDisk;
  private final boolean changes;
  private final Servers servers;
  private final SortedMap<NodeId, Timer> appends = new TreeMap<>();
  private final Effect.SetTimer<RaftMessage> whole;
  private final Effect.SetTimer<RaftMessage> firstHalf;
  private final Effect.SetTimer<RaftMessage> secondHalf;
  private final Optional<Effect.SetTimer<RaftMessage>> succeed;
  private final Effect.SetTimer<RaftMessage> quorum;
  private final Effect.SetTimer<RaftMessage> transfer;
  private final Effect.SetTimer<RaftMessage> flush;
  private final Effect.SetTimer<RaftMessage> renew;
  private final Delay lease;

  Clocks(Servers servers, RaftOptions options) {
    this.timing = options.timing();
    this.sticky = options.sticky();
    this.checksQuorum = options.has(RaftPart.CHECK_QUORUM);
    this.asyncDisk = options.has(RaftPart.ASYNC_DISK);
    this.servers = servers;
    this.changes = options.has(RaftPart.MEMBERSHIP);
    servers.first().members().forEach(node -> appends.put(node, append(node)));
    Duration min = timing.election().min();
    Duration max = timing.election().max();
    Delay shortest = new Delay(min, min);
    Duration least = Duration.ofNanos(1_000);
    Duration rest = max.minus(min).compareTo(least) > 0 ? max.minus(min) : least;
    Optional<Delay> successor =
        options.has(RaftPart.PRE_VOTE) ? timing.successor() : Optional.empty();
    whole = timing.election().timer(ELECTION);
    firstHalf = shortest.timer(ELECTION);
    succeed = successor.map(delay -> delay.timer(ELECTION));
    Duration others = successor.map(delay -> delay.max().multipliedBy(2)).orElse(least);
    secondHalf = new Delay(others, rest).timer(ELECTION);
    quorum = shortest.timer(QUORUM);
    transfer = shortest.timer(TRANSFER);
    flush = timing.flush().timer(FLUSH);
    Duration half = timing.lease().dividedBy(2);
    renew = new Delay(half, half).timer(RENEW);
    lease = new Delay(timing.lease(), timing.lease());
  }

  /** The server to which the timer's messages go, if it is one of those. */
  Optional<NodeId> appendsTo(Timer timer) {
    return timer.name().startsWith(APPEND)
        ? Optional.of(NodeId.of(Integer.parseInt(timer.name().substring(APPEND.length()))))
        : Optional.empty();
  }

  /** The round whose lease the timer ends, if it is one of those. */
  static OptionalInt leaseOf(Timer timer) {
    return timer.name().startsWith(LEASE)
        ? OptionalInt.of(Integer.parseInt(timer.name().substring(LEASE.length())))
        : OptionalInt.empty();
  }

  private static Timer lease(int round) {
    return new Timer(LEASE + round);
  }

  /** Those of the first servers are at hand. */
  private Timer appendTo(NodeId peer) {
    Timer timer = appends.get(peer);
    return timer == null ? append(peer) : timer;
  }

  private static Timer append(NodeId peer) {
    return new Timer(APPEND + peer.value());
  }

  /**
   * Adds what turns the timers of one state into those of another.
   *
   * @param patient whether the election timeout begins anew
   * @param fired the timer that has just run out, and is to be set again if it is still of use
   */
  void set(
      RaftState before,
      RaftState after,
      boolean patient,
      Optional<Timer> fired,
      List<Effect<RaftMessage>> effects) {
    boolean led = before.state() == RaftRole.LEADER;
    if (after.state() == RaftRole.LEADER) {
      lead(before, after, fired, effects);
      return;
    }
    if (led) {
      stop(before, effects);
    }
    if (sticky && after.hears()) {
      if (patient) {
        effects.add(firstHalf);
      }
    } else if (sticky && before.hears() && !led) {
      boolean doubts = after.currentTerm() == before.currentTerm() && !patient;
      effects.add(doubts ? afterDoubt(before) : whole);
    } else if (patient || led) {
      effects.add(whole);
    }
  }

  private Effect<RaftMessage> afterDoubt(RaftState before) {
    return succeed
        .filter(soon -> before.leader().filter(l -> servers.succeeds(before.log(), l)).isPresent())
        .orElse(secondHalf);
  }

  private void stop(RaftState before, List<Effect<RaftMessage>> effects) {
    endLeases(before, effects);
    before.nextIndex().forEach((peer, next) -> cancelAppend(peer, effects));
    if (changes && RaftMembership.mustFinish(servers, before)) {
      effects.add(new Effect.CancelTimer<>(FINISH));
    }
    effects.add(new Effect.CancelTimer<>(QUORUM));
    effects.add(new Effect.CancelTimer<>(TRANSFER));
    effects.add(new Effect.CancelTimer<>(FLUSH));
  }

  private void lead(
      RaftState before, RaftState after, Optional<Timer> fired, List<Effect<RaftMessage>> effects) {
    boolean led = before.state() == RaftRole.LEADER;
    if (!led) {
      effects.add(new Effect.CancelTimer<>(ELECTION));
    }
    if (checksQuorum && (!led || fired.equals(Optional.of(QUORUM)))) {
      effects.add(quorum);
    }
    after
        .nextIndex()
        .forEach(
            (peer, next) -> {
              boolean sent = !led || fired.equals(Optional.of(appendTo(peer)));
              append(before, after, peer, sent, effects);
            });
    if (changes) {
      change(before, after, effects);
    }
    leases(before, after, fired, effects);
    if (asyncDisk && isBehind(after) && !(led && isBehind(before))) {
      effects.add(flush);
    }
    if (after.transferee().isPresent() && before.transferee().isEmpty()) {
      effects.add(transfer);
    } else if (after.transferee().isEmpty() && before.transferee().isPresent()) {
      effects.add(new Effect.CancelTimer<>(TRANSFER));
    }
  }

  private void leases(
      RaftState before, RaftState after, Optional<Timer> fired, List<Effect<RaftMessage>> effects) {
    if (after.lease().isEmpty()) {
      endLeases(before, effects);
    } else if (before.lease().isEmpty()) {
      effects.add(timing.batch().timer(RENEW));
    } else if (fired.equals(Optional.of(RENEW))) {
      effects.add(renew);
      effects.add(lease.timer(lease(after.round())));
    }
  }

  private void endLeases(RaftState before, List<Effect<RaftMessage>> effects) {
    before
        .lease()
        .ifPresent(
            rounds -> {
              effects.add(new Effect.CancelTimer<>(RENEW));
              rounds.forEach(round -> effects.add(new Effect.CancelTimer<>(lease(round))));
            });
  }

  private void change(RaftState before, RaftState after, List<Effect<RaftMessage>> effects) {
    before
        .nextIndex()
        .forEach(
            (peer, next) -> {
              if (!after.nextIndex().containsKey(peer)) {
                cancelAppend(peer, effects);
              }
            });
    boolean had = before.state() == RaftRole.LEADER && RaftMembership.mustFinish(servers, before);
    boolean has = RaftMembership.mustFinish(servers, after);
    if (has && !had) {
      effects.add(timing.batch().timer(FINISH));
    } else if (had && !has) {
      effects.add(new Effect.CancelTimer<>(FINISH));
    }
  }

  private void cancelAppend(NodeId peer, List<Effect<RaftMessage>> effects) {
    effects.add(new Effect.CancelTimer<>(appendTo(peer)));
  }

  private boolean isBehind(RaftState leader) {
    return leader.matchIndex().get(servers.self()) < leader.log().lastIndex();
  }

  /** What may be sent is sent soon, together with what comes in the meantime. */
  private void append(
      RaftState before,
      RaftState after,
      NodeId peer,
      boolean sent,
      List<Effect<RaftMessage>> effects) {
    boolean soon = mayAppend(after, peer);
    if (sent) {
      effects.add((soon ? timing.batch() : timing.heartbeat()).timer(appendTo(peer)));
    } else if (!before.nextIndex().containsKey(peer)
        || (!mayAppend(before, peer) && (soon || asks(before, after, peer)))) {
      effects.add(timing.batch().timer(appendTo(peer)));
    }
  }

  /**
   * Whether there is a round to tell the server that it may not have been told yet: the first one
   * since it had answered all, or those that came while another was under way. One that is lost is
   * told again by a heartbeat.
   */
  private static boolean asks(RaftState before, RaftState after, NodeId peer) {
    return hasToAnswer(after, peer)
        && (!hasToAnswer(before, peer)
            || !before.acked().get(peer).equals(after.acked().get(peer)));
  }

  private static boolean hasToAnswer(RaftState leader, NodeId peer) {
    boolean asks = !leader.reads().isEmpty() || leader.lease().isPresent();
    return asks && leader.acked().get(peer) < leader.round();
  }

  /** Whether the server lacks entries, and not too many are on their way to it. */
  private boolean mayAppend(RaftState leader, NodeId peer) {
    int next = leader.nextIndex().get(peer);
    return next <= leader.log().lastIndex()
        && next - 1 - leader.matchIndex().get(peer) < timing.window();
  }

  /** The timer that runs from the beginning of a life. */
  Effect<RaftMessage> first() {
    return whole;
  }

  /** As long as a server that comes back may owe it to a lease to take no part in elections. */
  Effect<RaftMessage> loyalty() {
    return firstHalf;
  }

  /** Up to which entry is sent to the server now. */
  int appendUpTo(RaftState leader, NodeId peer) {
    int next = leader.nextIndex().get(peer);
    return mayAppend(leader, peer)
        ? fitting(
            leader.log(), next, Math.min(leader.log().lastIndex(), next - 1 + timing.maxBatch()))
        : next - 1;
  }

  /** The last entry that goes into one message with this first one: it goes, however large. */
  private static int fitting(Log log, int first, int last) {
    long bytes = 0;
    int upTo = first - 1;
    for (Entry entry : log.between(first - 1, last)) {
      bytes += entry.value().map(command -> command.payload().size()).orElse(0);
      if (bytes > MAX_BATCH_BYTES && upTo >= first) {
        return upTo;
      }
      upTo++;
    }
    return upTo;
  }
}
