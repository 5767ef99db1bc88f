package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.cli.torture.Finding;

/**
 * Real processes on a machine that may be busy: that something is undecided in the time that there
 * is fails no build, a violation does.
 */
@DisplayName("scrutin torture")
class TortureTest {

  @TempDir private Path folder;

  private Session torture(String minutes, Path data) {
    Session session =
        Session.of(
            "torture",
            "--minutes",
            minutes,
            "--seed",
            "7",
            "--replay-seconds",
            "60",
            "--data",
            data.toString());
    assertThat(session.code())
        .as(session.out() + session.err())
        .isIn(ExitCode.HOLDS, ExitCode.UNDECIDED);
    assertThat(session.out()).contains("took effect").contains("not checked:");
    return session;
  }

  @Test
  void findsNothingAndWouldSeeAStepThatIsNone() throws IOException {
    Path data = folder.resolve("run");
    Session session = torture("2", data);
    assertThat(data.resolve("nemesis.log")).isNotEmptyFile();
    assertThat(data.resolve("histories")).isNotEmptyDirectory();

    // The first term in which the node was is another one.
    Path trace = data.resolve("n1/trace.ndjson");
    String whole = Files.readString(trace);
    String other = whole.replaceFirst("\"currentTerm\":[1-9]\\d*", "\"currentTerm\":4711");
    assertThat(other).as(session.out()).isNotEqualTo(whole);
    Files.writeString(trace, other);
    Session judged =
        Session.of(
            "validate",
            "--merge",
            trace.toString(),
            data.resolve("n2/trace.ndjson").toString(),
            data.resolve("n3/trace.ndjson").toString());
    assertThat(judged.code()).as(judged.out() + judged.err()).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  @Tag("deep")
  void findsNothingInTenMinutes() {
    torture("10", folder.resolve("run"));
  }

  @Test
  void refusesWhatMakesNoSenseInOneLine() {
    for (List<String> wrong :
        List.of(
            List.of("--nodes", "4"),
            List.of("--minutes", "0"),
            List.of("--faults", "kill,flood"),
            List.of("--algorithm", "bully"),
            List.of("--algorithm", "quorum-ring", "--faults", "kill,transfer"),
            List.of("--clients", "0"))) {
      List<String> words = new ArrayList<>(List.of("torture"));
      words.addAll(wrong);
      Session session = Session.of(words.toArray(String[]::new));
      assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(session.err().lines()).hasSize(1);
      assertThat(session.out()).isEmpty();
    }
  }

  @Test
  void saysTheWorstOfItsFindings() {
    Finding holds = new Finding("a", Finding.Kind.HOLDS, "");
    Finding undecided = new Finding("b", Finding.Kind.UNDECIDED, "");
    Finding violated = new Finding("c", Finding.Kind.VIOLATED, "");
    assertThat(TortureCommand.exitCode(List.of(holds))).isEqualTo(ExitCode.HOLDS);
    assertThat(TortureCommand.exitCode(List.of(holds, undecided))).isEqualTo(ExitCode.UNDECIDED);
    assertThat(TortureCommand.exitCode(List.of(undecided, violated))).isEqualTo(ExitCode.VIOLATION);
  }
}
