package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.tlc.SpecException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ScrutinTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(CommandLine commandLine, String... arguments) {
    return commandLine
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private int runFailing(RuntimeException failure) {
    CommandLine commandLine = Scrutin.commandLine();
    CommandLine failing = new CommandLine(new Failing(failure));
    commandLine.addSubcommand(failing);
    failing.setExecutionExceptionHandler(commandLine.getExecutionExceptionHandler());
    return run(commandLine, "fail");
  }

  @Command(name = "fail")
  record Failing(RuntimeException failure) implements Runnable {
    @Override
    public void run() {
      throw failure;
    }
  }

  @Test
  void helpAndVersionHold() {
    assertThat(run(Scrutin.commandLine(), "--version")).isEqualTo(ExitCode.HOLDS);
    assertThat(run(Scrutin.commandLine(), "--help")).isEqualTo(ExitCode.HOLDS);
    assertThat(out.toString())
        .startsWith("scrutin ")
        .contains("Java " + Runtime.version())
        .contains("Usage: scrutin")
        .contains("a violation was found");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void badUseIsToldInOneLine() {
    assertThat(run(Scrutin.commandLine(), "--colour")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString())
        .isEqualTo("scrutin: Unknown option: '--colour'; see scrutin --help" + NL);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void noCommandIsBadUse() {
    assertThat(run(Scrutin.commandLine())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).isEqualTo("scrutin: a command is missing; see scrutin --help" + NL);
  }

  @Test
  void badInputIsToldInOneLineWithoutStackTrace() {
    int code = runFailing(new SpecException("Ring.tla:7: no such operator;\n  did you mean Next?"));
    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString())
        .isEqualTo("scrutin fail: Ring.tla:7: no such operator; did you mean Next?" + NL);
  }

  @Test
  void aDefectOfScrutinIsUndecidedAndNeverAViolation() {
    assertThat(runFailing(new IllegalStateException("lost"))).isEqualTo(ExitCode.UNDECIDED);
    assertThat(err.toString()).contains("a defect in Scrutin").contains("at org.scrutin.cli");
  }

  @Test
  void anErrorIsUndecidedAndNeverAViolation() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code =
        Failures.guarded(
            () -> {
              throw new StackOverflowError("deep");
            },
            new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(code).isEqualTo(ExitCode.UNDECIDED);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("StackOverflowError: deep");
  }

  private static final String NL = System.lineSeparator();
}
