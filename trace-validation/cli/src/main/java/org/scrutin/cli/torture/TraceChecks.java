package org.scrutin.cli.torture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scrutin.replay.Options;
import org.scrutin.replay.Validators;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.merge.CausalityException;
import org.scrutin.replay.merge.MergedInput;
import org.scrutin.replay.merge.Patience;
import org.scrutin.replay.merge.TraceMerger;

/** Judges what nodes wrote down. */
final class TraceChecks {

  private static final Pattern TERM = Pattern.compile("\"currentTerm\":(\\d+)");
  private static final Pattern AT = Pattern.compile("\"at\":(\\d+)");

  private TraceChecks() {}

  /**
   * Merges the traces, and replays them.
   *
   * @param budget after so long what was replayed until then is all that is judged
   */
  static Finding conforms(List<Path> traces, Duration budget) throws IOException {
    String check = "every node's trace conforms";
    try (TraceMerger merger = TraceMerger.of(traces, Patience.NONE);
        MergedInput merged = new MergedInput(merger);
        Limited limited = new Limited(merged, budget);
        Validators validators = Validators.bundled()) {
      Verdict verdict = validators.validate(limited, "merged", Options.DEFAULT);
      String events =
          String.format(
              Locale.ROOT,
              "%,d events in %.0f s",
              verdict.stats().events(),
              verdict.stats().nanos() / 1e9);
      if (verdict instanceof Verdict.Rejected rejected) {
        return Finding.violated(
            check, merged.origin().orElse("") + ": " + rejected.rejection().text());
      } else if (verdict instanceof Verdict.Undecided undecided) {
        return Finding.undecided(check, undecided.reason() + "; " + events);
      } else if (limited.over) {
        return Finding.undecided(
            check, "the first " + events + " do; --replay-seconds gives it more");
      } else if (!merger.isComplete()) {
        return Finding.undecided(check, String.join("; ", merger.remarks()));
      }
      return Finding.holds(check, events + ", merged from " + traces.size() + " nodes");
    } catch (CausalityException e) {
      return Finding.violated(check, e.getMessage());
    }
  }

  /** Ends at the end of a line when the time is over; the stream below gives a line at a time. */
  private static final class Limited extends FilterInputStream {

    private final long end;
    private boolean over;

    Limited(InputStream in, Duration budget) {
      super(in);
      this.end = System.nanoTime() + budget.toNanos();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = over ? -1 : super.read(bytes, offset, length);
      over |= read > 0 && bytes[offset + read - 1] == '\n' && System.nanoTime() - end > 0;
      return read;
    }
  }

  /** Who led in which epoch, by all traces. */
  static SortedMap<Integer, Set<Integer>> leaders(List<Path> traces) throws IOException {
    SortedMap<Integer, Set<Integer>> leaders = new TreeMap<>();
    for (Path trace : traces) {
      Standing standing = new Standing();
      try (Stream<String> lines = Files.lines(trace, StandardCharsets.UTF_8)) {
        lines.forEach(line -> standing.follow(line, leaders));
      }
    }
    return leaders;
  }

  /** A node's term and role, of which a trace tells the changes. */
  private static final class Standing {

    private int term;

    void follow(String line, SortedMap<Integer, Set<Integer>> leaders) {
      Matcher changed = TERM.matcher(line);
      int state = line.indexOf("\"state\":{");
      if (state >= 0 && changed.find(state)) {
        term = Integer.parseInt(changed.group(1));
      }
      if (state >= 0 && line.indexOf("\"state\":\"Leader\"", state) >= 0) {
        Matcher at = AT.matcher(line);
        if (at.find()) {
          leaders
              .computeIfAbsent(term, absent -> new TreeSet<>())
              .add(Integer.parseInt(at.group(1)));
        }
      }
    }
  }

  /** How often an action was taken, by all traces. */
  static long count(List<Path> traces, String action) throws IOException {
    String sought = "\"action\":\"" + action + "\"";
    long count = 0;
    for (Path trace : traces) {
      try (Stream<String> lines = Files.lines(trace, StandardCharsets.UTF_8)) {
        count += lines.filter(line -> line.contains(sought)).count();
      }
    }
    return count;
  }
}
