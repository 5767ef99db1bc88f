package org.scrutin.protocol.raft;

import java.time.Duration;
import java.util.Optional;
import org.scrutin.protocol.election.Delay;

/**
 * How long a server waits, and how much it sends at once.
 *
 * @param election the election timeout: the shortest, after which a follower doubts its leader, and
 *     the longest, after which it has stood for election (150 to 300 ms in the paper)
 * @param successor how long the voter that comes next after its leader, in the order of ids, waits
 *     after the shortest election timeout until it stands; the other voters let it have twice the
 *     longest of that. If empty, all draw from the rest of the election timeout. For servers with
 *     {@link RaftPart#PRE_VOTE}: one whose log is too short does no harm then
 * @param heartbeat between two messages of a leader to a server that lacks nothing; shorter than
 *     the shortest election timeout
 * @param batch how long a leader gathers proposals before it sends them
 * @param flush how long a leader gathers proposals before it writes them to its disk
 * @param lease for how long after it has begun a round a leader reads by it, once a majority has
 *     answered; at most the shortest election timeout, divided by how much faster than the leader's
 *     another clock may run
 * @param maxBatch so many entries are sent at once, at least 1
 * @param window so many entries are on their way to a server, unanswered, before the leader waits;
 *     at least 1
 */
public record RaftTiming(
    Delay election,
    Optional<Delay> successor,
    Delay heartbeat,
    Delay batch,
    Delay flush,
    Duration lease,
    int maxBatch,
    int window) {

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one of them is less than 1, or the lease is not more than
   *     zero, or longer than the shortest election timeout, or the others cannot wait longer than
   *     the successor
   */
  public RaftTiming {
    if (maxBatch < 1 || window < 1) {
      throw new IllegalArgumentException(
          "at least 1 entry is sent at once, not " + Math.min(maxBatch, window));
    }
    if (lease.isZero() || lease.isNegative() || lease.compareTo(election.min()) > 0) {
      throw new IllegalArgumentException(
          "a lease is from more than zero to " + election.min() + ", not " + lease);
    }
    Duration rest = election.max().minus(election.min());
    if (successor.isPresent() && successor.get().max().multipliedBy(2).compareTo(rest) > 0) {
      throw new IllegalArgumentException(
          "a successor waits no longer than half of " + rest + ", not " + successor.get().max());
    }
  }

  /**
   * For a network in which most messages arrive within {@code usualDelay}: the election timeout is
   * 10 to 20 times as long, a heartbeat 3 times, a lease 6 times: good as long as no clock runs
   * faster than another by more than two thirds.
   *
   * @param usualDelay more than zero
   */
  public static RaftTiming patient(Duration usualDelay) {
    return new RaftTiming(
        times(usualDelay, 10, 20),
        Optional.empty(),
        times(usualDelay, 3, 3),
        new Delay(usualDelay.dividedBy(50), usualDelay.dividedBy(20)),
        new Delay(usualDelay.dividedBy(20), usualDelay.dividedBy(2)),
        usualDelay.multipliedBy(6),
        16,
        64);
  }

  private static Delay times(Duration unit, int min, int max) {
    return new Delay(unit.multipliedBy(min), unit.multipliedBy(max));
  }
}
