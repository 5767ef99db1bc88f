package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories in files, and what is told of them. */
class LinearizableCommandTest {

  @TempDir Path folder;

  private String file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }

  private String zero() throws IOException {
    return file(
        "zero.edn",
        "{:process 0 :type :invoke :f :read :value nil}",
        "{:process 0 :type :ok :f :read :value 0}");
  }

  private String locked() throws IOException {
    return file(
        "lock.log",
        "INFO  jepsen.util - 0\t:invoke\t:acquire\tnil",
        "INFO  jepsen.util - :nemesis\t:info\t:start\tnil",
        "INFO  jepsen.util - 0\t:ok\t:acquire\tnil");
  }

  @Test
  void whatARegisterHoldsAtFirstIsGiven() throws IOException {
    Session empty = Session.of("linearizable", zero());
    assertThat(empty.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(empty.out()).contains("if that was there at first, say so: --initial 0");
    Session given = Session.of("linearizable", "--initial", "0", zero());
    assertThat(given.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(given.out()).contains("linearizable: 1 operations on a cas-register");
  }

  @Test
  void theInitialValueFitsTheModel() throws IOException {
    Session wrong = Session.of("linearizable", "--initial", "0", "--model", "mutex", locked());
    assertThat(wrong.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(wrong.err()).contains("--initial goes with --model register").hasLineCount(1);
    Session broken = Session.of("linearizable", "--initial", "[", zero());
    assertThat(broken.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(broken.err()).contains("--initial:1: the file ends where a value is due");
  }

  @Test
  void aFileThatIsNoHistoryDoesNotKeepOthersFromBeingJudged() throws IOException {
    String none = file("none.edn", "{:process 0 :type");
    Session session = Session.of("linearizable", none, locked());
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(session.err()).contains("none.edn:").hasLineCount(1);
    assertThat(session.out()).contains("linearizable: 1 operations on a mutex");
    assertThat(Session.of("linearizable", none, zero()).code()).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void aPageIsWritten() throws IOException {
    Path page = folder.resolve("page.html");
    Session session = Session.of("linearizable", "--html", page.toString(), zero());
    assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("nobody wrote 0");
    Session two = Session.of("linearizable", "--html", page.toString(), zero(), locked());
    assertThat(two.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(two.err()).contains("--html goes with one history");
  }

  /** In a JVM of its own, whose heap is too small for the search. */
  @Test
  void aHeapThatIsTooSmallMakesItUnknown() throws IOException, InterruptedException {
    StringBuilder edn = new StringBuilder();
    // Many counts at once, whose sums all differ: each subset is a state of its own.
    for (int p = 0; p < 28; p++) {
      edn.append("{:process %d :type :invoke :f :add :value %d}%n".formatted(p, 1L << p));
    }
    edn.append("{:process 99 :type :invoke :f :read :value nil}\n")
        .append("{:process 99 :type :ok :f :read :value -1}\n");
    Path hard = Files.writeString(folder.resolve("hard.edn"), edn);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.scrutin.cli.Scrutin",
                "linearizable",
                hard.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.UNDECIDED);
    assertThat(said)
        .contains("unknown: the memory", "a larger heap gives it more")
        .doesNotContain("OutOfMemoryError", "--time");
  }
}
