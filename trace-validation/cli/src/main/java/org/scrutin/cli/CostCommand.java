package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.scrutin.simulation.cost.CostReport;
import org.scrutin.simulation.cost.FailureDetectionReport;
import org.scrutin.simulation.cost.TimeToElectReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scrutin cost}: the pages on the cost of elections. */
@Command(
    name = "cost",
    description = "Count the messages and the time of an election, and write the page about it.",
    mixinStandardHelpOptions = true)
final class CostCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      defaultValue = "docs",
      description = "Where the page goes; ${DEFAULT-VALUE}.")
  private Path folder;

  @Option(
      names = "--after-crash",
      description =
          "Measure instead how long Raft has no leader after a crash: time-to-elect.md, not"
              + " election-cost.md.")
  private boolean afterCrash;

  @Option(
      names = "--detection",
      description =
          "Measure instead how soon failure detectors notice a crash, and how often they suspect in"
              + " vain: failure-detection.md.")
  private boolean detection;

  @Override
  public Integer call() throws IOException {
    if (afterCrash && detection) {
      throw new ParameterException(
          spec.commandLine(), "--after-crash and --detection are two pages; ask for one");
    }
    Files.createDirectories(folder); // Now: a bad name should not be told after minutes.
    String page;
    if (afterCrash) {
      TimeToElectReport.write(folder);
      page = "time-to-elect.md";
    } else if (detection) {
      FailureDetectionReport.write(folder);
      page = "failure-detection.md";
    } else {
      CostReport.write(folder);
      page = "election-cost.md";
    }
    spec.commandLine().getOut().println("written: " + folder.resolve(page));
    return ExitCode.HOLDS;
  }
}
