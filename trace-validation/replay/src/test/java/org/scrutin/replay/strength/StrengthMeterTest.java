package org.scrutin.replay.strength;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    Path spec =
        Files.writeString(
            folder.resolve("Weak.tla"),
            """
            ---- MODULE Weak ----
            EXTENDS Naturals
            VARIABLE x
            Init == x = 0
            Add(a, b) == x' = x + a
            Next == \\E a \\in 1..9, b \\in 0..99 : Add(a, b)
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
      StrengthMeter meter = new StrengthMeter(Options.DEFAULT, samples, 100, 1);
      meter.measure(validator, trace, "run.ndjson");
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
      assertThat(meter.measureBound(validator, log, "run.ndjson"))
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
