package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.scrutin.fuzz.Run;
import org.scrutin.simulation.RunReport;

/** A simulated run that is kept to be looked at: its trace, and what its clients saw. */
final class FailedRun {

  private FailedRun() {}

  /**
   * Makes the run again, and writes it.
   *
   * @return what was written, and how it is checked, a line each
   */
  static List<String> save(Run run, Path folder) throws IOException {
    String name = run.algorithm().name() + "-" + run.seed();
    Path trace = folder.resolve(name + ".ndjson");
    List<String> told = new ArrayList<>(List.of("trace: " + trace));
    try {
      RunReport report = run.simulate(Files.newOutputStream(trace));
      ClientFiles.write(folder, name + "-", report.calls())
          .forEach(command -> told.add("clients: " + command));
    } catch (AssertionError broken) {
      told.add("ends where a core breaks an invariant: " + broken.getMessage());
    }
    return told;
  }
}
