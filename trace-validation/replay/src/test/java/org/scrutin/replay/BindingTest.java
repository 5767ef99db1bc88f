package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.shrink.Shrunk;
import org.scrutin.replay.shrink.TraceShrinker;

/** Logs in another format than ours, with a module that says what their lines mean. */
class BindingTest {

  private static TraceValidator courier;

  private static Path specs() {
    try {
      return Path.of(BindingTest.class.getResource("/tracespecs").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TraceValidator bound(Path binding) {
    return TraceValidator.bound(
        SpecLibrary.of(specs()),
        specs().resolve("Courier.tla"),
        specs().resolve("Courier.cfg"),
        binding,
        Map.of());
  }

  @BeforeAll
  static void load() {
    courier = bound(specs().resolve("CourierBind.tla"));
  }

  @AfterAll
  static void close() {
    courier.close();
  }

  private static Verdict validate(List<String> lines, Options options) throws IOException {
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return courier.validate(new ByteArrayInputStream(bytes), "run.log", options);
  }

  private static Verdict validate(List<String> lines) throws IOException {
    return validate(lines, Options.DEFAULT);
  }

  private static Rejection rejection(List<String> lines) throws IOException {
    Verdict verdict = validate(lines);
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    return ((Verdict.Rejected) verdict).rejection();
  }

  private static String line(String name, String rest) {
    return "{\"tag\":\"trace\",\"event\":{\"name\":\"%s\",%s}}".formatted(name, rest);
  }

  private static final String SEND =
      line("send", "\"nid\":\"0\",\"to\":\"1\",\"weight\":2,\"state\":{\"sent\":1}");

  private static String receive(int got) {
    return line("receive", "\"nid\":\"1\",\"from\":\"0\",\"state\":{\"got\":%d}".formatted(got));
  }

  @Test
  void aLogOfAnotherFormatConforms() throws IOException {
    Verdict verdict = validate(Courier.log(200, 3, 1));

    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().events()).isEqualTo(200);
    assertThat(verdict.stats().notes()).isEqualTo(1);
    assertThat(verdict.stats().checked()).containsExactly("Few");
    assertThat(verdict.stats().unchecked()).isEmpty();
    assertThat(verdict.stats().actions()).containsKeys("send", "receive", "reset");
  }

  @Test
  void aWrongValueIsRejectedWithTheConjunctOfTheBinding() throws IOException {
    Rejection rejection = rejection(List.of(SEND, receive(3)));

    assertThat(rejection.where()).isEqualTo("run.log:2");
    assertThat(rejection.at()).isEqualTo("1");
    assertThat(rejection.text()).contains("CourierBind.tla").contains("event receive");
  }

  @Test
  void whatIsNotSentCannotBeReceived() throws IOException {
    assertThat(rejection(List.of(SEND, receive(2), receive(4))).event()).isEqualTo(3);
  }

  /** Lines that are no events stand before the first one, and between. */
  @Test
  void thePartThatIsFoundByGoingBackIsWhatWholeReplaysFind() throws IOException {
    List<String> lines = new ArrayList<>(List.of("{\"tag\":\"other\"}"));
    lines.addAll(Courier.log(40, 3, 1));
    lines.add("{\"tag\":\"other\"}");
    lines.add(receive(4711));
    Rejection rejection = rejection(lines);
    TraceShrinker.Judge judge = TraceShrinker.Judge.of(courier, "run.log", Options.DEFAULT);

    Shrunk resumed = shrink(judge, lines, rejection);

    assertThat(resumed.isSmallest()).isTrue();
    assertThat(resumed.kept())
        .isEqualTo(shrink(part -> judge.judge(part), lines, rejection).kept());
  }

  private static Shrunk shrink(TraceShrinker.Judge judge, List<String> lines, Rejection rejection) {
    TraceShrinker.Limits enough = new TraceShrinker.Limits(100_000, Duration.ofMinutes(1));
    return new TraceShrinker(TraceShrinker.Format.BOUND, judge, enough)
        .shrink(lines, rejection)
        .orElseThrow();
  }

  @Test
  void anEventMayBeNoStepOrTwo() throws IOException {
    assertThat(
            validate(
                List.of(
                    SEND,
                    line("heartbeat", "\"nid\":\"2\""),
                    line("both", "\"nid\":\"1\""),
                    SEND.replace("\"sent\":1", "\"sent\":2"))))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(rejection(List.of(SEND, line("both", "\"nid\":\"2\""))).event()).isEqualTo(2);
  }

  @Test
  void aBindingCannotAllowWhatTheSpecificationForbids() throws IOException {
    for (String name : List.of("steal", "sneak")) {
      assertThat(rejection(List.of(SEND, line(name, "\"nid\":\"1\""))).event()).isEqualTo(2);
    }
    assertThat(rejection(List.of(SEND, line("steal", "\"nid\":\"1\""))).kind())
        .isEqualTo(Rejection.Kind.NO_STEP);
  }

  @Test
  void theFirstEventMayRestrictWhereTheRunBegins() throws IOException {
    assertThat(rejection(List.of(SEND.replace("\"nid\":\"0\"", "\"nid\":\"7\""))).claim())
        .contains("BindInit");
  }

  @Test
  void stepsThatWereNotLoggedAreFoundIfTheyAreAllowed() throws IOException {
    String two = SEND.replace("\"weight\":2", "\"weight\":3").replace("\"sent\":1", "\"sent\":2");
    // The reset of node 1 between the two receipts is not in the log.
    List<String> lines = List.of(SEND, two, receive(2), receive(3));

    assertThat(validate(lines)).isInstanceOf(Verdict.Rejected.class);
    Verdict verdict = validate(lines, Options.DEFAULT.withSilent(List.of("Reset"), 1));
    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().actions()).containsEntry("Reset", 1L);
    assertThat(validate(lines, Options.DEFAULT.withSilent(List.of("Lose"), 2)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void aSearchGoesBackToWhatWasLeftOpen() throws IOException {
    String heavy = SEND.replace("\"weight\":2", "\"weight\":3").replace("\"sent\":1", "\"sent\":2");
    List<String> lines = new ArrayList<>(List.of(SEND, heavy));
    // Which of the two is received only the last line tells.
    lines.add(line("take", "\"nid\":\"1\""));
    lines.add(line("reset", "\"nid\":\"1\""));
    lines.add(receive(2));
    List<String> wrong = new ArrayList<>(lines);
    wrong.set(4, receive(1));
    Options deep = Options.DEFAULT.withMaxFrontier(1);

    assertThat(validate(lines, deep)).isInstanceOf(Verdict.Conforms.class);
    assertThat(validate(lines)).isInstanceOf(Verdict.Conforms.class);
    Verdict.Rejected rejected = (Verdict.Rejected) validate(wrong, deep);
    assertThat(rejected.rejection().event()).isEqualTo(5);
    assertThat(validate(lines, deep.withMaxStates(1))).isInstanceOf(Verdict.Undecided.class);
  }

  @Test
  void badLogsAndBindingsAreOneClearLine(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> validate(List.of(line("jump", "\"nid\":\"1\""))))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("run.log:1")
        .hasMessageContaining("jump")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> validate(List.of("[1]")))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("no JSON object");
    assertThatThrownBy(() -> validate(List.of("{\"tag\":\"trace\"}")))
        .hasMessageContaining("run.log:1")
        .hasMessageNotContaining("\n");
    Path empty = folder.resolve("Empty.tla");
    Files.writeString(empty, "---- MODULE Empty ----\nEXTENDS Courier\n====\n");
    assertThatThrownBy(() -> bound(empty))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("defines no Event_X(e)");
  }

  /** It would be passed over, and more would conform than is meant. */
  @ParameterizedTest
  @ValueSource(strings = {"BindInit == sent = 0", "Event_put(e, more) == TRUE", "EventName == 0"})
  void whatABindingSaysIsOfOneEvent(String definition, @TempDir Path folder) throws IOException {
    Path other = folder.resolve("Other.tla");
    Files.writeString(
        other,
        "---- MODULE Other ----\nEXTENDS Courier\nEvent_pass(e) == TRUE\n" + definition + "\n====");
    assertThatThrownBy(() -> bound(other))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Other.tla:4: ")
        .hasMessageContaining("must have one parameter");
  }

  @Test
  void aComparisonThatComesTooEarlyIsToldAsSuch(@TempDir Path folder) throws IOException {
    Path early = folder.resolve("Early.tla");
    Files.writeString(
        early,
        """
        ---- MODULE Early ----
        EXTENDS Courier
        Event_early(e) == got'["0"] = 0 /\\ UNCHANGED vars
        ====
        """);
    try (TraceValidator validator = bound(early)) {
      byte[] line = "{\"name\":\"early\"}\n".getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(
              () -> validator.validate(new ByteArrayInputStream(line), "run.log", Options.DEFAULT))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("Early.tla:3")
          .hasMessageContaining("got' has no value yet");
    }
  }

  @Test
  void whatTheBindingNeverReadsIsNamed() throws IOException {
    String more = SEND.replace("\"weight\":2", "\"weight\":2,\"colour\":\"red\"");

    assertThat(validate(List.of(more)).stats().unread()).containsExactly("event.colour");
    assertThat(validate(List.of(SEND.replaceFirst("\\{", "{\"nid\":\"9\","))).stats().unread())
        .as("the one that is read is the event's")
        .containsExactly("nid");
    assertThat(validate(List.of(SEND.replaceFirst("\\{", "{\"by\":9,"))).stats().unread())
        .as("what is asked for is in the event")
        .containsExactly("by");
    assertThat(validate(List.of(SEND)).stats().unread()).isEmpty();
  }

  @Test
  void aLogThatChangesNothingIsUndecided() throws IOException {
    assertThat(validate(List.of(line("heartbeat", "\"nid\":\"2\""))))
        .isInstanceOf(Verdict.Undecided.class);
  }

  @Test
  void aLogWithoutEventsIsUndecided() throws IOException {
    assertThat(validate(List.of("{\"level\":\"info\"}"))).isInstanceOf(Verdict.Undecided.class);
  }
}
