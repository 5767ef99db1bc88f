package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.tlc.SpecException;

/**
 * What a specification says that TLC cannot make anything of is told in one line, if it matters.
 */
class PitfallsTest {

  private static final String COUNT = event(1, "Count", "[]");
  private static final String DEEP =
      "Pitfalls.tla: the specification calls itself too deeply with run.ndjson:%d; start Java with a"
          + " larger stack, SCRUTIN_JAVA_OPTS=-Xss512m";

  private static TraceValidator pitfalls;

  @BeforeAll
  static void load() {
    pitfalls = pitfalls("Pitfalls.cfg");
  }

  private static TraceValidator pitfalls(String config) {
    Path folder = Specs.folder();
    return Specs.of(folder.resolve("Pitfalls.tla"), folder.resolve(config), Map.of());
  }

  @AfterAll
  static void close() {
    pitfalls.close();
  }

  private static String event(int n, String action, String args) {
    return "{\"n\":%d,\"at\":1,\"clock\":%d,\"action\":\"%s\",\"args\":%s}"
        .formatted(n, n, action, args);
  }

  private static String event(int n, String action, String args, String state) {
    return event(n, action, args).replaceFirst("}$", ",\"state\":" + state + "}");
  }

  private static Verdict of(String... lines) {
    return Specs.validate(pitfalls, Specs.trace(lines));
  }

  private static void saysOneLine(ThrowingCallable work, String said) {
    assertThatThrownBy(work)
        .isInstanceOfAny(SpecException.class, TraceException.class)
        .hasMessageContaining(said)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aNoneThatCannotBeEvaluatedMattersOnlyWhereANullIsLogged() {
    String untold =
        "run.ndjson:2: event 1: null means the specification's None, which at Pitfalls.tla:7"
            + " cannot be evaluated: ";

    assertThat(of(event(1, "Count", "[]", "{\"x\":1}"))).isInstanceOf(Verdict.Conforms.class);
    assertThat(of(event(1, "Count", "[]", "{\"x\":2}"))).isInstanceOf(Verdict.Rejected.class);
    saysOneLine(() -> of(event(1, "Count", "[]", "{\"x\":null}")), untold);
    saysOneLine(() -> of(event(1, "Note", "[[{\"a\":null}]]")), untold);
    saysOneLine(() -> of(COUNT.replaceFirst("}$", ",\"about\":{\"x\":{\"in\":[null]}}}")), untold);
  }

  @Test
  void aSilentActionThatGivesAVariableNoValueIsToldAsALoggedOneIs() {
    String said = "Forget gives y no value after the step; the action must say what becomes of it";
    Options silent = Options.DEFAULT.withSilent(List.of("Forget"), 1);

    saysOneLine(() -> of(event(1, "Forget", "[]")), said);
    saysOneLine(
        () -> Specs.validate(pitfalls, Specs.trace(event(1, "Count", "[]", "{\"x\":2}")), silent),
        said);
  }

  @Test
  void aSpecificationThatCallsItselfTooDeeplyIsToldInOneLine() {
    saysOneLine(() -> of(COUNT, event(2, "Dive", "[]")), DEEP.formatted(3));
    try (TraceValidator deep = pitfalls("Pitfalls_deep.cfg")) {
      saysOneLine(() -> Specs.validate(deep, Specs.trace(COUNT)), DEEP.formatted(2));
    }
    Path folder = Specs.folder();
    try (TraceValidator bound =
        TraceValidator.bound(
            Specs.library(),
            folder.resolve("Pitfalls.tla"),
            folder.resolve("Pitfalls.cfg"),
            folder.resolve("PitfallsBind.tla"),
            Map.of())) {
      saysOneLine(
          () -> Specs.validate(bound, "{\"is\":\"Count\"}\n{\"is\":\"Dive\"}\n"),
          DEEP.formatted(2));
    }
  }

  @Test
  void anotherActionThatCallsItselfTooDeeplyIsNoMatterToTheEvent() {
    assertThat(of(event(1, "Note", "[2]"))).isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void whatIsLeftOutAndChangesItsKindHasNotStayed() {
    String header = Specs.HEADER.replace("{}}", "{},\"state\":\"changes\"}") + "\n";
    String count = event(1, "Count", "[]", "{\"x\":1,\"y\":0}") + "\n";
    String name = event(2, "Name", "[]", "{\"y\":1}") + "\n";

    Verdict verdict = Specs.validate(pitfalls, header + count + name);

    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    assertThat(((Verdict.Rejected) verdict).rejection().differences())
        .singleElement()
        .hasToString("x = \"s\" in the specification, the trace logged no change of 1");
  }
}
