package org.scrutin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scrutin demo}: stories told by real nodes. */
@Command(
    name = "demo",
    description = "See on real nodes what the specifications speak of.",
    subcommands = SplitBrainCommand.class,
    mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: split-brain");
  }
}
