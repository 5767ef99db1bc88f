package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.scrutin.simulation.cost.CostReport;
import org.scrutin.simulation.cost.TimeToElectReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Override
  public Integer call() throws IOException {
    if (afterCrash) {
      TimeToElectReport.write(folder);
    } else {
      CostReport.write(folder);
    }
    Path page = folder.resolve(afterCrash ? "time-to-elect.md" : "election-cost.md");
    spec.commandLine().getOut().println("written: " + page);
    return ExitCode.HOLDS;
  }
}
