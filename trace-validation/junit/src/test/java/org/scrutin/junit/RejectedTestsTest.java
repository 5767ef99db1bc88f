package org.scrutin.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.scrutin.trace.Stamp;
import org.scrutin.trace.Tracer;

/** How tests fail that the extension watches. */
class RejectedTestsTest {

  @Test
  void aTestWhoseTraceIsRejectedFailsWithTheReason() {
    assertThat(failure("grantsTwice"))
        .hasValueSatisfying(
            message ->
                assertThat(message)
                    .startsWith("rejected: trace:5: event 4, Grant(\"bob\"): not enabled")
                    .contains("`holder = \"nobody\"` is FALSE where holder = \"alice\"")
                    .contains("the traces are in "));
  }

  @Test
  void aTestThatTracesNothingFails() {
    assertThat(failure("tracesNothing"))
        .contains("the test traced nothing, so nothing was validated");
    assertThat(failure("hasNoTracer"))
        .hasValueSatisfying(
            message -> assertThat(message).contains("has no parameter Tracers or Tracer"));
    assertThat(failure("tracesNoStep"))
        .hasValueSatisfying(
            message -> assertThat(message).startsWith("undecided: the trace has no event"));
  }

  @Test
  void aFailureOfTheTestItselfComesFirst() {
    assertThat(failure("failsByItself")).contains("its own failure");
  }

  @Test
  void messagesThatNoOrderFitsFail() {
    assertThat(failure("receivesBeforeItSends"))
        .hasValueSatisfying(message -> assertThat(message).startsWith("impossible order"));
  }

  /** Tests that fail; not found by a build, since they are nested and not annotated as such. */
  @ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
  static class Failing {

    @Test
    void grantsTwice(Tracer server) {
      server.step("Ask", "alice").write();
      server.step("Ask", "bob").write();
      server.step("Grant", "alice").write();
      server.step("Grant", "bob").write();
    }

    @Test
    void tracesNothing(Tracers tracers) {
      assertThat(tracers).isNotNull();
    }

    @Test
    void hasNoTracer() {}

    @Test
    void tracesNoStep(Tracer tracer) {
      assertThat(tracer.clock()).isZero();
    }

    @Test
    void failsByItself(Tracer tracer) {
      tracer.step("Grant", "bob").write();
      throw new IllegalStateException("its own failure");
    }

    @Test
    void receivesBeforeItSends(Tracers tracers) {
      // The id of the message is known beforehand: the next one after this.
      long id = tracers.of("bob").step("Ask", "bob").sentTo("server").write().get(0).id() + 1;
      tracers.of("alice").step("Ask", "alice").write();
      tracers.of("bob").step("Grant", "bob").received(new Stamp(id, 1)).write();
      tracers.of("bob").step("Release", "bob").sentTo("bob").write();
    }
  }

  /** What the test fails with. */
  private static Optional<String> failure(String test) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                selectMethod(
                    Failing.class,
                    Arrays.stream(Failing.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals(test))
                        .findFirst()
                        .orElseThrow()))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    return summary.getFailures().stream()
        .findFirst()
        .map(failed -> String.valueOf(failed.getException().getMessage()));
  }
}
