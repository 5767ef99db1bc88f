package org.scrutin.node;

import java.time.Duration;
import java.util.Optional;
import org.scrutin.protocol.election.Delay;
import org.scrutin.protocol.raft.RaftTiming;

/** How long the algorithms wait on a real node. */
final class Timings {

  private Timings() {}

  /**
   * Raft's: elections, heartbeats and leases as {@link RaftTiming#patient} has them; what is
   * gathered before it is sent or written is what comes while the disk is busy, so there is no need
   * to wait. Entries are sent just before they are written, so that followers write them meanwhile.
   * The one who comes next after a leader stands soon after all have begun to doubt it.
   */
  static RaftTiming raft(Duration usualDelay) {
    RaftTiming patient = RaftTiming.patient(usualDelay);
    Delay atOnce = new Delay(Duration.ofNanos(20_000), Duration.ofNanos(50_000));
    Delay justAfter = new Delay(Duration.ofNanos(60_000), Duration.ofNanos(70_000));
    Delay soon = new Delay(usualDelay.dividedBy(2), usualDelay);
    return new RaftTiming(
        patient.election(),
        Optional.of(soon),
        patient.heartbeat(),
        atOnce,
        justAfter,
        patient.lease(),
        256,
        1_024);
  }
}
