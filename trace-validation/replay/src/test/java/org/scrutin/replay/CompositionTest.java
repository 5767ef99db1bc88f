package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** Events that are several steps of the specification: each of them is held to it. */
class CompositionTest {

  private static final String SPEC =
      """
      ---- MODULE Count ----
      EXTENDS Naturals
      VARIABLE x
      Init == x = 0
      Inc == x < 9 /\\ x' = x + 1
      Jump == x = 1 /\\ x' = 5
      Next == Inc \\/ Jump
      NotOne == x # 1
      NotTwo == x # 2
      FromOne == [][x # 1]_x
      FromTwo == [][x # 2]_x
      Small == [][x' <= x + 4]_x
      ByOne == [][x' = x + 1]_x
      ====
      """;

  private static final String BINDING =
      """
      ---- MODULE CountLog ----
      EXTENDS Count
      Event_two(e) == Inc \\cdot Inc
      Event_three(e) == (Inc \\cdot Inc) \\cdot Inc
      Event_threeRight(e) == Inc \\cdot (Inc \\cdot Inc)
      Event_five(e) == Next \\cdot Next /\\ x' = 5
      Event_either(e) == \\/ (Inc \\cdot Inc) /\\ e.two
                         \\/ x' = x + 2 /\\ ~e.two
      Event_after(e) == ((Inc \\cdot Next) \\cdot (x = 2 /\\ x' = 5))
      Event_toSix(e) ==
        /\\ \\/ ((Inc \\cdot Inc) \\cdot Inc) \\cdot ((Inc \\cdot Inc) \\cdot Inc)
           \\/ (Inc \\cdot Jump) \\cdot Inc
        /\\ x' = 6
      RECURSIVE Many(_)
      Many(k) == IF k = 0 THEN UNCHANGED x
                 ELSE Many(k - 1) \\cdot (\\E i \\in 1..2 : x' = (x + i) % 3)
      Event_many(e) == Many(40)
      ====
      """;

  @TempDir private Path folder;

  private Verdict validate(String next, String asked, String line) throws IOException {
    String name = SPEC.replace("Next == Inc \\/ Jump", "Next == " + next);
    Path spec = Files.writeString(folder.resolve("Count.tla"), name);
    Path binding = Files.writeString(folder.resolve("CountLog.tla"), BINDING);
    Path config = Files.writeString(folder.resolve("C.cfg"), "INIT Init NEXT Next\n" + asked);
    try (TraceValidator validator =
        TraceValidator.bound(SpecLibrary.beside(spec), spec, config, binding, Map.of())) {
      byte[] log = (line + "\n").getBytes(StandardCharsets.UTF_8);
      return validator.validate(new ByteArrayInputStream(log), "run.log", Options.DEFAULT);
    }
  }

  private static String event(String name) {
    return "{\"name\":\"%s\",\"two\":false}".formatted(name);
  }

  /** What is asked of states and steps is asked of those within an event, and of no others. */
  @ParameterizedTest
  @CsvSource({
    "two, INVARIANT NotOne, false",
    "two, INVARIANT NotTwo, false",
    "three, INVARIANT NotTwo, false",
    "threeRight, INVARIANT NotTwo, false",
    "two, PROPERTY FromOne, false",
    "two, PROPERTY FromTwo, true",
    "three, PROPERTY FromTwo, false",
    "threeRight, PROPERTY FromTwo, false",
    "threeRight, PROPERTY ByOne, true",
    "three, PROPERTY ByOne, true",
    "five, PROPERTY Small, true",
    "five, PROPERTY ByOne, false",
  })
  void propertiesAreAskedOfEachPart(String name, String asked, boolean conforms)
      throws IOException {
    Verdict verdict = validate("Inc \\/ Jump", asked, event(name));
    if (conforms) {
      assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    } else {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Rejected.class,
              rejected ->
                  assertThat(rejected.rejection().property())
                      .contains(asked.substring(asked.indexOf(' ') + 1)));
    }
  }

  /** One way to 6 has all that is asked, whichever is found first. */
  @ParameterizedTest
  @CsvSource({
    "INVARIANT NotTwo, true",
    "PROPERTY ByOne, true",
    "INVARIANT NotOne, false",
  })
  void ofSeveralWaysToAStateOneIsEnough(String asked, boolean conforms) throws IOException {
    Verdict verdict = validate("Inc \\/ Jump", asked, event("toSix"));
    assertThat(verdict instanceof Verdict.Conforms).isEqualTo(conforms);
  }

  /** That another part of the event's meaning leads to the same state is no excuse. */
  @ParameterizedTest
  @CsvSource({"either", "after"})
  void aPartThatIsNoStepIsRejectedAlsoWhereStepsLeadToTheSameState(String name) throws IOException {
    assertThat(validate("Inc \\/ Jump", "", event(name))).isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void equalStatesWithinAnEventAreMerged() throws IOException {
    String next = "\\E i \\in 1..2 : x' = (x + i) % 3";
    assertThat(validate(next, "", event("many"))).isInstanceOf(Verdict.Conforms.class);
    assertThat(validate(next, "INVARIANT NotOne", event("many")))
        .isInstanceOf(Verdict.Conforms.class);
  }
}
