package org.scrutin.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
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
  void stepsOfTwoNodesAreJudgedInTheOrderInWhichTheyWereWritten() {
    assertThat(failure("grantsTwiceOnTwoNodes"))
        .hasValueSatisfying(
            message ->
                assertThat(message).startsWith("rejected: trace:5: event 4, Grant(\"bob\")"));
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

  @Test
  void eachTestIsJudgedByItsOwnTraceWhoeverAskedForTheTracer() {
    Map<Class<?>, String> reasons =
        Map.of(
            AskedByConstructor.class, "undecided: the trace has no event",
            AskedBeforeAll.class, "the test traced nothing, so nothing was validated");
    reasons.forEach(
        (tests, reason) ->
            assertThat(failures(selectClass(tests)))
                .as(tests.getSimpleName())
                .containsOnlyKeys("a", "b", "d")
                .hasEntrySatisfying(
                    "a", message -> assertThat(message).isEqualTo("its own failure"))
                .hasEntrySatisfying("b", message -> assertThat(message).startsWith(reason))
                .hasEntrySatisfying(
                    "d", message -> assertThat(message).startsWith("rejected: trace:2: event 1")));
  }

  @Test
  void aTracerForAllTestsOfAClassIsRefused() {
    for (Class<?> tests : List.of(OneTracerBeforeAll.class, OneTracerForOneInstance.class)) {
      assertThat(failures(selectClass(tests)).values())
          .as(tests.getSimpleName())
          .singleElement()
          .asString()
          .endsWith(
              "a Tracer ends with its test: ask for Tracers here, or for a Tracer in each test");
    }
  }

  @Test
  void aTracerThatIsAskedForTooLateIsRefused() {
    assertThat(failures(selectClass(AsksTooLate.class)))
        .containsOnlyKeys("a")
        .hasEntrySatisfying("a", message -> assertThat(message).startsWith("the test is over"));
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
    void grantsTwiceOnTwoNodes(Tracers tracers) {
      tracers.of("bob").step("Ask", "bob").write();
      tracers.of("bob").received(10);
      tracers.of("alice").step("Ask", "alice").write();
      tracers.of("alice").step("Grant", "alice").write();
      tracers.of("bob").step("Grant", "bob").write();
      tracers.of("alice").step("Release", "alice").write();
      tracers.of("bob").step("Release", "bob").write();
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

  @ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class AskedByConstructor {
    private final Tracer tracer;

    AskedByConstructor(Tracer tracer, Tracers same) {
      this.tracer = tracer;
      assertThat(same.of("n1")).isSameAs(tracer);
    }

    @Test
    void a() {
      tracer.step("Grant", "bob").write();
      throw new IllegalStateException("its own failure");
    }

    @Test
    void b() {
      assertThat(tracer.clock()).isZero();
    }

    @Test
    void c() {
      tracer.step("Ask", "bob").write();
    }

    @Test
    void d() {
      tracer.step("Grant", "bob").write();
    }
  }

  @ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class AskedBeforeAll {
    private static Tracers tracers;

    @BeforeAll
    static void ask(Tracers tracers) {
      AskedBeforeAll.tracers = tracers;
      tracers.of("n1").step("Ask", "bob").write();
    }

    @Test
    void a() {
      tracers.of("n1").step("Ask", "bob").write();
      throw new IllegalStateException("its own failure");
    }

    @Test
    void b() {
      assertThat(tracers).isNotNull();
    }

    @Test
    void c() {
      tracers.of("n1").step("Ask", "bob").write();
    }

    @Test
    void d() {
      tracers.of("n1").step("Grant", "bob").write();
    }
  }

  @ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
  static class OneTracerBeforeAll {

    @BeforeAll
    static void ask(Tracer tracer) {
      tracer.step("Ask", "bob").write();
    }

    @Test
    void a() {}
  }

  @ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneTracerForOneInstance {

    OneTracerForOneInstance(Tracer tracer) {
      tracer.step("Ask", "bob").write();
    }

    @Test
    void a() {}
  }

  @ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
  static class AsksTooLate {

    @Test
    void a(Tracers tracers) {
      tracers.of("n1").step("Ask", "bob").write();
    }

    @AfterEach
    void ask(Tracers tracers) {
      tracers.of("n1").step("Grant", "alice").write();
    }
  }

  /** What a test of {@link Failing} fails with. */
  private static Optional<String> failure(String test) {
    return failures(selectMethod(Failing.class, test(Failing.class, test))).values().stream()
        .findFirst();
  }

  private static Method test(Class<?> tests, String name) {
    return Arrays.stream(tests.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What fails, by its display name, and with which message. */
  private static Map<String, String> failures(DiscoverySelector selected) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selected).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary().getFailures().stream()
        .collect(
            Collectors.toMap(
                failed -> failed.getTestIdentifier().getDisplayName().replaceAll("\\(.*", ""),
                failed -> String.valueOf(failed.getException().getMessage())));
  }
}
