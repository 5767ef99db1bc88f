package org.scrutin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scrutin.render.AnnotatedSpec;
import org.scrutin.render.LogPage;
import org.scrutin.replay.JsonLines;
import org.scrutin.replay.LastSteps;
import org.scrutin.replay.LineSource;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.Verdict;

/**
 * A log of another format as a page: its last lines, and where the specification contradicts it.
 */
final class ForeignPage {

  private static final int LINES_BEFORE = 30;
  private static final int LINES_AFTER = 5;

  private static final Pattern LINE = Pattern.compile(".*:(\\d+)", Pattern.DOTALL);

  private ForeignPage() {}

  /**
   * @param folders where the modules of the specification are
   */
  static void write(Path log, Verdict verdict, LastSteps last, List<Path> folders, Path file)
      throws IOException {
    Optional<Rejection> rejection =
        verdict instanceof Verdict.Rejected rejected
            ? Optional.of(rejected.rejection())
            : Optional.empty();
    List<AnnotatedSpec> specification =
        rejection.isPresent() ? Contradiction.of(rejection.get(), folders) : List.of();
    Files.writeString(
        file,
        LogPage.of(
            log.toString(),
            verdict(verdict),
            specification,
            lines(log, rejection.flatMap(ForeignPage::line), last),
            last.state().stream()
                .map(variable -> new LogPage.Variable(variable.name(), variable.value()))
                .toList()));
  }

  private static LogPage.Verdict verdict(Verdict verdict) {
    if (verdict instanceof Verdict.Rejected rejected) {
      Rejection why = rejected.rejection();
      return new LogPage.Verdict("rejected", "violated", why.text());
    }
    return verdict instanceof Verdict.Undecided undecided
        ? new LogPage.Verdict("undecided", "undecided", undecided.reason())
        : new LogPage.Verdict("conforms", "holds", RunPages.events(verdict.stats()));
  }

  /** The line of the log that was rejected, if it was one. */
  private static Optional<Integer> line(Rejection rejection) {
    Matcher place = LINE.matcher(rejection.where());
    return place.matches() ? Optional.of(Integer.valueOf(place.group(1))) : Optional.empty();
  }

  /** Those around the rejected one, or else the last ones. */
  private static List<LogPage.Line> lines(Path log, Optional<Integer> rejected, LastSteps last)
      throws IOException {
    Map<Integer, LastSteps.Step> steps =
        last.steps().stream()
            .collect(Collectors.toMap(LastSteps.Step::line, Function.identity(), (a, b) -> b));
    int end = rejected.map(line -> line + LINES_AFTER).orElse(Integer.MAX_VALUE);
    int most = LINES_BEFORE + rejected.map(line -> 1 + LINES_AFTER).orElse(0);
    Deque<LogPage.Line> lines = new ArrayDeque<>();
    try (InputStream in = JsonLines.stream(log);
        LineSource source = new LineSource(in, log.toString())) {
      while (source.advance() && source.number() <= end) {
        if (lines.size() == most) {
          lines.removeFirst();
        }
        lines.addLast(
            new LogPage.Line(
                source.number(),
                new String(source.buffer(), source.from(), source.length(), StandardCharsets.UTF_8),
                rejected.filter(line -> line == source.number()).isPresent(),
                Optional.ofNullable(steps.get(source.number())).map(ForeignPage::step)));
      }
    }
    return List.copyOf(lines);
  }

  private static LogPage.Step step(LastSteps.Step step) {
    return new LogPage.Step(
        step.event(),
        step.node(),
        step.changes()
            .map(
                changes ->
                    changes.stream()
                        .map(
                            c ->
                                new LogPage.Change(
                                    c.part(), c.before(), c.after(), c.isOfElements()))
                        .toList()));
  }
}
