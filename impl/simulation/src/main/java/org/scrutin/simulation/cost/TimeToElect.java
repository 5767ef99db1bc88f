package org.scrutin.simulation.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How long Raft is without a leader after its leader has crashed.
 *
 * @param timeouts the range of the election timeouts
 * @param standing when servers stand
 * @param micros of the trials in which a leader was elected, in order
 * @param lostTerms of all trials: terms in which servers stood and none was elected
 * @param splitTrials how many trials had such a term in which two stood, or more
 */
public record TimeToElect(
    Timeouts timeouts, Standing standing, List<Long> micros, long lostTerms, int splitTrials) {

  /** Crashes of a leader for each range of timeouts. */
  public static final int TRIALS = 1_000;

  /**
   * A range of election timeouts.
   *
   * @param minMillis the shortest, at least 1
   * @param maxMillis the longest, not less than the shortest
   */
  public record Timeouts(int minMillis, int maxMillis) {

    /** As the paper writes it. */
    @Override
    public String toString() {
      return minMillis + "–" + maxMillis + " ms";
    }
  }

  /** Copies. */
  public TimeToElect {
    micros = List.copyOf(micros);
  }

  /** Measures with messages that take 5 to 10 ms; the same figures each time. */
  public static TimeToElect of(Timeouts timeouts, Standing standing) {
    return of(timeouts, standing, 10_000);
  }

  /**
   * Measures; the same figures each time.
   *
   * @param maxDelay the most microseconds that a message takes, at least 2; the least is half of it
   */
  public static TimeToElect of(Timeouts timeouts, Standing standing, long maxDelay) {
    List<OneCrash.Outcome> outcomes =
        IntStream.range(0, TRIALS)
            .mapToObj(trial -> OneCrash.of(timeouts, standing, maxDelay, new Random(trial)))
            .toList();
    List<Long> micros = new ArrayList<>();
    outcomes.forEach(outcome -> outcome.micros().ifPresent(micros::add));
    Collections.sort(micros);
    return new TimeToElect(
        timeouts,
        standing,
        micros,
        outcomes.stream().mapToLong(OneCrash.Outcome::lostTerms).sum(),
        (int) outcomes.stream().filter(outcome -> outcome.splitVotes() > 0).count());
  }

  /**
   * Within which time so many of a hundred trials had a leader, in ms; infinite if they had none.
   *
   * @param percent more than 0, at most 100
   */
  public double millis(double percent) {
    int trial = (int) StrictMath.ceil(TRIALS * percent / 100) - 1;
    return trial < micros.size() ? micros.get(trial) / 1_000.0 : Double.POSITIVE_INFINITY;
  }
}
