package org.scrutin.cli;

import java.util.List;
import java.util.Optional;
import org.scrutin.replay.Options;
import picocli.CommandLine.Option;

/** Steps that no line tells of. */
final class SilentOptions {

  @Option(
      names = "--silent",
      paramLabel = "ACTION",
      split = ",",
      description = "Actions that may happen between events without being logged.")
  private List<String> silent = List.of();

  @Option(
      names = "--max-silent",
      paramLabel = "N",
      description = "How many of --silent at most between two events (default 1).")
  private Optional<Integer> maxSilent;

  boolean areAllowed() {
    return !silent.isEmpty();
  }

  /** What is wrong with these options, or nothing. */
  String fault() {
    return maxSilent.isPresent() && (silent.isEmpty() || maxSilent.get() < 1)
        ? "--max-silent must be at least 1, and needs --silent ACTION"
        : "";
  }

  /** The options, with these steps allowed. */
  Options in(Options options) {
    return options.withSilent(silent, maxSilent.orElse(1));
  }
}
