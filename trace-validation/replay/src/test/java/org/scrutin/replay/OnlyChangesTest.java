package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A trace whose header says "state": "changes" is held to what it leaves out. */
class OnlyChangesTest {

  private static final String ASK =
      event(1, "Ask", "[1,\"plain\"]", "\"wish\":\"plain\",\"past\":[]");
  private static final String ACCEPT =
      event(2, "Accept", "[{\"from\":1,\"kind\":\"plain\",\"nth\":0}]", "");

  private static TraceValidator lending;

  @BeforeAll
  static void load() {
    lending = Specs.lending();
  }

  @AfterAll
  static void close() {
    lending.close();
  }

  private static String event(int n, String action, String arguments, String state) {
    return stateless(n, action, arguments).replace("}\n", ",\"state\":{" + state + "}}\n");
  }

  private static String stateless(int n, String action, String arguments) {
    return "{\"n\":%d,\"at\":1,\"clock\":%d,\"action\":\"%s\",\"args\":%s}\n"
        .formatted(n, n, action, arguments);
  }

  private static Verdict of(String mode, String... events) {
    String header = Specs.HEADER.replace("{}}", "{},\"state\":\"" + mode + "\"}");
    return Specs.validate(lending, header + "\n" + String.join("", events));
  }

  @Test
  void whatStaysMayBeLeftOut() {
    assertThat(of("changes", ASK, ACCEPT, event(3, "Lend", "[]", "\"past\":[\"plain\"]")))
        .isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void whatIsLeftOutAndDoesNotStayIsRejected() {
    Verdict verdict = of("changes", ASK, ACCEPT, event(3, "Lend", "[]", ""));
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    assertThat(((Verdict.Rejected) verdict).rejection().differences())
        .singleElement()
        .hasToString(
            "past = {\"plain\"} on 1 in the specification, the trace logged no change of {}");
  }

  @Test
  void whatIsSaidOfAVariableStandsForIt() {
    String lend = event(3, "Lend", "[]", "");
    assertThat(
            of(
                "changes",
                ASK,
                ACCEPT,
                lend.replace("}}\n", "},\"about\":{\"past\":{\"length\":1}}}\n")))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(
            of(
                "changes",
                ASK,
                ACCEPT,
                lend.replace("}}\n", "},\"about\":{\"past\":{\"length\":0}}}\n")))
        .isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void withoutThatHeaderWhatIsLeftOutSaysNothing() {
    assertThat(of("any", ASK, ACCEPT, event(3, "Lend", "[]", "")))
        .isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void aVariableThatWasNeverLoggedMayChange() {
    String ask = event(1, "Ask", "[1,\"plain\"]", "\"wish\":\"plain\"");
    assertThat(of("changes", ask, ACCEPT, event(3, "Lend", "[]", "")))
        .isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void afterAStepWithoutStateWhatItChangedIsLoggedAgain() {
    String lend = stateless(3, "Lend", "[]");
    assertThat(
            of(
                "changes",
                ASK,
                ACCEPT,
                lend,
                event(4, "Return", "[1]", "\"wish\":null,\"past\":[\"plain\"]")))
        .isInstanceOf(Verdict.Conforms.class);
    assertThatThrownBy(
            () -> of("changes", ASK, ACCEPT, lend, event(4, "Return", "[1]", "\"wish\":null")))
        .isInstanceOf(TraceException.class)
        .hasMessage(
            "run.ndjson:5: event 4: \"past\" is not logged, though a step without state has changed"
                + " it; log the whole state after such a step");
  }

  @Test
  void anotherWordInTheHeaderIsRefused() {
    assertThatThrownBy(() -> of("some", ASK))
        .isInstanceOf(TraceException.class)
        .hasMessage(
            "run.ndjson:1: the field \"state\" of the header is \"some\"; it must be \"changes\" or"
                + " \"any\"");
  }
}
