package org.scrutin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.replay.JsonLines;
import org.scrutin.replay.LineSource;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceSpecValidator;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.shrink.Shrunk;
import org.scrutin.replay.shrink.TraceShrinker;
import picocli.CommandLine.Option;

/** The smallest part of a rejected trace: told where it costs little, written when asked for. */
final class Shrinking {

  /** Unasked, no more than this is spent: who reads a rejection waits for it. */
  private static final TraceShrinker.Limits UNASKED =
      new TraceShrinker.Limits(4_000, Duration.ofSeconds(2));

  /** So many lines are told by their numbers. */
  private static final int MAX_TOLD = 12;

  @Option(
      names = "--shrink",
      paramLabel = "FILE",
      description =
          "Write the smallest part of a rejected trace that is rejected at the same event for the"
              + " same reason.")
  private Optional<Path> file;

  @Option(
      names = "--shrink-seconds",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "With --shrink: be content with what was found by then; ${DEFAULT-VALUE}.")
  private int seconds;

  boolean isAsked() {
    return file.isPresent();
  }

  /** What is written, if it is asked for. */
  Optional<Path> file() {
    return file;
  }

  /** What is wrong with these options, or nothing. */
  String fault() {
    return seconds < 1 ? "--shrink-seconds must be at least 1, not " + seconds : "";
  }

  /**
   * How parts of a trace are judged.
   *
   * @param isSlow whether this is only worth the time when asked for
   */
  record Shrinker(TraceShrinker.Format format, TraceShrinker.Judge judge, boolean isSlow) {}

  /** Where a trace need not be a file. */
  static TraceShrinker.Judge inMemory(TraceValidator validator, Path trace, Options options) {
    return TraceShrinker.Judge.of(validator, trace.toString(), options.withCountStates(false));
  }

  /** A trace specification reads files. */
  static Verdict validate(
      TraceSpecValidator validator, List<String> lines, Path trace, Options options) {
    try {
      Path folder = Scratch.folder("scrutin-part");
      try {
        Path part = folder.resolve("part.ndjson");
        Files.writeString(part, text(lines));
        return validator.validate(part, options.withCountStates(false));
      } finally {
        Scratch.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(trace + ": no part of it can be written", e);
    }
  }

  private static String text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** The smallest part of a trace, if it is asked for or costs little. */
  Optional<Shrunk> shrink(Path trace, Rejection rejection, Shrinker shrinker) throws IOException {
    // One replay shows nothing yet, and where few fit into the limits they lead nowhere.
    if (!isAsked() && (shrinker.isSlow() || rejection.event() > UNASKED.events() / 10)) {
      return Optional.empty();
    }
    TraceShrinker.Limits limits =
        isAsked() ? new TraceShrinker.Limits(Long.MAX_VALUE, Duration.ofSeconds(seconds)) : UNASKED;
    return new TraceShrinker(shrinker.format(), shrinker.judge(), limits)
        .shrink(lines(trace), rejection);
  }

  /** Writes it, if that is asked for. */
  void save(Shrunk least) throws IOException {
    if (isAsked()) {
      Files.writeString(file.get(), text(least.lines()));
    }
  }

  private static List<String> lines(Path trace) throws IOException {
    try (InputStream in = JsonLines.stream(trace)) {
      return LineSource.cut(in.readAllBytes(), trace.toString());
    }
  }

  /** Why nothing is written although it was asked for. */
  String noPart() {
    return "--shrink: no part of the trace was seen to be rejected for the same reason when it was"
        + " replayed again, so "
        + file.orElseThrow()
        + " is not written";
  }

  String text(Shrunk least) {
    int events = least.kept().size();
    String lines =
        events > MAX_TOLD
            ? events + " events"
            : "line" + (events == 1 ? " " : "s ") + told(least.kept());
    return "  rejected for the same reason: "
        + (events == 0 ? "the initial state" : lines + " alone")
        + (least.isSmallest() ? ", of which none can be left out" : ", and maybe fewer")
        + file.map(path -> ": " + path).orElse("; --shrink FILE writes them");
  }

  private static String told(List<Integer> lines) {
    return lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  static Map<String, Object> json(Shrunk least) {
    return Map.of(
        "lines", least.kept(), "isSmallest", least.isSmallest(), "replays", least.replays());
  }
}
