package org.scrutin.simulation.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.scrutin.protocol.detector.FailureDetector;
import org.scrutin.protocol.detector.PhiAccrualDetector;
import org.scrutin.protocol.detector.TimeoutDetector;
import org.scrutin.simulation.weather.Weather;

/**
 * How soon a failure detector notices that a peer has crashed, and how often it suspects one that
 * has not.
 *
 * @param micros from the crash until the peer is suspected for good, of each crash, in order
 * @param falsePerHour suspicions of a peer that is up, also of one that is paused
 */
public record FailureDetection(List<Long> micros, double falsePerHour) {

  /** Crashes for each detector and network. */
  public static final int TRIALS = 1_000;

  private static final int HOURS = 10;
  private static final long HOUR = 3_600_000_000L;

  /** Of the simulator, for each of these figures. */
  private static final Weather WEATHER = Weather.rough(Set.of());

  /** More than the intervals that phi accrual remembers. */
  private static final int WARM_UP_PERIODS = 200;

  /** After so long every detector suspects a silent peer. */
  private static final long LONG_AFTER = 60_000_000;

  /** The mean time between two pauses of a peer, and what they last. */
  private static final long BETWEEN_PAUSES = 10_000_000;

  private static final int SHORTEST_PAUSE = 20_000;
  private static final int PAUSES_DIFFER_BY = 600_000;

  /** Copies. */
  public FailureDetection {
    micros = List.copyOf(micros);
  }

  /** What decides. */
  public sealed interface Rule {

    FailureDetector detector();

    /** A silence of so many milliseconds is borne. */
    record Timeout(int millis) implements Rule {
      @Override
      public FailureDetector detector() {
        return new TimeoutDetector(millis * 1_000L, 0);
      }

      @Override
      public String toString() {
        return "time-out " + millis + " ms";
      }
    }

    /** Phi from which on a peer is suspected. */
    record Phi(double threshold) implements Rule {
      @Override
      public FailureDetector detector() {
        long period = WEATHER.pingPeriod();
        return new PhiAccrualDetector(threshold, period, period / 8, 0);
      }

      @Override
      public String toString() {
        return String.format(Locale.ROOT, "phi %.0f", threshold);
      }
    }
  }

  /**
   * What becomes of signs of life, besides a delay of 1 to 10 ms each way.
   *
   * @param loss of all messages, the part that is lost
   * @param late of all messages, the part that takes up to 200 ms more
   * @param pauses whether the peer is paused now and then
   */
  public record Network(String name, double loss, double late, boolean pauses) {}

  /** Measures; the same figures each time. */
  public static FailureDetection of(Rule rule, Network network) {
    List<Long> micros =
        new ArrayList<>(
            IntStream.range(0, TRIALS)
                .mapToObj(trial -> timeToDetect(rule, network, new Random(trial)))
                .toList());
    Collections.sort(micros);
    Watch watch = new Watch(rule.detector(), network, new Random(TRIALS), Long.MAX_VALUE);
    watch.until(HOURS * HOUR);
    return new FailureDetection(micros, (double) watch.suspicions / HOURS);
  }

  private static long timeToDetect(Rule rule, Network network, Random random) {
    long period = WEATHER.pingPeriod();
    long crash = WARM_UP_PERIODS * period + random.nextInt(Math.toIntExact(period));
    Watch watch = new Watch(rule.detector(), network, random, crash);
    watch.until(crash + LONG_AFTER);
    return Math.max(0, watch.lastTrusted + period - crash);
  }

  /**
   * Within which time so many of a hundred crashes were noticed, in ms.
   *
   * @param percent more than 0, at most 100
   */
  public double millis(double percent) {
    return micros.get((int) StrictMath.ceil(micros.size() * percent / 100) - 1) / 1_000.0;
  }

  /** One node that watches one peer: once a period it looks, and asks for a sign of life. */
  private static final class Watch {

    private final FailureDetector detector;
    private final Network network;
    private final Random random;
    private final long crash;
    private final PriorityQueue<Long> answers = new PriorityQueue<>();
    private long pauseBegins;
    private long pauseEnds;
    private boolean suspected;
    private long suspicions;
    private long lastTrusted;

    Watch(FailureDetector detector, Network network, Random random, long crash) {
      this.detector = detector;
      this.network = network;
      this.random = random;
      this.crash = crash;
      drawPause();
    }

    void until(long end) {
      for (long now = 0; now < end; now += WEATHER.pingPeriod()) {
        while (!answers.isEmpty() && answers.peek() <= now) {
          detector.heard(answers.poll());
        }
        boolean suspects = detector.suspects(now);
        suspicions += suspects && !suspected ? 1 : 0;
        suspected = suspects;
        lastTrusted = suspects ? lastTrusted : now;
        ask(now);
      }
    }

    private void ask(long now) {
      boolean questionLost = happens(network.loss());
      boolean answerLost = happens(network.loss());
      long asked = awake(now + delay());
      long answered = asked + delay();
      if (!questionLost && !answerLost && asked < crash) {
        answers.add(answered);
      }
    }

    private boolean happens(double probability) {
      return random.nextDouble() < probability;
    }

    private long delay() {
      long differ = WEATHER.maxDelay() - WEATHER.minDelay();
      long usual = WEATHER.minDelay() + random.nextInt(Math.toIntExact(differ));
      int most = Math.toIntExact(WEATHER.maxDelay() * Weather.STRAGGLER_FACTOR);
      return happens(network.late()) ? usual + random.nextInt(most) : usual;
    }

    /** When a peer that is asked at this time can answer. */
    private long awake(long time) {
      while (network.pauses() && pauseEnds <= time) {
        drawPause();
      }
      return network.pauses() && pauseBegins <= time ? pauseEnds : time;
    }

    private void drawPause() {
      pauseBegins = pauseEnds + random.nextInt(Math.toIntExact(2 * BETWEEN_PAUSES));
      pauseEnds = pauseBegins + SHORTEST_PAUSE + random.nextInt(PAUSES_DIFFER_BY);
    }
  }
}
