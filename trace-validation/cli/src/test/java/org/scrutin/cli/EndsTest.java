package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left of commands that are ended, or would not end; each is a process of its own. */
@Timeout(120)
class EndsTest {

  private final List<Process> started = new ArrayList<>();

  @TempDir Path folder;
  private Path temporary;

  @BeforeEach
  void makeFolder() throws IOException {
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  private Process start(String memory, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                memory,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "org.scrutin.cli.Scrutin"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed").toFile())
            .start();
    started.add(process);
    return process;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aCheckThatIsEndedBySignalLeavesNoFolderBehind() throws Exception {
    Process process = start("-Xmx256m", "check", "raft/log");
    while (temporary.toFile().list().length == 0) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(temporary.toFile().list()).allMatch(name -> name.startsWith("scrutin-"));
    process.destroy();
    assertThat(process.waitFor()).isNotZero();
    assertThat(temporary).isEmptyDirectory();
  }

  /** A step of fifty nodes has more majorities than can be looked at. */
  @Test
  void aReplayWithoutEndIsUndecidedAndThePictureSaysSo() throws Exception {
    Path trace = folder.resolve("run.ndjson");
    Path page = folder.resolve("run.html");
    Session run =
        Session.of("run", "raft", "--nodes", "50", "--steps", "60", "--trace", trace.toString());
    assertThat(run.code()).isEqualTo(ExitCode.HOLDS);
    // While the picture is drawn, replay still uses up memory.
    Process render =
        start("-Xmx2g", "render", "" + trace, "-o", "" + page, "--replay-seconds", "1");
    assertThat(render.waitFor()).isEqualTo(ExitCode.UNDECIDED);
    String why = "replay took longer than 1 second; --replay-seconds gives it more";
    assertThat(Files.readString(folder.resolve("printed"))).contains("undecided: " + why);
    assertThat(Files.readString(page)).contains("<strong>Undecided</strong>", why);
    assertThat(temporary).isEmptyDirectory();
  }
}
