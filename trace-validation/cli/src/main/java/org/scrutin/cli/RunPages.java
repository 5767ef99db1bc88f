package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scrutin.render.RunsPage;
import org.scrutin.replay.LastSteps;
import org.scrutin.replay.Stats;
import org.scrutin.replay.Verdict;

/** Runs as pages: a single one in the file that is named, several beside it, which lists them. */
final class RunPages {

  private final Path file;
  private final boolean several;
  private final Page page;
  private final List<RunsPage.Run> runs = new ArrayList<>();

  RunPages(Path file, boolean several, Page page) {
    this.file = file;
    this.several = several;
    this.page = page;
  }

  /** Writes one run. */
  interface Page {
    void write(Path trace, Verdict verdict, LastSteps steps, Path file) throws IOException;
  }

  /** All that is written for so many traces. */
  static List<Path> files(Path file, int traces) {
    List<Path> files = new ArrayList<>(List.of(file));
    for (int n = 1; traces > 1 && n <= traces; n++) {
      files.add(file.resolveSibling(page(file, n)));
    }
    return files;
  }

  private static String page(Path file, int n) {
    String name = file.getFileName().toString();
    String stem = name.endsWith(".html") ? name.substring(0, name.length() - 5) : name;
    return stem + "-" + n + ".html";
  }

  void write(Path trace, Verdict verdict, LastSteps steps) throws IOException {
    String own = several ? page(file, runs.size() + 1) : file.getFileName().toString();
    page.write(trace, verdict, steps, file.resolveSibling(own));
    runs.add(
        new RunsPage.Run(
            trace.toString(),
            verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT),
            looks(verdict),
            reason(verdict),
            link(file.resolveSibling(own))));
  }

  /** The name of a file as a link beside it: also with #, % or a colon it is that file. */
  private static String link(Path page) {
    String path = page.toUri().getRawPath();
    return path.substring(path.lastIndexOf('/') + 1).replace(":", "%3A");
  }

  /** The list of several. */
  void end() throws IOException {
    if (several) {
      Files.writeString(file, RunsPage.of(runs));
    }
  }

  private static String looks(Verdict verdict) {
    if (verdict instanceof Verdict.Conforms) {
      return "holds";
    }
    return verdict instanceof Verdict.Rejected ? "violated" : "undecided";
  }

  private static String reason(Verdict verdict) {
    if (verdict instanceof Verdict.Rejected rejected) {
      return "event "
          + rejected.rejection().event()
          + ", "
          + rejected.rejection().claim()
          + ": "
          + rejected.rejection().reason();
    }
    return verdict instanceof Verdict.Undecided undecided
        ? undecided.reason()
        : events(verdict.stats());
  }

  static String events(Stats stats) {
    String compared =
        stats.unread().isEmpty() ? "" : "; never compared: " + String.join(", ", stats.unread());
    return String.format(Locale.ROOT, "%,d events", stats.events()) + compared;
  }
}
