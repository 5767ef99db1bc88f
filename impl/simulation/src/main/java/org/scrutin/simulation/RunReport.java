package org.scrutin.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What happened in a run. All times are microseconds of virtual time.
 *
 * @param steps steps of the cores, each an action of the specification
 * @param events all that came out of the queue: arrivals, time-outs, faults, and the moments at
 *     which a failure detector looks who is silent
 * @param pings pings of the failure detectors; few of them are events of their own
 * @param duration when the run ended
 * @param sent messages sent
 * @param messages messages sent, by type
 * @param lost messages lost
 * @param duplicated messages doubled
 * @param rerouted messages that came back to their sender
 * @param delivered commands that came to be known as committed, once for each life of each node
 * @param reads reads that clients were given an answer to
 * @param staleReads those of them that did not see what had been delivered when they were asked for
 * @param sessions what clients with sessions were told
 * @param calls what clients asked the services for, and heard: their history
 * @param elections how often a node began to lead
 * @param timesToElect for each time that all live nodes came to agree on a live leader: how long
 *     they had not
 * @param suspicions how often a failure detector began to suspect a peer
 * @param falseSuspicions those of them in which the peer was up and awake
 * @param splitBrains how often two nodes or more believed themselves leader at once
 * @param longestSplitBrain the longest such time
 * @param twoLeadersOfOneEpoch whether two nodes ever led one epoch at once
 * @param faults how many disturbances of each kind took effect
 * @param refusedToStart how often a node did not come back, since its disk was damaged
 * @param stable whether all live nodes agreed on a live leader at the end
 */
public record RunReport(
    long steps,
    long events,
    long pings,
    long duration,
    long sent,
    SortedMap<String, Long> messages,
    long lost,
    long duplicated,
    long rerouted,
    long delivered,
    long reads,
    long staleReads,
    SessionReport sessions,
    List<ClientCall> calls,
    int elections,
    List<Long> timesToElect,
    int suspicions,
    int falseSuspicions,
    int splitBrains,
    long longestSplitBrain,
    boolean twoLeadersOfOneEpoch,
    SortedMap<String, Integer> faults,
    int refusedToStart,
    boolean stable) {

  /** What clients may rely on, and could not in this run; empty if there is no such thing. */
  public Optional<String> brokenPromise() {
    if (staleReads > 0) {
      return Optional.of(staleReads + " reads were answered out of date");
    }
    return sessions.brokenPromise();
  }
}
