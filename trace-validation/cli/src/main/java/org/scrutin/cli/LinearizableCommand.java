package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.scrutin.linearizability.Explanation;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.HistoryException;
import org.scrutin.linearizability.HistoryPage;
import org.scrutin.linearizability.HistoryReader;
import org.scrutin.linearizability.HistoryWriter;
import org.scrutin.linearizability.KeyValue;
import org.scrutin.linearizability.Limits;
import org.scrutin.linearizability.LinearizabilityChecker;
import org.scrutin.linearizability.Minimizer;
import org.scrutin.linearizability.Model;
import org.scrutin.linearizability.Operation;
import org.scrutin.linearizability.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin linearizable}: did clients see one truth? */
@Command(
    name = "linearizable",
    description = "Check histories of clients: did they see one truth?",
    mixinStandardHelpOptions = true)
final class LinearizableCommand implements Callable<Integer> {

  /** For all orders of a page together; without them it is still drawn. */
  private static final Duration DRAWING = Duration.ofSeconds(10);

  /** For the orders of what fails alone, where making it small took all the time. */
  private static final Duration EXPLAINING = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "HISTORY",
      arity = "1..*",
      description = "EDN as Jepsen and Knossos write it, JSON lines, or a log of a Jepsen test.")
  private List<Path> files;

  @Mixin private ModelOptions model;

  @Option(names = "--keyed", description = "Each value is [key value]: check key by key.")
  private boolean keyed;

  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Give up on a history after so many seconds, and on making small what fails after as"
              + " many; ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--minimized",
      paramLabel = "FILE.edn",
      description = "Write few operations that still fail, of which none can be left out.")
  private Optional<Path> minimized;

  @Option(
      names = "--html",
      paramLabel = "FILE.html",
      description = "Draw the history, what was found, and the orders that were tried.")
  private Optional<Path> html;

  @Override
  public Integer call() throws IOException {
    if (seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--time must be at least 1, not " + seconds);
    }
    if (files.size() > 1 && (minimized.isPresent() || html.isPresent())) {
      throw new ParameterException(
          spec.commandLine(),
          (minimized.isPresent() ? "--minimized" : "--html") + " goes with one history");
    }
    model.check();
    refuseToWriteOver();
    int worst = ExitCode.HOLDS;
    List<Object> results = new ArrayList<>();
    for (Path file : files) {
      try {
        HistoryReport<?> report = check(file);
        worst = ExitCode.worse(worst, report.exitCode());
        if (output.isJson()) {
          results.add(report.json());
        } else {
          report.print(spec.commandLine().getOut());
        }
        worst = save(report, worst);
      } catch (HistoryException | IOException broken) {
        // One file among many must not keep the others from being checked.
        worst = ExitCode.worse(worst, Failures.whileRunning(broken, spec.commandLine()));
      }
    }
    if (worst == ExitCode.VIOLATION && files.size() > 1 && !output.isJson()) {
      spec.commandLine().getOut().println("one file alone is told with few operations that fail");
    }
    if (output.isJson() && !(results.isEmpty() && worst == ExitCode.BAD_INPUT)) {
      Output.print(spec.commandLine().getOut(), results);
    }
    return worst;
  }

  /** What is written must not destroy the history, nor what is written besides. */
  private void refuseToWriteOver() throws IOException {
    for (Path file : files) {
      if (same(minimized, file) || same(html, file)) {
        throw new ParameterException(
            spec.commandLine(),
            (same(minimized, file) ? "--minimized " : "--html ")
                + file
                + " is the history itself; name another file");
      }
    }
    if (minimized.isPresent() && same(html, minimized.get())) {
      throw new ParameterException(
          spec.commandLine(), "--html and --minimized go to two files, not both to " + html.get());
    }
  }

  private static boolean same(Optional<Path> target, Path file) throws IOException {
    if (target.isEmpty()) {
      return false;
    }
    boolean both = Files.exists(target.get()) && Files.exists(file);
    return both
        ? Files.isSameFile(target.get(), file)
        : target.get().toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize());
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text);
    } catch (IOException broken) {
      throw naming(file, broken);
    }
  }

  /** The JDK does not always say which file it was. */
  private static FileSystemException naming(Path file, IOException broken) {
    return broken instanceof FileSystemException named
        ? named
        : new FileSystemException(file.toString(), null, broken.getMessage());
  }

  /** One file that is too large must not keep the others from being checked. */
  private static History read(Path file) throws IOException {
    try {
      return HistoryReader.read(file);
    } catch (IOException broken) {
      throw naming(file, broken);
    } catch (OutOfMemoryError | StackOverflowError full) {
      // What filled it is garbage now.
      throw new HistoryException(
          file
              + ": this does not fit into the memory ("
              + full.getClass().getSimpleName()
              + "); give the JVM more (SCRUTIN_JAVA_OPTS=-Xmx4g), or cut the history by key");
    }
  }

  private HistoryReport<?> check(Path file) throws IOException {
    History history = read(file);
    try {
      Map<String, History> parts = new LinkedHashMap<>();
      if (keyed || history.keyed()) {
        history.byKey().forEach((key, part) -> parts.put("key " + key + ": ", part));
      } else {
        parts.put("", history);
      }
      List<Operation> all = parts.values().stream().flatMap(p -> p.operations().stream()).toList();
      Model<?> judge = model.of(new History(all));
      // It knows keys itself.
      boolean whole = !keyed && judge instanceof KeyValue;
      return check(file, whole ? Map.of("", history) : parts, judge);
    } catch (HistoryException refused) {
      throw refused.in(file);
    }
  }

  private <S> HistoryReport<S> check(Path file, Map<String, History> parts, Model<S> judge)
      throws IOException {
    Limits limits = Limits.standard().withTime(Duration.ofSeconds(seconds));
    int all = parts.values().stream().mapToInt(History::size).sum();
    HistoryReport<S> worst = null;
    Iterator<Verdict> verdicts =
        new LinearizabilityChecker<>(judge, limits).checkAll(parts.values()).iterator();
    for (Map.Entry<String, History> part : parts.entrySet()) {
      HistoryReport<S> one =
          HistoryReport.of(file, part.getKey(), judge, part.getValue(), verdicts.next(), all);
      if (worst == null || one.badness() > worst.badness()) {
        worst = one;
      }
    }
    // Of many, which fail is asked first; why can be asked of each.
    if (files.size() == 1 && worst.verdict() instanceof Verdict.NotLinearizable not) {
      long start = System.nanoTime();
      History small = new Minimizer<>(judge, limits).minimize(not.failure());
      Duration left = limits.time().minusNanos(System.nanoTime() - start);
      Limits rest = limits.withTime(left.compareTo(EXPLAINING) < 0 ? EXPLAINING : left);
      worst = worst.minimized(small, Explanation.of(judge, small, rest));
    }
    return worst;
  }

  /** The files that were asked for; the exit code after that. */
  private int save(HistoryReport<?> report, int found) {
    int worst = found;
    if (minimized.isPresent() && report.small().isPresent()) {
      String edn = HistoryWriter.edn(report.small().get());
      worst = Failures.writing(worst, spec.commandLine(), () -> write(minimized.get(), edn));
    }
    if (html.isPresent()) {
      Limits limits = Limits.standard().withTime(DRAWING);
      worst =
          Failures.writing(
              worst, spec.commandLine(), () -> write(html.get(), page(report, limits)));
    }
    return worst;
  }

  private static <S> String page(HistoryReport<S> report, Limits limits) {
    List<Operation> small = report.small().map(History::operations).orElse(List.of());
    return HistoryPage.html(
        report.file().getFileName().toString(),
        report.sentence(),
        report.history(),
        explanation(report, limits),
        small);
  }

  /** Of what fails, or of each part of what does not. */
  private static <S> Explanation explanation(HistoryReport<S> report, Limits limits) {
    if (report.verdict() instanceof Verdict.NotLinearizable not) {
      return Explanation.of(report.model(), not.failure().part(), limits);
    }
    return Explanation.ofParts(report.model(), report.history(), limits);
  }
}
