package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecException;

class CoverageTest {

  private static final int LIMIT = 100;

  @TempDir private Path folder;

  /** Four states: 0 to 3. */
  private Coverage coverage(int limit, String... traces) throws IOException {
    String module =
        """
        ---- MODULE Lift ----
        EXTENDS Naturals
        VARIABLE x
        Init == x = 0
        Up(k) ==
          \\/ k = 1 /\\ x < 3 /\\ x' = x + 1
          \\/ /\\ k = 2
             /\\ LET by == 2 IN \\E y \\in {x} : y < 2 /\\ x' = y + by
        Down ==
          IF x = 3 THEN x' = 0
          ELSE /\\ x = 2
               /\\ (x' = 1 \\/ x' = 0)
        Next == (\\E k \\in 1..2 : Up(k)) \\/ Down
        ====
        """;
    try (TraceValidator validator = Specs.written(folder, "Lift", module)) {
      validator.recordCoverage();
      for (String trace : traces) {
        assertThat(Specs.validate(validator, trace)).isInstanceOf(Verdict.Conforms.class);
      }
      return validator.coverage(limit);
    }
  }

  private Coverage ofVersion(String guard, String bound, String config) throws IOException {
    Files.writeString(
        folder.resolve("Bounds.tla"), "---- MODULE Bounds ----\nMost == " + bound + "\n====\n");
    String module =
        """
        ---- MODULE Versions ----
        EXTENDS Naturals, Bounds
        VARIABLE x
        Init == x = 0
        Up == %s /\\ x < Most /\\ x' = x + 1
        Next == Up
        ====
        """
            .formatted(guard);
    try (TraceValidator validator = Specs.written(folder, "Versions", module, config)) {
      validator.recordCoverage();
      Specs.validate(validator, Specs.trace(step(1, "Up", "", 1)));
      return validator.coverage(LIMIT);
    }
  }

  @Test
  void whatAnotherVersionOfTheSpecificationReachedIsNotAdded() throws IOException {
    String config = "INIT Init\nNEXT Next\n";
    Coverage first = ofVersion("TRUE", "3", config);
    assertThat(first.with(ofVersion("TRUE", "3", config)).steps()).isEqualTo(2);
    for (Coverage other :
        List.of(
            ofVersion("x # 1", "3", config),
            ofVersion("TRUE", "2", config),
            ofVersion("TRUE", "3", config + "INVARIANT Init\n"))) {
      assertThatThrownBy(() -> first.with(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another version of it");
    }
  }

  /** What is picked is told by a later event, if at all. */
  private Coverage ofPicks(Options options, String... traces) throws IOException {
    String module =
        """
        ---- MODULE Pick ----
        EXTENDS Naturals
        VARIABLE x
        Init == x \\in {0, 5000}
        Pick == \\/ x = 0 /\\ x' = 1
                \\/ x = 0 /\\ x' = 2
                \\/ x = 5000 /\\ x' = 3
        Any == x' \\in 1..1000
        Keep == x' = x
        Tell == \\/ x = 1 /\\ x' = 10
                \\/ x = 50 /\\ x' = 11
        Next == Pick \\/ Any \\/ Keep \\/ Tell
        ====
        """;
    try (TraceValidator validator = Specs.written(folder, "Pick", module)) {
      validator.recordCoverage();
      for (String trace : traces) {
        assertThat(Specs.validate(validator, trace, options)).isInstanceOf(Verdict.Conforms.class);
      }
      Coverage coverage = validator.coverage(0);
      assertThat(validator.coverage(0).branches())
          .as("what is told once is not counted twice")
          .isEqualTo(coverage.branches());
      return coverage;
    }
  }

  private static String picks(String... actions) {
    String[] lines = new String[actions.length];
    for (int n = 1; n <= actions.length; n++) {
      lines[n - 1] =
          "{\"n\":%d,\"at\":1,\"clock\":%d,\"action\":\"%s\",\"args\":[]}"
              .formatted(n, n, actions[n - 1]);
    }
    return Specs.trace(lines);
  }

  @Test
  void whatLiesOnNoBehaviourOfTheWholeTraceIsNotCounted() throws IOException {
    for (Options options : List.of(Options.DEFAULT, Options.DEFAULT.withMaxFrontier(1))) {
      Coverage told = ofPicks(options, picks("Pick", "Keep", "Tell"), picks("Pick", "Tell"));
      assertThat(told.states()).isEqualTo(3);
      assertThat(told.branches())
          .extracting(Coverage.Branch::times)
          .containsExactly(2L, 0L, 0L, 2L, 0L);
      assertThat(told.steps()).isEqualTo(5);
      assertThat(told.mayHaveDeadEnds()).isFalse();
    }
    Coverage open = ofPicks(Options.DEFAULT, picks("Pick"));
    assertThat(open.states()).isEqualTo(5);
    assertThat(open.neverTaken()).noneMatch(line -> line.startsWith("Pick: "));
  }

  @Test
  void whereTooMuchIsOpenForTooLongItIsSaidThatDeadEndsMayBeCounted() throws IOException {
    String[] actions = new String[103];
    Arrays.fill(actions, "Keep");
    actions[0] = "Any";
    actions[102] = "Tell";
    Coverage coverage = ofPicks(Options.DEFAULT, picks(actions));
    assertThat(coverage.mayHaveDeadEnds()).isTrue();
    assertThat(coverage.states()).isBetween(4, 1003);
    assertThat(coverage.with(coverage).mayHaveDeadEnds()).isTrue();
  }

  @Test
  void aSpecificationThatCannotBeExploredIsToldInOneLine() throws IOException {
    String module =
        """
        ---- MODULE Odd ----
        EXTENDS Naturals
        VARIABLE x
        Init == x = 0
        Up == x' = IF x = 2 THEN x + "2" ELSE x + 1
        Next == \\E once \\in {1} : Up
        ====
        """;
    try (TraceValidator validator = Specs.written(folder, "Odd", module)) {
      validator.recordCoverage();
      Specs.validate(validator, Specs.trace(step(1, "Up", "", 1)));
      assertThatThrownBy(() -> validator.coverage(LIMIT))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("Odd.tla")
          .hasMessageContaining("its states cannot be explored: ")
          .hasMessageNotContaining("\n");
      assertThat(validator.coverage(0).steps()).isEqualTo(1);
    }
  }

  @Test
  void stepsWithoutANameReachStatesToo() throws IOException {
    String module =
        """
        ---- MODULE Named ----
        EXTENDS Naturals
        VARIABLE x
        Init == x = 0
        Up == x < 2 /\\ x' = x + 1
        Next == Up \\/ (x = 2 /\\ x' = 7)
        ====
        """;
    try (TraceValidator validator = Specs.written(folder, "Named", module)) {
      validator.recordCoverage();
      assertThat(validator.coverage(LIMIT).reachable()).contains(4);
    }
  }

  private static String step(int n, String action, String arguments, int x) {
    return "{\"n\":%d,\"at\":1,\"clock\":%d,\"action\":\"%s\",\"args\":[%s],\"state\":{\"x\":%d}}"
        .formatted(n, n, action, arguments, x);
  }

  @Test
  void actionsAlternativesAndStatesAreCountedOverAllTraces() throws IOException {
    Coverage coverage =
        coverage(
            LIMIT,
            Specs.trace(step(1, "Up", "1", 1), step(2, "Up", "1", 2), step(3, "Down", "", 1)),
            Specs.trace(step(1, "Up", "1", 1)));
    assertThat(coverage.steps()).isEqualTo(4);
    assertThat(coverage.actions()).isEqualTo(Map.of("Up", 3L, "Down", 1L));
    assertThat(coverage.states()).isEqualTo(3);
    assertThat(coverage.reachable()).contains(4);
    assertThat(coverage.branches())
        .extracting(Coverage.Branch::action, Coverage.Branch::line, Coverage.Branch::times)
        .containsExactly(
            tuple("Down", 10, 0L),
            tuple("Down", 11, 1L),
            tuple("Down", 12, 1L),
            tuple("Down", 12, 0L),
            tuple("Up", 6, 3L),
            tuple("Up", 7, 0L));
    assertThat(coverage.neverTaken())
        .containsExactly(
            "Down: Lift.tla:10 `x' = 0`",
            "Down: Lift.tla:12 `x' = 0`",
            "Up: Lift.tla:7 `/\\ k = 2 /\\ LET by == 2 IN \\E y \\in {x} : y < 2 /\\ x' = y + by`");
  }

  @Test
  void whatIsTakenInsideOfLetAndQuantifiersIsCounted() throws IOException {
    Coverage coverage =
        coverage(
            LIMIT,
            Specs.trace(
                step(1, "Up", "2", 2),
                step(2, "Up", "1", 3),
                step(3, "Down", "", 0),
                step(4, "Up", "2", 2),
                step(5, "Down", "", 0),
                step(6, "Up", "2", 2),
                step(7, "Down", "", 1)));
    assertThat(coverage.neverTaken()).isEmpty();
    assertThat(coverage.states()).isEqualTo(4);
  }

  @Test
  void anActionThatNoTraceTakesIsNamedOnceAndStatesBeyondTheLimitAreNotCounted()
      throws IOException {
    Coverage coverage = coverage(3, Specs.trace(step(1, "Up", "1", 1)));
    assertThat(coverage.neverTaken()).hasSize(2).startsWith("Down");
    assertThat(coverage.reachable()).isEmpty();
  }

  private Coverage ofNested(String... traces) throws IOException {
    Files.writeString(
        folder.resolve("Gate.tla"),
        """
        ---- MODULE Gate ----
        EXTENDS Naturals
        VARIABLE y
        Turn(k) ==
          \\/ k = 1 /\\ y' = y + 1
          \\/ k = 2 /\\ y' = 0
        ====
        """);
    String module =
        """
        ---- MODULE Yard ----
        EXTENDS Naturals
        VARIABLE x
        G == INSTANCE Gate WITH y <- x
        Init == x = 0
        Up == x < 3 /\\ x' = x + 1
        Reset == x' = 0
        Move == Up \\/ Reset
        Next == Move \\/ \\E k \\in 1..2 : G!Turn(k)
        ====
        """;
    try (TraceValidator validator = Specs.written(folder, "Yard", module)) {
      validator.recordCoverage();
      for (String trace : traces) {
        assertThat(Specs.validate(validator, trace)).isInstanceOf(Verdict.Conforms.class);
      }
      return validator.coverage(0);
    }
  }

  @Test
  void alternativesInAModuleThatIsInstantiatedAreCountedWhereTheyStand() throws IOException {
    Coverage coverage = ofNested(Specs.trace(step(1, "G!Turn", "1", 1), step(2, "G!Turn", "1", 2)));
    assertThat(coverage.branches())
        .filteredOn(branch -> branch.module().equals("Gate"))
        .extracting(Coverage.Branch::action, Coverage.Branch::line, Coverage.Branch::times)
        .containsExactly(tuple("G!Turn", 5, 2L), tuple("G!Turn", 6, 0L));
    assertThat(coverage.neverTaken())
        .containsExactly("Reset", "Up", "G!Turn: Gate.tla:6 `k = 2 /\\ y' = 0`");
  }

  @Test
  void anActionThatOnlyChoosesCountsForThoseThatItCanHaveChosen() throws IOException {
    Coverage moved = ofNested(Specs.trace(step(1, "Move", "", 1), step(2, "Up", "", 2)));
    assertThat(moved.actions()).isEqualTo(Map.of("G!Turn", 0L, "Reset", 0L, "Up", 2L));
    assertThat(moved.steps()).isEqualTo(2);
    assertThat(moved.with(ofNested(Specs.trace(step(1, "Up", "", 1)))).actions())
        .as("those who call it and those who do not are of one specification")
        .containsEntry("Up", 3L);
  }

  @Test
  void whatTwoDefinitionsOfOneNameSayIsCountedApart() throws IOException {
    Files.writeString(
        folder.resolve("Inner.tla"),
        """
        ---- MODULE Inner ----
        EXTENDS Naturals
        VARIABLE y
        Up == y < 9 /\\ (y' = y + 1 \\/ y' = y + 3)
        Next == Up
        ====
        """);
    String module =
        """
        ---- MODULE Outer ----
        EXTENDS Naturals
        VARIABLE x
        I == INSTANCE Inner WITH y <- x
        Init == x = 0
        Up == x = 0 /\\ (x' = x + 1 \\/ x' = x + 2)
        Next == Up \\/ I!Next
        ====
        """;
    try (TraceValidator validator = Specs.written(folder, "Outer", module)) {
      validator.recordCoverage();
      Specs.validate(validator, Specs.trace(step(1, "Up", "", 2), step(2, "Up", "", 5)));
      assertThat(validator.coverage(0).branches())
          .extracting(Coverage.Branch::module, Coverage.Branch::text, Coverage.Branch::times)
          .containsExactly(
              tuple("Outer", "x' = x + 1", 0L),
              tuple("Outer", "x' = x + 2", 1L),
              tuple("Inner", "y' = y + 1", 0L),
              tuple("Inner", "y' = y + 3", 1L));
    }
  }
}
