package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** What logs of another format reach of a specification: their lines name none of its actions. */
class BoundCoverageTest {

  private static final String GATE =
      """
      ---- MODULE Gate ----
      EXTENDS Naturals
      VARIABLES open, cars
      Init == open = FALSE /\\ cars = 0
      Open == ~open /\\ open' = TRUE /\\ UNCHANGED cars
      Close == open /\\ open' = FALSE /\\ UNCHANGED cars
      Pass(k) == /\\ open /\\ UNCHANGED open
                 /\\ \\/ k = 1 /\\ cars < 2 /\\ cars' = cars + 1
                    \\/ k = 2 /\\ cars < 1 /\\ cars' = cars + 2
      Reset == cars # 0 /\\ cars' = 0 /\\ open' = FALSE
      Move == Open \\/ Close
      Next == Move \\/ (\\E k \\in 1..2 : Pass(k)) \\/ Reset %s
      ====
      """;

  private static final String LOG =
      """
      ---- MODULE GateLog ----
      EXTENDS Gate
      VARIABLE lines
      Begin == Init /\\ lines = 0
      Count == lines' = lines + 1
      Event_Reset(e) == Open /\\ Count
      Event_car(e) == cars' = cars + 1 /\\ UNCHANGED open /\\ Count
      Event_hurry(e) == (Open \\cdot Pass(2) \\cdot Close) /\\ Count
      Event_full(e) == UNCHANGED <<open, cars>> /\\ cars = 2 /\\ Count
      Event_tick(e) == UNCHANGED <<open, cars>> /\\ Count
      ====
      """;

  private static final String TANK =
      """
      ---- MODULE Tank ----
      EXTENDS Naturals
      VARIABLES level, valve, day
      Init == level = 0 /\\ valve \\in 1..2 /\\ day = 1
      Fill == \\/ level < 3 /\\ level' = level + 1 /\\ UNCHANGED valve
              \\/ level = 3 /\\ UNCHANGED <<level, valve>>
      Empty == level' = 0 /\\ valve' = 1
      Turn == valve' \\in 1..2 /\\ UNCHANGED level
      Next == (Fill \\/ Empty \\/ Turn) /\\ UNCHANGED day
      Second == valve = 2
      Shut == [][level' = 0 => valve = 1]_<<level, valve>>
      ====
      """;

  private static final String TANK_LOG =
      """
      ---- MODULE TankLog ----
      EXTENDS Tank
      Day == UNCHANGED day
      Event_fill(e) == Fill /\\ Day
      Event_two(e) == (Fill /\\ Day) \\cdot (Fill /\\ Day)
      Event_empty(e) == level = 1 /\\ Empty /\\ Day
      Event_turn(e) == Turn /\\ Day
      Event_perhaps(e) == (Empty /\\ Day) \\/ UNCHANGED <<level, valve, day>>
      ====
      """;

  @TempDir private Path folder;

  private Coverage coverage(int limit, String more, String... events) throws IOException {
    return coverage(Options.DEFAULT, limit, more, events);
  }

  private Coverage coverage(Options options, int limit, String more, String... events)
      throws IOException {
    Path spec = Files.writeString(folder.resolve("Gate.tla"), GATE.formatted(more));
    Path config = Files.writeString(folder.resolve("Gate.cfg"), "INIT Begin NEXT Next");
    Path binding = Files.writeString(folder.resolve("GateLog.tla"), LOG);
    StringBuilder log = new StringBuilder();
    for (String event : events) {
      log.append("{\"event\":\"").append(event).append("\"}\n");
    }
    try (TraceValidator validator =
        TraceValidator.bound(SpecLibrary.beside(spec), spec, config, binding, Map.of())) {
      validator.recordCoverage();
      byte[] text = log.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(validator.validate(new ByteArrayInputStream(text), "log", options))
          .isInstanceOf(Verdict.Conforms.class);
      return validator.coverage(limit);
    }
  }

  private Coverage ofTank(
      Options options, String more, Class<? extends Verdict> expected, String... events)
      throws IOException {
    Path spec = Files.writeString(folder.resolve("Tank.tla"), TANK);
    Path config = Files.writeString(folder.resolve("Tank.cfg"), "INIT Init NEXT Next " + more);
    Path binding = Files.writeString(folder.resolve("TankLog.tla"), TANK_LOG);
    String log =
        Stream.of(events).map("{\"event\":\"%s\"}\n"::formatted).collect(Collectors.joining());
    try (TraceValidator validator =
        TraceValidator.bound(SpecLibrary.beside(spec), spec, config, binding, Map.of())) {
      validator.recordCoverage();
      byte[] text = log.getBytes(StandardCharsets.UTF_8);
      assertThat(validator.validate(new ByteArrayInputStream(text), "log", options))
          .isInstanceOf(expected);
      return validator.coverage(100);
    }
  }

  @Test
  void whichActionAStepWasIsFoundOut() throws IOException {
    // The name of an event that is an action's, and what it means, are different things.
    Coverage coverage = coverage(100, "", "Reset", "car", "tick", "tick", "car");
    assertThat(coverage.actions())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("Open", 1L, "Pass", 2L, "Close", 0L, "Reset", 0L));
    assertThat(coverage.steps()).isEqualTo(3);
    assertThat(coverage.branches()).extracting(Coverage.Branch::times).containsExactly(2L, 0L);
    assertThat(coverage.neverTaken())
        .containsExactly(
            "Close", "Reset", "Pass: Gate.tla:9 `k = 2 /\\ cars < 1 /\\ cars' = cars + 2`");
  }

  @Test
  void statesAreToldApartAsTheSpecificationDoes() throws IOException {
    Coverage coverage = coverage(100, "", "Reset", "tick", "tick", "car");
    assertThat(coverage.states()).isEqualTo(3);
    assertThat(coverage.reachable()).contains(6);
  }

  @Test
  void eachPartOfACompositionIsCounted() throws IOException {
    Coverage coverage = coverage(100, "", "hurry");
    assertThat(coverage.actions()).containsEntry("Open", 1L).containsEntry("Close", 1L);
    assertThat(coverage.branches()).extracting(Coverage.Branch::times).containsExactly(0L, 1L);
    assertThat(coverage.states()).isEqualTo(4);
  }

  @Test
  void whatCannotBeToldIsNotNeverTaken() throws IOException {
    Coverage coverage = coverage(0, "\\/ \\E k \\in Nat : k < 0 /\\ Pass(k)", "Reset", "car");
    assertThat(coverage.untold()).containsExactly("Pass");
    assertThat(coverage.neverTaken()).containsExactly("Close", "Reset");
  }

  @Test
  void stepsThatWereNotLoggedAreCountedToo() throws IOException {
    Options options = Options.DEFAULT.withSilent(List.of("Pass", "Move"), 2);
    Coverage coverage = coverage(options, 100, "", "Reset", "Reset");
    assertThat(coverage.actions()).containsEntry("Open", 2L).containsEntry("Close", 1L);
    assertThat(coverage.steps()).isEqualTo(2);
    assertThat(coverage.states()).isEqualTo(2);

    Coverage passing = coverage(options.withSilent(List.of("Pass"), 1), 100, "", "Reset", "car");
    assertThat(passing.actions()).containsEntry("Pass", 1L);

    Coverage twice = coverage(options.withSilent(List.of("Pass"), 1), 100, "", "Reset", "full");
    assertThat(twice.actions()).containsEntry("Pass", 1L);
    assertThat(twice.branches()).extracting(Coverage.Branch::times).containsExactly(0L, 1L);
    assertThat(twice.states()).isEqualTo(3);
  }

  @Test
  void whatChangesNothingCountsForTheActionThatMayDoSo() throws IOException {
    Coverage coverage =
        ofTank(Options.DEFAULT, "", Verdict.Conforms.class, "fill", "fill", "fill", "fill");
    assertThat(coverage.actions()).containsEntry("Fill", 4L);
    // All four leave the valve alone, and the last is a Turn that leaves it where it is, too.
    assertThat(coverage.actions()).containsEntry("Turn", 1L);
    assertThat(coverage.steps()).isEqualTo(4);
  }

  @Test
  void alternativesCountWhereTheRestOfTheStepIsSaidBesideTheActions() throws IOException {
    Coverage coverage =
        ofTank(Options.DEFAULT, "", Verdict.Conforms.class, "fill", "fill", "fill", "fill");
    assertThat(coverage.branches()).extracting(Coverage.Branch::times).containsExactly(3L, 1L);
    assertThat(coverage.neverTaken()).containsExactly("Empty");
  }

  @Test
  void anActionThatIsTwoPartsOfACompositionIsTakenTwice() throws IOException {
    Coverage coverage = ofTank(Options.DEFAULT, "", Verdict.Conforms.class, "two");
    assertThat(coverage.actions()).containsEntry("Fill", 2L);
    assertThat(coverage.steps()).isEqualTo(2);
  }

  @Test
  void whatWasAcceptedBeforeASearchEndedIsCounted() throws IOException {
    Options options = Options.DEFAULT.withMaxFrontier(1);
    Coverage coverage =
        ofTank(options, "", Verdict.Rejected.class, "turn", "fill", "fill", "empty");
    assertThat(coverage.actions()).containsEntry("Turn", 1L).containsEntry("Fill", 2L);
    assertThat(coverage.states()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aStepOnWhichAPropertyFailsIsNotCountedThoughAnotherLeadsToTheSameState() throws IOException {
    Coverage coverage =
        ofTank(Options.DEFAULT, "PROPERTY Shut", Verdict.Conforms.class, "fill", "empty");
    assertThat(coverage.states()).isEqualTo(2); // Where the valve is 2 from the start is no way.
  }

  @Test
  void aStepOnWhichAPropertyFailsIsNoneThatChangedAnything() throws IOException {
    Coverage coverage =
        ofTank(
            Options.DEFAULT, "INVARIANT Second PROPERTY Shut", Verdict.Undecided.class, "perhaps");
    assertThat(coverage.states()).isEqualTo(1);
  }
}
