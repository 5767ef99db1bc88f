package org.scrutin.cli;

import java.time.Duration;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.Behaviours;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code scrutin check} for models that are too large to be explored. */
final class LargeModelOptions {

  private static final int DEPTH = 100;
  private static final int SEED = 1;

  /** A hundred years, in seconds: more than anybody waits, and a timer can count them. */
  private static final long FOR_EVER = 36_525L * 24 * 60 * 60;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      description = "Give a model up after so long, and say how far it was explored.")
  private Optional<Long> limit = Optional.empty();

  @Option(
      names = "--simulate",
      paramLabel = "N",
      description = "Make N random behaviours of each model instead of exploring it.")
  private Optional<Long> count = Optional.empty();

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "States of a random behaviour, at most; 100 if not given.")
  private Optional<Integer> depth = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed makes the same behaviours; 1 if not given.")
  private Optional<Long> seed = Optional.empty();

  /**
   * Checks.
   *
   * @throws ParameterException if options are out of range or do not go together
   */
  void validate(CommandLine command, boolean distributed, int workers) {
    if (limit.isPresent() && limit.get() < 1) {
      throw new ParameterException(
          command, "--limit must be at least 1 second, not " + limit.get());
    }
    if (count.isEmpty() && (depth.isPresent() || seed.isPresent())) {
      throw new ParameterException(
          command, "--depth and --seed are for --simulate; add it, or leave them away");
    }
    if (count.isPresent() && (limit.isPresent() || distributed || workers > 1)) {
      throw new ParameterException(
          command,
          "--simulate goes with neither --limit nor --workers nor a distributed run; leave them"
              + " away");
    }
    if (limit.isPresent() && distributed) {
      throw new ParameterException(
          command, "a distributed run has no --limit; end it with Ctrl-C, or leave --limit away");
    }
    try {
      behaviours();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--simulate, --depth: " + e.getMessage(), e);
    }
  }

  Optional<Duration> limit() {
    return limit.map(seconds -> Duration.ofSeconds(Math.min(seconds, FOR_EVER)));
  }

  /** The behaviours to make, if models are not to be explored. */
  Optional<Behaviours> behaviours() {
    return count.map(n -> new Behaviours(n, depth.orElse(DEPTH), seed.orElse((long) SEED)));
  }
}
