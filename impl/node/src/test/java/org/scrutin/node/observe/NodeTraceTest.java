package org.scrutin.node.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.node.disk.DiskFault;
import org.scrutin.trace.TraceHeader;

@DisplayName("The trace of a node that is killed")
class NodeTraceTest {

  @TempDir private Path folder;
  private Path file;
  private NodeTrace trace;
  private long notedBytes;
  private long notedEvents;

  @BeforeEach
  void beginALife() throws IOException {
    file = folder.resolve("trace.ndjson");
    trace = NodeTrace.begin(file, header(3), DiskFault.NONE);
    step("A", true);
    notedBytes = trace.bytes();
    notedEvents = trace.events();
  }

  private static TraceHeader header(int nodes) {
    return new TraceHeader("X", "X.cfg", Map.of("Nodes", nodes), "node", OptionalLong.empty());
  }

  private void step(String action, boolean persists) throws IOException {
    trace.event(1, 1, 1, action, List.of(), Optional.empty(), 0, List.of());
    trace.flush(persists);
  }

  private String actionsAfterTheNextLife() throws IOException {
    trace.close();
    return actionsAfterARestart();
  }

  private String actionsAfterARestart() throws IOException {
    trace = NodeTrace.resume(file, header(3), notedBytes, notedEvents, DiskFault.NONE);
    step("Crash", false);
    trace.close();
    return Files.readString(file)
        .lines()
        .filter(line -> line.startsWith("{\"n\""))
        .map(line -> line.replaceAll("\\{\"n\":(\\d+).*\"action\":\"(\\w+)\".*", "$1$2"))
        .reduce("", (one, other) -> one + " " + other)
        .strip();
  }

  @Test
  void keepsWhatTheJournalHas() throws IOException {
    assertThat(actionsAfterTheNextLife()).isEqualTo("1A 2Crash");
  }

  @Test
  void keepsStepsThatTheJournalNeedNotKnow() throws IOException {
    step("B", false);
    step("C", false);
    assertThat(actionsAfterTheNextLife()).isEqualTo("1A 2B 3C 4Crash");
  }

  @Test
  void takesBackStepsThatTheJournalShouldHaveAndHasNot() throws IOException {
    step("B", false);
    step("C", true);
    assertThat(actionsAfterTheNextLife()).isEqualTo("1A 2B 3Crash");
  }

  @Test
  void takesBackTheVeryNextSteps() throws IOException {
    step("B", true);
    assertThat(actionsAfterTheNextLife()).isEqualTo("1A 2Crash");
  }

  @Test
  void losesItsTornLine() throws IOException {
    step("B", false);
    trace.close();
    Files.writeString(file, "{\"n\":3,\"at\":1,\"clo", StandardOpenOption.APPEND);
    assertThat(actionsAfterTheNextLife()).isEqualTo("1A 2B 3Crash");
  }

  @Test
  void isNotGoneOnWithWhenItsEndIsMissing() throws IOException {
    trace.close();
    assertThatThrownBy(
            () -> NodeTrace.resume(file, header(3), notedBytes + 1, notedEvents, DiskFault.NONE))
        .isInstanceOf(TraceLostException.class)
        .hasMessageContaining("trace.ndjson: the node has lived before");
  }

  @Test
  void isNotGoneOnWithByWhomItDoesNotKnow() throws IOException {
    trace.close();
    assertThatThrownBy(
            () -> NodeTrace.resume(file, header(4), notedBytes, notedEvents, DiskFault.NONE))
        .isInstanceOf(TraceLostException.class)
        .hasMessageContaining("other peers");
  }

  @Test
  void ofANodeThatHasFailedLacksStepsThatNobodyWasToldOf() throws IOException {
    trace.event(1, 1, 1, "B", List.of(), Optional.empty(), 0, List.of());
    trace.abandon();
    assertThat(actionsAfterARestart()).isEqualTo("1A 2Crash");
  }
}
