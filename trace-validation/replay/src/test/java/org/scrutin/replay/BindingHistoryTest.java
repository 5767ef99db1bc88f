package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** Bindings with variables of their own, which remember what lines have said. */
class BindingHistoryTest {

  private static final String METER =
      """
      ---- MODULE Meter ----
      EXTENDS Naturals, TLC
      VARIABLE x
      Init == x = 0
      Inc == x' = x + 1 /\\ Assert(x' < 100, "too much")
      Back == x > 0 /\\ x' = x - 1
      Leave == x = 0 /\\ x' = "left" /\\ PrintT("bye")
      Twice == Inc \\cdot Inc
      Far == \\E i \\in Nat : x' = i /\\ i > 100
      Next == %s
      ====
      """;

  private static final String BOUND =
      """
      ---- MODULE Bound ----
      EXTENDS Meter
      VARIABLES n, f
      Begin == Init /\\ n = 1 /\\ f = [i \\in 1..2 |-> 0]
      Counted == n' = n + 1 /\\ UNCHANGED f
      Event_inc(e) == Inc /\\ Counted
      Event_beat(e) == UNCHANGED x /\\ "n" \\in DOMAIN e /\\ e.n = n /\\ Counted
      Event_maybe(e) == (Inc \\/ UNCHANGED x) /\\ Counted
      Event_jump(e) == x' = x + 5 /\\ Counted
      Event_leave(e) == x' = "left" /\\ Counted
      Event_at(e) == UNCHANGED x /\\ x = e.x /\\ Counted
      Event_both(e) == (Inc \\cdot Inc) /\\ Counted
      Event_leap(e) == (Inc \\cdot (x' = x + 5)) /\\ Counted
      Event_mix(e) ==
        /\\ Inc /\\ UNCHANGED n
        /\\ LET g[i \\in 1..2] == IF i = 1 THEN (f[1] + f[2]) %% 7 ELSE (g[1] + f[1] + 1) %% 5
           IN f' = g
      Event_mixed(e) == UNCHANGED <<x, n, f>> /\\ f[1] < 7
      ====
      """;

  @TempDir private Path folder;

  private Verdict validate(String next, Options options, List<String> lines) throws IOException {
    return validate("Begin", next, options, lines);
  }

  private Verdict validate(String init, String next, Options options, List<String> lines)
      throws IOException {
    Path spec = Files.writeString(folder.resolve("Meter.tla"), METER.formatted(next));
    Path binding = Files.writeString(folder.resolve("Bound.tla"), BOUND.formatted());
    Path config = folder.resolve("Bound.cfg");
    Files.writeString(config, "INIT " + init + " NEXT Next");
    byte[] log = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    try (TraceValidator validator =
        TraceValidator.bound(SpecLibrary.beside(spec), spec, config, binding, Map.of())) {
      return validator.validate(new ByteArrayInputStream(log), "run.log", options);
    }
  }

  private static String line(String name) {
    return "{\"name\":\"%s\"}".formatted(name);
  }

  private static String beat(int n) {
    return "{\"name\":\"beat\",\"n\":%d}".formatted(n);
  }

  /** The specification may say anything beside, such as Assert, and need not allow to stutter. */
  @ParameterizedTest
  @CsvSource({
    "inc beat, Conforms",
    "inc beat2 inc, Conforms",
    "inc beat1, Rejected",
    "beat1 inc beat3 beat3, Rejected",
    "inc jump, Rejected",
    "inc both beat3, Conforms",
    "inc leap, Rejected",
    "leave, Conforms",
    "beat1 beat2, Undecided",
  })
  void whatTheSpecificationDoesNotSpeakOfItDoesNotForbid(String names, String verdict)
      throws IOException {
    List<String> lines =
        List.of(names.replace("beat ", "beat2 ").replaceAll("beat$", "beat2").split(" ")).stream()
            .map(
                name ->
                    name.startsWith("beat")
                        ? beat(Integer.parseInt(name.substring(4)))
                        : line(name))
            .toList();
    assertThat(validate("Inc \\/ Leave", Options.DEFAULT, lines).getClass().getSimpleName())
        .isEqualTo(verdict);
  }

  /** That one way moved, and was a dead end, is nothing that the log has shown. */
  @ParameterizedTest
  @CsvSource({"0, Undecided", "1, Conforms"})
  void onlyWaysThatLeadToTheEndHaveMoved(int x, String verdict) throws IOException {
    List<String> lines = List.of(line("maybe"), "{\"name\":\"at\",\"x\":%d}".formatted(x));
    Options silent = Options.DEFAULT.withSilent(List.of("Leave"), 1);
    for (Options options : List.of(Options.DEFAULT, silent)) {
      assertThat(validate("Inc \\/ Leave", options, lines).getClass().getSimpleName())
          .isEqualTo(verdict);
    }
  }

  @Test
  void aSilentStepLeavesThemAsTheyAre() throws IOException {
    List<String> lines = List.of(line("inc"), "{\"name\":\"at\",\"x\":0}", beat(3));

    assertThat(validate("Inc \\/ Back", Options.DEFAULT.withSilent(List.of("Back"), 1), lines))
        .isInstanceOf(Verdict.Conforms.class);
  }

  /** Each value is told by the one before it: TLC would go back to the first each time. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aFunctionThatIsDefinedByItselfIsWorkedOutAtOnce() throws IOException {
    List<String> lines = new ArrayList<>(Collections.nCopies(60, line("mix")));
    lines.add(line("mixed"));

    assertThat(validate("Inc", Options.DEFAULT, lines)).isInstanceOf(Verdict.Conforms.class);
  }

  /** A composition of the relation itself has states between that need not be steps of it. */
  @ParameterizedTest
  @CsvSource({"both, Undecided", "jump, Undecided"})
  void aRelationThatIsComposedAndCannotBeEvaluatedLeavesItUndecided(String name, String verdict)
      throws IOException {
    assertThat(
            validate("Twice \\/ Far", Options.DEFAULT, List.of(line(name)))
                .getClass()
                .getSimpleName())
        .isEqualTo(verdict);
  }

  /** What events mean is said by the binding, and needs no names of actions. */
  @ParameterizedTest
  @CsvSource({"jump, Conforms", "inc, Rejected"})
  void aRelationWithoutNamedActionsWillDo(String name, String verdict) throws IOException {
    String next = "x < 50 /\\ x' = x + 5";

    assertThat(validate(next, Options.DEFAULT, List.of(line(name))).getClass().getSimpleName())
        .isEqualTo(verdict);
  }

  @Test
  void theyMustHaveFirstValues() {
    assertThatThrownBy(() -> validate("Init", "Inc", Options.DEFAULT, List.of(line("inc"))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Meter.tla:4: the initial predicate gives f no value");
  }
}
