package org.scrutin.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code scrutin} command. */
@Command(
    name = "scrutin",
    description =
        "Leader election in which every run can be checked against its TLA+ specification.",
    mixinStandardHelpOptions = true,
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

  private static final Map<String, Class<?>> COMMANDS = commands();

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("certify", CertifyCommand.class);
    commands.put("check", CheckCommand.class);
    commands.put("run", RunCommand.class);
    commands.put("validate", ValidateCommand.class);
    commands.put("merge", MergeCommand.class);
    commands.put("strength", StrengthCommand.class);
    commands.put("coverage", CoverageCommand.class);
    commands.put("linearizable", LinearizableCommand.class);
    commands.put("render", RenderCommand.class);
    commands.put("cost", CostCommand.class);
    commands.put("node", NodeCommand.class);
    commands.put("client", ClientCommand.class);
    commands.put("certificates", CertificatesCommand.class);
    commands.put("cluster", ClusterCommand.class);
    commands.put("torture", TortureCommand.class);
    commands.put("benchmark", BenchmarkCommand.class);
    commands.put("demo", DemoCommand.class);
    return commands;
  }

  /** The command line with the error handling that every subcommand shares. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  private static CommandLine commandLine(Map<String, Class<?>> commands) {
    CommandLine all = new CommandLine(new Scrutin());
    commands.forEach(all::addSubcommand);
    return all.setExecutionStrategy(Scrutin::execute)
        .setParameterExceptionHandler(Failures::badUse)
        .setExecutionExceptionHandler(Failures::whileRunning);
  }

  /** Others than the one that is called need not be loaded: that is half of a short run. */
  private static CommandLine commandLineFor(String[] arguments) {
    return arguments.length > 0 && COMMANDS.containsKey(arguments[0])
        ? commandLine(Map.of(arguments[0], COMMANDS.get(arguments[0])))
        : commandLine();
  }

  /**
   * Help has its colours, and the view of a cluster moves the cursor; else nothing of ours does.
   */
  private static int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    List<CommandLine> commands = parsed.asCommandLineList();
    CommandLine command = commands.get(commands.size() - 1);
    if (!(command.getCommand() instanceof ClusterCommand)) {
      command.setOut(new VisibleWriter(command.getOut()));
      command.setErr(new VisibleWriter(command.getErr()));
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Runs the command and ends the process with one of the {@link ExitCode}s. */
  public static void main(String[] arguments) {
    System.exit(Failures.guarded(() -> commandLineFor(arguments).execute(arguments), System.err));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
