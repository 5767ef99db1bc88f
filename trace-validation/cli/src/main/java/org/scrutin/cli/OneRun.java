package org.scrutin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;
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
              + " may be -, the standard input.")
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
    Verdict validate(InputStream merged, String name) throws IOException;
  }

  /**
   * What was found.
   *
   * @param origin file:line of the last line that was read, that of the rejected step
   * @param remarks what was passed over, a line each
   */
  record Found(Verdict verdict, String origin, List<String> remarks) {}

  /**
   * @param binding what says where the lines belong, if they are not in our format
   */
  Found validate(List<Path> traces, Optional<TraceValidator> binding, Judge judge)
      throws IOException {
    try (TraceMerger merger = open(traces, binding);
        MergedInput in = new MergedInput(merger)) {
      try {
        Verdict verdict = whole(judge.validate(in, MERGED), merger);
        String origin = in.origin().orElse(MERGED);
        return new Found(named(verdict, origin), origin, merger.remarks());
      } catch (TraceException e) {
        throw new TraceException(named(e.getMessage(), in.origin().orElse(MERGED)));
      } catch (SpecException e) {
        throw new SpecException(named(e.getMessage(), in.origin().orElse(MERGED)));
      }
    }
  }

  /** Where steps are missing, whatever a binding makes of the line that says so. */
  private static Verdict whole(Verdict verdict, TraceMerger merger) {
    return verdict instanceof Verdict.Conforms && !merger.isComplete()
        ? new Verdict.Undecided("steps are missing at the end", verdict.stats())
        : verdict;
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

  private TraceMerger open(List<Path> traces, Optional<TraceValidator> binding) {
    if (traces.contains(STANDARD_INPUT)) {
      return binding
          .map(bound -> TraceMerger.of(System.in, NAMED_INPUT, bound))
          .orElseGet(() -> TraceMerger.of(System.in, NAMED_INPUT));
    }
    Patience patience = follow ? new Watch() : Patience.NONE;
    return binding
        .map(bound -> TraceMerger.of(traces, patience, bound))
        .orElseGet(() -> TraceMerger.of(traces, patience));
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
    if (traces.size() == 1) {
      return traces.contains(STANDARD_INPUT) ? NAMED_INPUT : traces.get(0).toString();
    }
    return String.format(Locale.ROOT, "%s and %d more", traces.get(0), traces.size() - 1);
  }
}
