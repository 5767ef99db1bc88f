package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.scrutin.simulation.cost.CostReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scrutin cost}: the page on the cost of elections. */
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
      description = "Where election-cost.md goes; ${DEFAULT-VALUE}.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    CostReport.write(folder);
    spec.commandLine().getOut().println("written: " + folder.resolve("election-cost.md"));
    return ExitCode.HOLDS;
  }
}
