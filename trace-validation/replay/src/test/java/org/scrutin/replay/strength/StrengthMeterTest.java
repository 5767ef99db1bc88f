package org.scrutin.replay.strength;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceValidator;

class StrengthMeterTest {

  private static final String HEADER =
      "{\"scrutin\":1,\"spec\":\"Weak\",\"config\":\"Weak.cfg\",\"constants\":{}}";

  @TempDir private Path folder;

  /** Adds to x what its first argument says, and reads the second nowhere. */
  private Strength measure(String state, int samples) throws IOException {
    return measure(state, samples, 100, trace -> String.join("\n", trace) + "\n");
  }

  private Strength measure(
      String state, int samples, int events, Function<List<String>, String> text)
      throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("Weak.tla"),
            """
            ---- MODULE Weak ----
            EXTENDS Naturals
            VARIABLE x
            Init == x = 0
            Add(a, b) == x' = x + a
            Rest == x > 0 /\\ UNCHANGED x
            Next == (\\E a \\in 1..9, b \\in 0..99 : Add(a, b)) \\/ Rest
            ====
            """);
    Path config = Files.writeString(folder.resolve("Weak.cfg"), "INIT Init\nNEXT Next\n");
    List<String> trace = new ArrayList<>(List.of(HEADER));
    int x = 0;
    for (int n = 1; n <= 20; n++) {
      int a = 1 + n % 5;
      x += a;
      trace.add(
          "{\"n\":%d,\"at\":1,\"clock\":%d,\"action\":\"Add\",\"args\":[%d,%d]%s}"
              .formatted(n, n, a, 40 + n, state.formatted(x)));
    }
    try (TraceValidator validator =
        TraceValidator.of(SpecLibrary.of(folder), spec, config, JsonObject.EMPTY)) {
      StrengthMeter meter = new StrengthMeter(Options.DEFAULT, samples, events, 1);
      byte[] bytes = text.apply(trace).getBytes(StandardCharsets.UTF_8);
      meter.measure(validator, bytes, "run.ndjson");
      return meter.strength();
    }
  }

  @Test
  void aFieldThatNoConjunctReadsIsNamed() throws IOException {
    Strength strength = measure(",\"state\":{\"x\":%d}", 10);
    assertThat(strength.unread()).containsExactly("/args/1");
    assertThat(strength.cells())
        .extracting(Strength.Cell::damage, Strength.Cell::field, Strength.Cell::share)
        .contains(
            tuple("alter", "/args/0", 1.0),
            tuple("alter", "/args/1", 0.0),
            tuple("alter", "/state/x", 1.0));
    assertThat(strength.total("drop").share()).isEqualTo(1.0);
    assertThat(strength.total("double").share()).isEqualTo(1.0);
    assertThat(strength.ofAction("Add").missed()).contains("run.ndjson: event ", " in /args/1");
  }

  @Test
  void aTraceThatLogsNoStateIsSeenToBeWeak() throws IOException {
    Strength strength = measure("", 10);
    assertThat(strength.total("drop").noticed()).isZero();
    assertThat(strength.total("swap").noticed()).isZero();
    assertThat(strength.total().share()).isLessThan(0.5);
  }

  @Test
  void theSameSeedGivesTheSameDamages() throws IOException {
    assertThat(measure("", 3)).isEqualTo(measure("", 3));
  }

  @Test
  void aTraceThatDoesNotConformShowsNothing() {
    assertThatThrownBy(() -> measure(",\"state\":{\"x\":7}", 1))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining(
            "run.ndjson: it does not conform as it is (run.ndjson:2: event 1, Add");
  }

  @Test
  void whatIsNoConformingTraceAsItStandsShowsNothing() {
    assertThatThrownBy(() -> measure("", 1, 100, trace -> with(trace, 3, "{\"note\":\"dropped\"}")))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("it does not conform as it is (steps are missing at run.ndjson:4");
    assertThatThrownBy(
            () ->
                measure(
                    "", 1, 100, trace -> String.join("\n", trace).replace("\"n\":5", "\"n\":7")))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("event 7 stands where event 5 is due");
  }

  private static String with(List<String> trace, int at, String line) {
    List<String> lines = new ArrayList<>(trace);
    lines.add(at, line);
    return String.join("\n", lines) + "\n";
  }

  @Test
  void linesEndWhereReplayEndsThemAndOneThatIsCutOffIsLeftOut() throws IOException {
    Strength strength =
        measure(
            "",
            2,
            100,
            trace ->
                String.join("\n", trace).replace(",\"clock\"", ",\r\"clock\"") + "\n{\"n\":21,\"a");
    assertThat(strength).isEqualTo(measure("", 2));
  }

  @Test
  void aFieldThatTheFormatDoesNotHaveIsDamagedAndNamed() throws IOException {
    Strength strength = measure(",\"stat\":{\"x\":%d},\"more\":{}", 10);
    assertThat(strength.unread()).contains("/more", "/stat/x");
    assertThat(strength.cells())
        .extracting(Strength.Cell::damage, Strength.Cell::field, Strength.Cell::share)
        .contains(tuple("alter", "/stat/x", 0.0), tuple("alter", "/more", 0.0));
  }

  @Test
  void aKindOfEventThatComesTooLateIsNamed() throws IOException {
    String rest = "{\"n\":21,\"at\":1,\"clock\":21,\"action\":\"Rest\",\"args\":[]}";
    assertThat(measure("", 1, 20, trace -> with(trace, 21, rest)).unmeasured())
        .isEqualTo(Map.of("Rest", 21));
    Strength strength = measure("", 1, 21, trace -> with(trace, 21, rest));
    assertThat(strength.unmeasured()).isEmpty();
    assertThat(strength.actions()).containsExactly("Add", "Rest");
  }

  @Test
  void theLogOfABindingIsDamagedToo() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("Sum.tla"),
            """
            ---- MODULE Sum ----
            EXTENDS Naturals
            VARIABLE x
            Init == x = 0
            Add(a) == x' = x + a
            Next == \\E a \\in 1..9 : Add(a)
            ====
            """);
    Path config = Files.writeString(folder.resolve("Sum.cfg"), "INIT Init\nNEXT Next\n");
    Path binding =
        Files.writeString(
            folder.resolve("SumLog.tla"),
            """
            ---- MODULE SumLog ----
            EXTENDS Sum
            IsEvent(e) == e.tag = "trace"
            EventName(e) == e.event.name
            Event_more(e) == Add(e.event.by) /\\ x' = e.event.sum
            ====
            """);
    List<String> log = new ArrayList<>();
    for (int n = 1; n <= 10; n++) {
      log.add(
          "{\"time\":%d,\"name\":\"log\",\"tag\":\"trace\",\"event\":{\"name\":\"more\",\"nid\":1,\"by\":2,\"sum\":%d}}"
              .formatted(100 + n, 2 * n));
    }
    StrengthMeter meter = new StrengthMeter(Options.DEFAULT, 5, 100, 1);
    try (TraceValidator validator =
        TraceValidator.bound(SpecLibrary.of(folder), spec, config, binding, Map.of())) {
      byte[] bytes = String.join("\n", log).getBytes(StandardCharsets.UTF_8);
      assertThat(meter.measureBound(validator, bytes, "run.ndjson"))
          .containsExactlyInAnyOrder("event.nid", "name", "time");
    }
    assertThat(meter.strength().actions()).containsExactly("more");
    assertThat(meter.strength().cells())
        .extracting(Strength.Cell::damage, Strength.Cell::field, Strength.Cell::share)
        .contains(
            tuple("alter", "/event/by", 1.0),
            tuple("alter", "/event/sum", 1.0),
            tuple("alter", "/event/name", 1.0),
            tuple("drop", "", 1.0),
            tuple("swap", "", 1.0))
        .doesNotContain(tuple("alter", "/time", 0.0), tuple("alter", "/name", 0.0));
    assertThat(meter.strength().cells())
        .as("a line that is no event any more is a dropped one")
        .extracting(Strength.Cell::field)
        .doesNotContain("/tag");
  }
}
