package org.scrutin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scrutin benchmark}: how fast real nodes are. */
@Command(
    name = "benchmark",
    description = "Measure real nodes on this machine.",
    subcommands = PutCommand.class,
    mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: put");
  }
}
