package org.scrutin.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.scrutin.trace.Stamp;
import org.scrutin.trace.TraceStep;
import org.scrutin.trace.Tracer;

/** The extension on tests of its own. */
@ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
class ConformsToTest {

  @Test
  void aServerAndTwoClientsThatTakeTurnsConform(Tracers tracers) {
    Stamp asked = ask(tracers, "alice");
    tracers
        .of("server")
        .step("Grant", "alice")
        .received(asked)
        .state(Map.of("holder", "alice"))
        .write();
    Stamp other = ask(tracers, "bob");
    tracers.of("server").step("Release", "alice").state(Map.of("holder", "nobody")).write();
    tracers
        .restarted("server")
        .step("Grant", "bob")
        .received(other)
        .state(Map.of("holder", "bob"))
        .write();
  }

  private static Stamp ask(Tracers tracers, String client) {
    return tracers.of(client).step("Ask", client).sentTo("server").write().get(0);
  }

  @Test
  void twoClientsTakeTurns(Tracers tracers) {
    for (String client : List.of("alice", "bob")) {
      tracers.of(client).step("Ask", client).state(Map.of("waiting", true)).write();
      tracers.of(client).step("Grant", client).state(Map.of("holder", client)).write();
      tracers.of(client).step("Release", client).write();
    }
  }

  @Test
  void stepsHaveOneOrderWhetherMessagesHaveStampsOrNot(Tracers tracers) {
    for (int round = 0; round < 100; round++) {
      String client = round % 3 == 0 ? "alice" : "bob";
      Stamp asked = ask(tracers, client);
      TraceStep granted = tracers.of("server").step("Grant", client);
      if (round % 2 == 0) {
        granted.received(asked);
      }
      granted.write();
      tracers.of(client).step("Release", client).write();
    }
  }

  @Test
  void aTestMayEndInterrupted(Tracer tracer) {
    tracer.step("Ask", "bob").write();
    Thread.currentThread().interrupt();
  }

  @AfterEach
  void theInterruptIsKept(TestInfo test) {
    assertThat(Thread.interrupted())
        .isEqualTo(test.getDisplayName().startsWith("aTestMayEndInterrupted"));
  }

  /** What the page shows is run above. */
  @Test
  void theExampleOnThePageIsTheTestHere(Tracer tracer) throws IOException {
    tracer.step("Ask", "bob").write();
    String tests = Files.readString(Path.of("src/test/java/org/scrutin/junit/ConformsToTest.java"));
    String page = Files.readString(Path.of("../../docs/replay.md"));
    int from = page.indexOf("  for (String client");
    assertThat(unindented(tests))
        .contains(unindented(page.substring(from, page.indexOf("```", from))));
  }

  private static String unindented(String text) {
    return text.replaceAll("(?m)^ +", "").strip();
  }

  @Test
  void aTestOfOneNodeGetsOneTracer(Tracer tracer) {
    tracer.step("Ask", "bob").write();
    tracer.step("Grant", "bob").state(Map.of("holder", "bob")).write();
  }

  @Nested
  class Inside {

    @Test
    void aNestedTestIsJudgedAsTheTestsAroundIt(Tracer tracer) {
      tracer.step("Ask", "bob").write();
    }

    @Nested
    @ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Alone.cfg")
    class WithItsOwn {

      @Test
      void theNearestSpecificationIsMeant(Tracer tracer) {
        tracer.step("Ask", "carol").write();
      }
    }
  }
}
