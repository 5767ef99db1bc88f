package org.scrutin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.merge.GrowingFile;
import org.scrutin.replay.merge.MergedInput;
import org.scrutin.replay.merge.Patience;
import org.scrutin.replay.merge.TraceMerger;
import picocli.CommandLine.Option;

/**
 * Options that make all traces of a command one run: merged on the fly, followed while they grow.
 */
final class OneRun {

  /** What messages call the trace that is merged, before they are told where its lines are from. */
  private static final String MERGED = "(merged)";

  private static final Pattern OF_MERGED = Pattern.compile(Pattern.quote(MERGED) + ":\\d+");

  private static final Path STANDARD_INPUT = Path.of("-");
  private static final String NAMED_INPUT = "standard input";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** A step is in its file no later than this after it happened, if its node is not stuck. */
  private static final Duration LAG = Duration.ofMillis(500);

  @Option(names = "--merge", description = "The traces are those of the nodes of one run.")
  private boolean merge;

  @Option(
      names = "--follow",
      description =
          "Check while the system runs, and stop at the first violation; implies --merge. A trace"
              + " may be -, the standard input. With --bind, of one log.")
  private boolean follow;

  @Option(
      names = "--quiet",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "With --follow: the run is over when nothing was written for so long; ${DEFAULT-VALUE}."
              + " It is also over when each node has ended its trace.")
  private int quietSeconds;

  boolean isAsked() {
    return merge || follow;
  }

  boolean isFollowed() {
    return follow;
  }

  /** What is wrong with these options, or nothing. */
  String fault(List<Path> traces) {
    if (quietSeconds < 1) {
      return "--quiet must be at least 1 second, not " + quietSeconds;
    }
    if (traces.contains(STANDARD_INPUT) && !(follow && traces.size() == 1)) {
      return "- is the standard input, which goes with --follow, and alone";
    }
    return "";
  }

  /** Validates one trace, which the judge reads. */
  interface Judge {
    Verdict validate(TraceReader reader, String name) throws IOException;
  }

  /**
   * What was found.
   *
   * @param origin file:line of the last line that was read, that of the rejected step
   * @param remarks what was passed over, a line each
   */
  record Found(Verdict verdict, String origin, List<String> remarks) {}

  Found validate(List<Path> traces, Judge judge) throws IOException {
    try (TraceMerger merger = open(traces);
        MergedInput in = new MergedInput(merger);
        TraceReader reader = new TraceReader(in, MERGED)) {
      try {
        Verdict verdict = judge.validate(reader, MERGED);
        String origin = in.origin().orElse(MERGED);
        return new Found(named(verdict, origin), origin, merger.remarks());
      } catch (TraceException e) {
        throw new TraceException(named(e.getMessage(), in.origin().orElse(MERGED)));
      }
    }
  }

  /** With the file and line of the line that was read last, which the verdict is about. */
  private static Verdict named(Verdict verdict, String origin) {
    if (verdict instanceof Verdict.Rejected rejected) {
      Rejection why = rejected.rejection();
      return new Verdict.Rejected(why.at(named(why.where(), origin)), verdict.stats());
    }
    return verdict instanceof Verdict.Undecided undecided
        ? new Verdict.Undecided(named(undecided.reason(), origin), verdict.stats())
        : verdict;
  }

  private static String named(String message, String origin) {
    return OF_MERGED.matcher(message).replaceFirst(Matcher.quoteReplacement(origin));
  }

  /** Judges one log of another format, which it reads. */
  interface LogJudge {
    Verdict validate(InputStream log, String name) throws IOException;
  }

  /** Follows a log of another format to its end, or to the first violation. */
  Verdict follow(Path log, LogJudge judge) throws IOException {
    if (log.equals(STANDARD_INPUT)) {
      return judge.validate(System.in, NAMED_INPUT);
    }
    try (InputStream in = new GrowingFile(log, new Watch())) {
      return judge.validate(in, log.toString());
    }
  }

  private TraceMerger open(List<Path> traces) {
    if (traces.contains(STANDARD_INPUT)) {
      return TraceMerger.of(System.in, NAMED_INPUT);
    }
    return TraceMerger.of(traces, follow ? new Watch() : Patience.NONE);
  }

  /** Looks again, until it was quiet for too long. */
  private final class Watch implements Patience {
    private long since = System.nanoTime();

    @Override
    public boolean awaitMore() {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      return System.nanoTime() - since < Duration.ofSeconds(quietSeconds).toNanos();
    }

    @Override
    public long mark() {
      return System.nanoTime();
    }

    @Override
    public boolean isPast(long mark) {
      return System.nanoTime() - mark >= LAG.toNanos();
    }

    @Override
    public void progress() {
      since = System.nanoTime();
    }
  }

  /** What messages call all these traces together. */
  static String name(List<Path> traces) {
    return traces.size() == 1
        ? traces.get(0).toString()
        : String.format(Locale.ROOT, "%s and %d more", traces.get(0), traces.size() - 1);
  }
}
