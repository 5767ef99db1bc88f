package org.scrutin.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.scrutin.render.Traces.HEADER;
import static org.scrutin.render.Traces.drawn;
import static org.scrutin.render.Traces.event;
import static org.scrutin.render.Traces.svg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LamportDiagramTest {

  private static final String SENT_TWICE =
      HEADER
          + "{\"n\":1,\"at\":1,\"clock\":1,\"time\":1000,\"action\":\"Start\",\"args\":[1],"
          + "\"sent\":[{\"id\":1,\"to\":2},{\"id\":2,\"to\":3}]}\n";

  private static final String LOST =
      SENT_TWICE
          + "{\"n\":2,\"at\":2,\"clock\":1,\"time\":2000,\"action\":\"Lose\",\"args\":[{\"type\":\"Probe\"}],"
          + "\"received\":1}\n";

  private static final String DOUBLED =
      SENT_TWICE
          + "{\"n\":2,\"at\":2,\"clock\":1,\"time\":2000,\"action\":\"Handle\",\"args\":[{\"type\":\"Probe\"}],"
          + "\"received\":1}\n"
          + "{\"n\":3,\"at\":2,\"clock\":2,\"time\":3000,\"action\":\"Handle\",\"args\":[{\"type\":\"Probe\"}],"
          + "\"received\":1}\n";

  private static final String DUPLICATED_BY_THE_NETWORK =
      SENT_TWICE
          + "{\"n\":2,\"at\":2,\"clock\":1,\"time\":2000,\"action\":\"Duplicate\",\"args\":[{\"type\":\"Probe\"}],"
          + "\"received\":1,\"sent\":[{\"id\":9,\"to\":2}]}\n"
          + "{\"n\":3,\"at\":2,\"clock\":2,\"time\":3000,\"action\":\"Handle\",\"args\":[{\"type\":\"Probe\"}],"
          + "\"received\":9}\n";

  private static final String REROUTED =
      SENT_TWICE
          + "{\"n\":2,\"at\":1,\"clock\":2,\"time\":2000,\"action\":\"Reroute\",\"args\":[{\"type\":\"Probe\"}],"
          + "\"received\":1,\"sent\":[{\"id\":3,\"to\":3}]}\n"
          + "{\"n\":3,\"at\":3,\"clock\":1,\"time\":3000,\"action\":\"Handle\",\"args\":[{\"type\":\"Probe\"}],"
          + "\"received\":3}\n";

  private static final String RECEIVED_ELSEWHERE =
      SENT_TWICE
          + "{\"n\":2,\"at\":4,\"clock\":1,\"time\":2000,\"action\":\"Handle\",\"args\":[{\"type\":\"Probe\"}],"
          + "\"received\":1}\n";

  private static final String CRASHED =
      HEADER
          + event(1, 1, "Tick", "{}")
          + event(2, 2, "Crash", "{}")
          + event(3, 2, "Restart", "{}");

  private static final String ONE_LEADER =
      HEADER + event(1, 1, "Win", "{\"leader\":1,\"epoch\":3}") + event(2, 2, "Tick", "{}");

  private static final String TWO_LEADERS =
      ONE_LEADER + event(3, 3, "Win", "{\"leader\":3,\"epoch\":4}") + event(4, 2, "Tick", "{}");

  private static final String QUIET =
      HEADER + event(1, 1, "Tick", "{}") + event(2, 2, "Tick", "{}");

  private static String with(String note) {
    return QUIET + "{\"note\":" + note + "}\n" + event(3, 3, "Tick", "{}");
  }

  private static String traceOf(String name) {
    return switch (name) {
      case "lost" -> LOST;
      case "doubled" -> DOUBLED;
      case "duplicated" -> DUPLICATED_BY_THE_NETWORK;
      case "rerouted" -> REROUTED;
      case "elsewhere" -> RECEIVED_ELSEWHERE;
      case "unreceived" -> SENT_TWICE;
      case "crashed" -> CRASHED;
      case "leader" -> ONE_LEADER;
      case "two leaders" -> TWO_LEADERS;
      case "pause" -> with("\"pause\",\"at\":2,\"time\":1500,\"until\":2500");
      case "cut" -> with("\"cut\",\"from\":1,\"to\":3,\"time\":1500,\"until\":2500");
      case "partition" ->
          with("\"partition\",\"groups\":[[1,2],[3,4]],\"time\":1500,\"until\":2500");
      case "drift" -> with("\"drift\",\"at\":2,\"time\":1500,\"until\":2500");
      case "other note" -> with("\"disk full\",\"at\":2,\"time\":1500");
      case "long" -> Traces.ofLength(400);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest(name = "{0}: {2} of {1}")
  @CsvSource({
    "lost, sd-lost, 1",
    "doubled, sd-duplicate, 1",
    "duplicated, sd-duplicate, 1",
    "rerouted, sd-rerouted, 1",
    "elsewhere, sd-rerouted, 1",
    "unreceived, sd-unreceived, 2",
    "crashed, sd-crash, 1",
    "crashed, sd-restart, 1",
    "leader, sd-leader, 1",
    "two leaders, sd-conflict, 1",
    "two leaders, sd-leader, 2",
    "two leaders, sd-banner, 1",
    "pause, sd-pause, 1",
    "cut, sd-cut, 2",
    "partition, sd-partition, 1",
    "drift, sd-drift, 1",
    "other note, sd-note-bar, 1",
    "long, sd-gap, 1"
  })
  void each_kind_of_thing_is_drawn_where_it_happened(String name, String element, int count) {
    assertThat(drawn(svg(traceOf(name)), element)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sd-lost",
        "sd-duplicate",
        "sd-rerouted",
        "sd-unreceived",
        "sd-message",
        "sd-crash",
        "sd-restart",
        "sd-leader",
        "sd-conflict",
        "sd-banner",
        "sd-pause",
        "sd-cut",
        "sd-partition",
        "sd-drift",
        "sd-note-bar",
        "sd-gap",
        "sd-rejected",
        "sd-reason"
      })
  void nothing_is_drawn_that_did_not_happen(String element) {
    assertThat(drawn(svg(QUIET), element)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "leader, sd-conflict",
    "doubled, sd-lost",
    "lost, sd-duplicate",
    "cut, sd-partition",
    "drift, sd-pause",
    "rerouted, sd-lost"
  })
  void one_kind_of_thing_is_not_taken_for_another(String name, String element) {
    assertThat(drawn(svg(traceOf(name)), element)).isZero();
  }

  @Test
  void the_legend_explains_what_is_there_and_nothing_else() {
    assertThat(svg(LOST)).contains(Mark.LOST.words()).doesNotContain(Mark.CRASH.words());
    assertThat(svg(CRASHED)).contains(Mark.CRASH.words()).doesNotContain(Mark.LOST.words());
  }

  @Test
  void a_leader_wears_its_epoch() {
    assertThat(svg(Traces.resource("bully-takeover.ndjson"))).contains(">leads, epoch 5</text>");
  }

  @Test
  void a_leader_that_crashes_leads_no_more() {
    String crash = ONE_LEADER + event(3, 1, "Crash", "{}") + event(4, 3, "Win", "{\"leader\":3}");
    assertThat(drawn(svg(crash), "sd-leader")).isEqualTo(2);
    assertThat(drawn(svg(crash), "sd-conflict")).isZero();
  }

  @Test
  void two_leaders_are_named_with_their_epochs() {
    assertThat(svg(TWO_LEADERS)).contains("2 leaders at once: 1 (epoch 3), 3 (epoch 4)</text>");
  }

  @Test
  void two_leaders_in_one_epoch_are_called_that() {
    String trace = ONE_LEADER + event(3, 3, "Win", "{\"leader\":3,\"epoch\":3}");
    assertThat(svg(trace)).contains(", in one epoch</text>");
    assertThat(svg(TWO_LEADERS)).doesNotContain("in one epoch");
  }

  @Test
  void leaders_that_tell_no_epoch_are_not_said_to_lead_in_one() {
    String silent = HEADER + event(1, 1, "Win", "{\"leader\":1}");
    assertThat(svg(silent + event(2, 3, "Win", "{\"leader\":3}")))
        .contains("2 leaders at once: 1, 3</text>");
    assertThat(svg(silent + event(2, 3, "Win", "{\"leader\":3,\"epoch\":3}")))
        .contains("2 leaders at once: 1, 3 (epoch 3)</text>");
  }

  @Test
  void of_many_leaders_some_are_named_and_long_names_are_shortened() {
    StringBuilder trace = new StringBuilder(HEADER);
    for (int n = 1; n <= 9; n++) {
      String name = "a very long name of node " + n;
      trace
          .append(
              "{\"n\":%d,\"at\":\"%s\",\"clock\":1,\"action\":\"Win\",\"args\":[],"
                  .formatted(n, name))
          .append("\"state\":{\"leader\":\"%s\"}}\n".formatted(name));
    }
    String each = "a very long name …";
    String named = String.join(", ", Collections.nCopies(6, each));
    assertThat(svg(trace.toString())).contains("9 leaders at once: " + named + ", …");
  }

  @Test
  void no_character_is_cut_in_two() {
    String faces = "\uD83D\uDE00".repeat(3_000);
    for (String text : List.of(faces, "x" + faces)) {
      String trace = QUIET.replace("Tick", text).replace("\"at\":1", "\"at\":\"" + text + "\"");
      DiagramOptions options = DiagramOptions.DEFAULT.withRejection(rejected(1, text));
      assertThat(svg(trace, options)).contains("\uD83D\uDE00…</text>").doesNotContain("\uFFFD");
    }
  }

  @Test
  void text_does_not_turn_around_what_stands_after_it() {
    for (String turning : List.of("\u202E", "\u2067", "\u202A", "\u2069")) {
      assertThat(svg(QUIET.replace("Tick", "Ti" + turning + "ck")))
          .contains(">Ti\uFFFDck</text>")
          .doesNotContain(turning);
    }
  }

  @Test
  void a_reason_that_quotes_a_long_value_is_drawn_at_once() {
    String reason = "holder = nobody, the trace logged " + "x".repeat(1_000_000);
    DiagramOptions options = DiagramOptions.DEFAULT.withRejection(rejected(2, reason));
    String svg = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> svg(CRASHED, options));
    assertThat(svg).contains("holder = nobody, the trace logged").contains("xx…</text>");
  }

  @Test
  void a_trace_of_notes_alone_says_so() {
    String notes = HEADER + "{\"note\":\"pause\",\"at\":1}\n".repeat(2);
    assertThat(svg(notes)).contains(">The trace has no events, but 2 notes.</text>");
    assertThat(svg(HEADER))
        .contains(">The trace has no events.</text>")
        .doesNotContain("number of the event");
  }

  @Test
  void a_rejected_step_is_marked_and_explained() {
    String reason = "The conjunct leader = None is false.\n  Ring.tla:12  leader[i] = None";
    String svg = svg(CRASHED, DiagramOptions.DEFAULT.withRejection(rejected(2, reason)));
    assertThat(drawn(svg, "sd-rejected")).isEqualTo(1);
    assertThat(svg)
        .contains("Event 2 rejected: Crash at node 2")
        .contains("The conjunct leader = None is false.")
        .contains("Ring.tla:12  leader[i] = None");
  }

  @Test
  void a_rejected_step_in_the_middle_of_a_long_trace_is_in_the_picture() {
    String svg = svg(traceOf("long"), DiagramOptions.DEFAULT.withRejection(rejected(200, "no")));
    assertThat(drawn(svg, "sd-rejected")).isEqualTo(1);
    assertThat(svg).contains("events 1 to 124").contains("events 276 to 400");
  }

  @Test
  void what_is_left_out_is_said() {
    assertThat(svg(traceOf("long"))).contains("250 events left out").contains("events 76 to 325");
  }

  @Test
  void the_window_may_be_around_an_event() {
    Window around = new Window.Around(200, 5);
    String svg = svg(traceOf("long"), DiagramOptions.DEFAULT.withWindow(around));
    assertThat(drawn(svg, "sd-event")).isEqualTo(11);
    assertThat(svg).contains("events 1 to 194").contains("events 206 to 400");
  }

  @Test
  void who_led_and_who_was_down_is_known_though_it_began_outside_the_window() {
    StringBuilder trace = new StringBuilder(TWO_LEADERS + event(5, 2, "Crash", "{}"));
    for (int n = 6; n <= 60; n++) {
      trace.append(event(n, 4, "Tick", "{}"));
    }
    Window end = new Window.FirstAndLast(0, 10);
    String svg = svg(trace.toString(), DiagramOptions.DEFAULT.withWindow(end));
    assertThat(drawn(svg, "sd-leader")).isEqualTo(2);
    assertThat(drawn(svg, "sd-conflict")).isEqualTo(1);
    assertThat(drawn(svg, "sd-crash")).isZero();
    assertThat(svg).contains("two leaders 1 time").contains(">1 crash</text>");
    // Three lanes have a line, the fourth node is down.
    assertThat(drawn(svg, "sd-lane") - ticks(svg)).isEqualTo(3);
  }

  @Test
  void a_message_from_outside_the_window_comes_from_outside() {
    StringBuilder trace = new StringBuilder(SENT_TWICE);
    for (int n = 2; n <= 30; n++) {
      trace.append(event(n, 4, "Tick", "{}"));
    }
    trace.append(
        "{\"n\":31,\"at\":2,\"clock\":9,\"time\":40000,\"action\":\"Handle\",\"args\":[{\"type\":\"Late\"}],\"received\":1}\n");
    Window end = new Window.FirstAndLast(0, 10);
    String svg = svg(trace.toString(), DiagramOptions.DEFAULT.withWindow(end));
    assertThat(drawn(svg, "sd-outside")).isEqualTo(1);
    assertThat(svg).contains(">Late</text>");
  }

  @Test
  void every_event_can_be_hovered() {
    assertThat(svg(Traces.resource("small.ndjson")))
        .contains("event 1 at node 1, 10 ms\nStartElection(1)\nstate: {epoch: 0, leader: None");
  }

  @Test
  void what_the_network_does_is_told_at_the_message() {
    assertThat(svg(LOST))
        .contains("Probe (message 1), 1 to 2: lost\nevent 2 at node 2, 2 ms\nLose(");
    assertThat(svg(REROUTED)).contains("event 2 at node 1, 2 ms\nReroute(");
  }

  @Test
  void text_from_a_trace_cannot_break_out() {
    String evil = "</title><script>alert(1)</script>&amp;]]>\\u0000\\uD800 \\\"'";
    String trace =
        HEADER.replace("ring/Ring", evil).replace("a hand", evil).replace("MCRing", evil)
            + "{\"n\":1,\"at\":\""
            + evil
            + "\",\"clock\":1,\"time\":1,\"action\":\""
            + evil
            + "\",\"args\":[\""
            + evil
            + "\"],\"state\":{\""
            + evil
            + "\":\""
            + evil
            + "\",\"leader\":\""
            + evil
            + "\",\"epoch\":\""
            + evil
            + "\"},\"sent\":[{\"id\":1,\"to\":\""
            + evil
            + "\",\"type\":\""
            + evil
            + "\"}]}\n"
            + "{\"note\":\""
            + evil
            + "\",\"at\":\""
            + evil
            + "\",\"time\":1}\n";
    LamportDiagram diagram =
        LamportDiagram.of(
            "evil", trace, DiagramOptions.DEFAULT.withRejection(rejected(1, "<b>\u0001")));
    assertThat(Traces.parse(diagram.svg()).getElementsByTagName("script").getLength()).isZero();
    assertThat(diagram.svg()).doesNotContain("<script").doesNotContain("<b>");
    assertThat(diagram.html()).doesNotContain("<script").doesNotContain("<b>");
  }

  @Test
  void the_page_has_the_whole_reason_of_a_rejection_as_text() {
    String reason = "Tick(1): not enabled\n" + "a long reason, ".repeat(100) + "told to its end";
    LamportDiagram diagram =
        LamportDiagram.of(
            "run",
            Traces.HEADER + Traces.event(1, 1, "Tick", "{}"),
            DiagramOptions.DEFAULT.withRejection(rejected(1, reason)));
    assertThat(diagram.html()).contains("<pre>" + reason + "</pre>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bully-takeover.ndjson", "small.ndjson", "split.ndjson", "weather.ndjson"})
  void realistic_runs_give_well_formed_pictures_that_need_nothing_from_outside(String name) {
    LamportDiagram diagram = LamportDiagram.of(name, Traces.resource(name), DiagramOptions.DEFAULT);
    assertThat(Traces.parse(diagram.svg()).getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(diagram.html().replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http")
        .doesNotContain("src=")
        .doesNotContain("@import");
  }

  @Test
  void the_same_trace_gives_the_same_bytes_whatever_the_locale() {
    String trace = Traces.resource("split.ndjson");
    Locale before = Locale.getDefault();
    String here = svg(trace);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(svg(trace)).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_file_gives_the_same_picture_as_its_text(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("run.ndjson"), TWO_LEADERS);
    assertThat(LamportDiagram.of(file, DiagramOptions.DEFAULT).svg()).isEqualTo(svg(TWO_LEADERS));
  }

  @Test
  void without_times_the_events_are_counted() {
    String untimed = QUIET.replaceAll("\"time\":\\d+,", "");
    assertThat(svg(untimed)).contains("number of the event").doesNotContain("long waits");
    assertThat(svg(QUIET)).contains("long waits");
  }

  @Test
  void times_that_go_back_are_not_an_axis() {
    assertThat(svg(QUIET.replace("\"time\":2000", "\"time\":2"))).contains("number of the event");
  }

  @Test
  void a_trace_without_events_is_a_picture_that_says_so() {
    assertThat(svg(HEADER)).contains("The trace has no events.");
  }

  @Test
  void a_last_line_that_was_cut_off_is_told() {
    assertThat(svg(QUIET + "{\"n\":3,\"at\"")).contains("the last line of the file was cut off");
    assertThat(svg(QUIET)).doesNotContain("cut off");
  }

  @Test
  void an_event_that_is_not_there_cannot_be_marked() {
    assertThatThrownBy(() -> svg(QUIET, DiagramOptions.DEFAULT.withRejection(rejected(9, "no"))))
        .isInstanceOf(TraceReadException.class)
        .hasMessage("run.ndjson: there is no event 9; the last one is 2");
  }

  private static int ticks(String svg) {
    return drawn(svg, "sd-tick");
  }

  private static DiagramOptions.Rejection rejected(long event, String reason) {
    return new DiagramOptions.Rejection(event, reason);
  }
}
