package org.scrutin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code scrutin} command. */
@Command(
    name = "scrutin",
    description = "Leader election in which every run is checked against its TLA+ specification.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CertifyCommand.class,
      CheckCommand.class,
      RunCommand.class,
      ValidateCommand.class,
      MergeCommand.class,
      StrengthCommand.class,
      CoverageCommand.class,
      LinearizableCommand.class,
      RenderCommand.class,
      CostCommand.class,
      NodeCommand.class,
      ClientCommand.class,
      CertificatesCommand.class,
      ClusterCommand.class,
      TortureCommand.class,
      BenchmarkCommand.class,
      DemoCommand.class,
    },
    versionProvider = Version.class,
    exitCodeOnInvalidInput = ExitCode.BAD_INPUT,
    exitCodeOnExecutionException = ExitCode.UNDECIDED,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.HOLDS + ":it holds",
      ExitCode.VIOLATION + ":a violation was found",
      ExitCode.BAD_INPUT + ":bad use or bad input",
      ExitCode.UNDECIDED + ":undecided",
    })
public final class Scrutin implements Runnable {

  @Spec private CommandSpec spec;

  /** The command line with the error handling that every subcommand shares. */
  public static CommandLine commandLine() {
    return new CommandLine(new Scrutin())
        .setParameterExceptionHandler(Failures::badUse)
        .setExecutionExceptionHandler(Failures::whileRunning);
  }

  /** Runs the command and ends the process with one of the {@link ExitCode}s. */
  public static void main(String[] arguments) {
    System.exit(Failures.guarded(() -> commandLine().execute(arguments), System.err));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
