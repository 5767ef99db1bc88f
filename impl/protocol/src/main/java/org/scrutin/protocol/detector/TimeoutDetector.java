package org.scrutin.protocol.detector;

/** Suspects a peer that has been silent for longer than a fixed time. */
public final class TimeoutDetector implements FailureDetector {

  private final long timeoutMicros;
  private long lastHeard;

  /**
   * @param timeoutMicros how long a silence is borne, in microseconds
   * @param nowMicros the watch begins now, as if the peer had just been heard of
   */
  public TimeoutDetector(long timeoutMicros, long nowMicros) {
    this.timeoutMicros = timeoutMicros;
    this.lastHeard = nowMicros;
  }

  @Override
  public void heard(long micros) {
    lastHeard = Math.max(lastHeard, micros);
  }

  @Override
  public boolean suspects(long nowMicros) {
    return nowMicros - lastHeard > timeoutMicros;
  }
}
