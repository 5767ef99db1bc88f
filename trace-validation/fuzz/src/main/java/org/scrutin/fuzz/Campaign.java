package org.scrutin.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.Options;
import org.scrutin.replay.Validators;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/**
 * Many seeded runs of one algorithm in one kind of weather, each replayed. The seeds decide
 * everything: nodes, ring, failure detector, schedule.
 *
 * @param name of the weather, for people
 * @param weather the climate
 * @param runs how many runs
 * @param steps steps of each
 * @param firstSeed the runs have this seed and those after it
 */
public record Campaign(
    Algorithm algorithm, String name, Weather weather, int runs, long steps, long firstSeed) {

  private static final int MIN_NODES = 3;
  private static final int MAX_NODES = 5;

  /** Few orders of the ring: each needs the specification loaded anew. */
  private static final int RINGS = 2;

  /** The campaigns that an algorithm deserves: under its assumptions, and outside of them. */
  public static List<Campaign> of(Algorithm algorithm, int runs, long steps) {
    int each = (runs + 1) / 2;
    Weather rough = Weather.rough(Fault.all());
    List<Campaign> campaigns = new ArrayList<>();
    String assumed = algorithm.quorumGuarded() ? "crashes only" : "as assumed";
    campaigns.add(new Campaign(algorithm, assumed, algorithm.assumedWeather(), each, steps, 1));
    campaigns.add(new Campaign(algorithm, "all faults", rough, each, steps, 1 + each));
    return campaigns;
  }

  /** The run of a seed. */
  public Run run(long seed) {
    int nodes = MIN_NODES + (int) (seed % (MAX_NODES - MIN_NODES + 1));
    Weather detected = seed % 4 == 0 && !weather.synchronous() ? weather.withPhiAccrual() : weather;
    return new Run(
        algorithm,
        Run.ring(nodes, algorithm.onRing() ? seed / 3 % RINGS : 0),
        detected,
        Optional.empty(),
        seed,
        steps);
  }

  /**
   * Makes all runs, on several threads. The result does not depend on how many.
   *
   * @param progress is told how many runs are done
   */
  public CampaignResult judge(SpecLibrary library, int threads, LongConsumer progress)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicLong done = new AtomicLong();
    try {
      List<Future<CampaignResult>> parts = new ArrayList<>();
      for (int part = 0; part < threads; part++) {
        int offset = part;
        parts.add(pool.submit(() -> judgePart(library, offset, threads, done, progress)));
      }
      CampaignResult all = new CampaignResult(this);
      for (Future<CampaignResult> part : parts) {
        all.add(part.get());
      }
      return all;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a run failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private CampaignResult judgePart(
      SpecLibrary library, int offset, int stride, AtomicLong done, LongConsumer progress) {
    Options options = Options.DEFAULT.withCountStates(true);
    CampaignResult result = new CampaignResult(this);
    try (Validators validators = new Validators(library)) {
      for (long k = offset; k < runs && !Thread.interrupted(); k += stride) {
        Run run = run(firstSeed + k);
        result.add(run, run.judge(validators, options));
        progress.accept(done.incrementAndGet());
      }
    }
    return result;
  }
}
