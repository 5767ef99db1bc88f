package org.scrutin.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin demo}: stories told by real nodes. */
@Command(
    name = "demo",
    description = "See on real nodes what the specifications speak of.",
    subcommands = SplitBrainCommand.class,
    mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(hidden = true, arity = "0..*")
  private List<String> words = List.of();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        (words.isEmpty() ? "say which" : "there is no demo '" + words.get(0) + "'; there is")
            + ": split-brain");
  }
}
