package org.scrutin.protocol.election;

import java.time.Duration;

/**
 * How long a node waits, and for what. One record serves all algorithms; each uses what it needs.
 *
 * @param startup before a node that has come up, and hears of no leader, starts an election
 * @param answer for the answers of higher nodes (Bully, QuorumBully)
 * @param election for the end of an election that the node knows to be going on: Bully's {@code
 *     coordinator} timer, {@code election} of the rings, {@code retry} of the quorum algorithms
 * @param announce between two announcements of a leader (the quorum algorithms)
 */
public record Timing(Delay startup, Delay answer, Delay election, Delay announce) {

  /**
   * For a network in which each message arrives within {@code maxDelay}, and nodes answer at once.
   * The time-outs of Bully, Ring and ChangRoberts are right then.
   *
   * @param maxDelay more than zero
   * @param nodes how many nodes there are, up or not; at least 1
   */
  public static Timing synchronous(Duration maxDelay, int nodes) {
    requireNodes(nodes);
    // Counted in half delays.
    Duration half = maxDelay.dividedBy(2);
    return new Timing(
        // Wide, so that mostly one node begins and the others hear of it.
        Delay.times(half, 2, 4 * nodes + 4),
        // There and back is 2 delays; whatever was on its way before is older.
        Delay.times(half, 5, 6),
        // Bully: a question (1), the answer time-out of a higher node (3), its announcement (1),
        // and
        // that for each higher node that fails on the way. Ring: two rounds, each message of which
        // may come back once from a node that is down: 4 delays a node.
        Delay.times(half, 10 * (nodes + 2), 14 * (nodes + 2)),
        // Seldomer than a round takes.
        Delay.times(half, 4 * (nodes + 2), 6 * (nodes + 2)));
  }

  /**
   * For a network without a bound: time-outs are guesses, good ones when most messages arrive
   * within {@code usualDelay}. Ranges are wide, because rivals that time out together hinder each
   * other.
   *
   * @param usualDelay more than zero
   * @param nodes how many nodes there are, up or not; at least 1
   */
  public static Timing asynchronous(Duration usualDelay, int nodes) {
    requireNodes(nodes);
    return new Timing(
        Delay.times(usualDelay, 2, 6 * (nodes + 2)),
        // Twice there and back: a slow answer is cheaper than a needless claim.
        Delay.times(usualDelay, 4, 8),
        // Two rounds of a ring, and as much again for slow hops; up to three times that, by chance.
        Delay.times(usualDelay, 4 * (nodes + 2), 12 * (nodes + 2)),
        // Seldomer than a round takes, and oftener than others lose patience.
        Delay.times(usualDelay, 2 * (nodes + 2), 3 * (nodes + 2)));
  }

  private static void requireNodes(int nodes) {
    if (nodes < 1) {
      throw new IllegalArgumentException("there is at least 1 node, not " + nodes);
    }
  }
}
