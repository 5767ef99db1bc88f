package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked first when a trace specification is searched changes the time, and no verdict. */
class QuickStepsTest {

  private static final String OPEN = "{\"thing\":0}";

  @TempDir private Path folder;

  private static String put(int box, int slot, int thing) {
    return "{\"box\":%d,\"slot\":%d,\"thing\":%d}".formatted(box, slot, thing);
  }

  private Verdict validate(String spec, String... lines) throws IOException, URISyntaxException {
    return validateWith(spec, spec, lines);
  }

  private Verdict validateWith(String spec, String config, String... lines)
      throws IOException, URISyntaxException {
    return validateWith(Options.DEFAULT, spec, config, lines);
  }

  private Verdict validateWith(Options options, String spec, String config, String... lines)
      throws IOException, URISyntaxException {
    return TraceSpecs.validate(folder, options, spec, config, lines);
  }

  /** There are 10,000,000 ways to put something into each open box. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatOneSymbolRulesOutIsNotTriedWithAllValuesOfTheNext()
      throws IOException, URISyntaxException {
    Verdict verdict =
        validate("ShelfTrace", OPEN, put(1, 20, 1_000), OPEN, OPEN, put(1, 19, 7), put(1, 18, 7));

    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().events()).isEqualTo(6);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatNoStepAllowsIsRejected() throws IOException, URISyntaxException {
    Verdict verdict = validate("ShelfTrace", put(1, 20, 5), OPEN);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":1"));
  }

  @Test
  void aPartThatHeldLastMayBeWithoutValueNow() throws IOException, URISyntaxException {
    String[] lines = {"{\"last\":3}", "{\"last\":5}", "{\"last\":\"none\"}", "{\"last\":7}"};

    assertThat(validate("Fickle", lines)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void aPartThatHeldLastMayBeFalseNow() throws IOException, URISyntaxException {
    assertThat(validate("Fickle", "{\"last\":3}", "{\"last\":2}"))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().property()).contains("Rises"));
  }

  @Test
  void aStepThatIsNoneOfAnotherSpecificationIsNotTakenForOneThatChangesNothingThere()
      throws IOException, URISyntaxException {
    assertThat(validate("SteadyTrace", "{\"last\":1}", "{\"last\":2}"))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("SteadyTrace", "{\"last\":1}", "{\"last\":3}"))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected ->
                assertThat(rejected.rejection().property().orElseThrow())
                    .endsWith("of module Steady"));
  }

  private static String field(int row, int column, int number) {
    return "{\"row\":%d,\"column\":%d,\"number\":%d}".formatted(row, column, number);
  }

  private static String fields(String... fields) {
    return "[" + String.join(",", fields) + "]";
  }

  /** There are 32,000,000 ways to write something. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void anActionThatChangesOnePlaceIsNotTriedWithEachValueWhereAnotherHasChanged()
      throws IOException, URISyntaxException {
    String[] lines = {
      fields(field(1, 1, 7)), fields(field(40, 40, 9)), fields(field(20, 1, 3)),
      fields(field(1, 1, 8)), fields(field(1, 40, 7)), fields(field(39, 2, 1)),
    };

    assertThat(validateWith("Board", "BoardWide", lines)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void anActionThatChangesOnePlaceMayAlsoChangeNothing() throws IOException, URISyntaxException {
    String[] lines = {
      fields(field(2, 3, 5)), fields(field(2, 3, 5)), fields(), fields(field(2, 3, 0)), fields(),
    };

    assertThat(validate("Board", lines)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void anActionThatChangesOnePlaceChangesNoOther() throws IOException, URISyntaxException {
    List<String> twoPlaces =
        List.of(
            fields(field(1, 1, 2), field(1, 2, 2)),
            fields(field(1, 1, 2), field(2, 1, 2)),
            fields(field(3, 3, 1), field(1, 2, 4)));
    for (String two : twoPlaces) {
      assertThat(validate("Board", fields(field(1, 3, 4)), two, fields(field(1, 3, 5))))
          .isInstanceOfSatisfying(
              Verdict.Rejected.class,
              rejected -> assertThat(rejected.rejection().where()).endsWith(":2"));
    }
  }

  private static String sorted(String name, int count) {
    return "{\"name\":\"%s\",\"count\":%d}".formatted(name, count);
  }

  /** Of the 32 lines, the first action is asked for its own three, and for the first other one. */
  @Test
  void theActionThatReadALineOfThisNameIsAskedFirst() throws IOException, URISyntaxException {
    List<String> lines = new ArrayList<>(List.of(sorted("put", 100)));
    for (int i = 1; i <= 29; i++) {
      lines.add(sorted("take", i % 3));
    }
    lines.addAll(List.of(sorted("put", 1), sorted("put", 2)));

    assertThat(validate("Sorted", lines.toArray(String[]::new)))
        .isInstanceOf(Verdict.Conforms.class);
  }

  /** Closing changes what putting leaves as it is, and what else either does is not logged. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatLeavesAsItIsWhatHasChangedIsNotTried() throws IOException, URISyntaxException {
    assertThat(validate("CabinetTrace", "{\"open\":false}")).isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("CabinetTrace", "{\"open\":false}", "{\"open\":true}"))
        .isInstanceOf(Verdict.Rejected.class);
  }

  /** Of several ways to read a line those come first that do something. */
  @ParameterizedTest
  @ValueSource(strings = {"Votes", "VotesOfEach"})
  void theWayThatChangesNothingIsGoneLast(String config) throws IOException, URISyntaxException {
    List<String> lines = new ArrayList<>(Collections.nCopies(30, "{\"name\":\"vote\"}"));
    lines.add("{\"name\":\"decide\"}");

    Verdict verdict = validateWith("Votes", config, lines.toArray(String[]::new));

    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().frontier()).isEqualTo(1);
    assertThat(validateWith("Votes", config, lines.subList(20, 31).toArray(String[]::new)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  /** A search in another order is not told what the one before has set. */
  @Test
  void eachSearchHasTheRegistersOfItsOwn() throws IOException, URISyntaxException {
    List<String> lines = new ArrayList<>(Collections.nCopies(30, "{\"name\":\"vote\"}"));
    lines.add("{\"name\":\"decide\"}");

    assertThat(validate("VotesOnce", lines.toArray(String[]::new)))
        .isInstanceOf(Verdict.Conforms.class);
  }

  /** What stands before may set a register. */
  @ParameterizedTest
  @ValueSource(strings = {"nested", "both", "let"})
  void nothingIsRuledOutByARegisterThatIsSetBeforeItIsRead(String by)
      throws IOException, URISyntaxException {
    String line = "{\"by\":\"%s\",\"sum\":%d}";

    assertThat(validate("Counted", line.formatted(by, 2), line.formatted(by, 5)))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("Counted", line.formatted(by, 2), line.formatted(by, 6)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void theActionThatIsAskedFirstNeedNotBeTheOneThatIsTaken()
      throws IOException, URISyntaxException {
    assertThat(validate("Sorted", sorted("put", 1), sorted("take", 1), sorted("take", 1)))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":3"));
  }

  /** Of a hundred actions that differ in two arguments each line names its own. */
  @Test
  void theActionOfTheNodesInTheLineIsAskedFirst() throws IOException, URISyntaxException {
    List<String> lines = new ArrayList<>();
    int at = 1;
    for (int i = 1; i <= 60; i++) {
      int next = 1 + (7 * at + i) % 10;
      lines.add(move(at, i == 1 ? at : 1 + i * i % 10, (char) ('a' + i % 10), next));
      at = next;
    }

    assertThat(validate("Desks", lines.toArray(String[]::new)))
        .isInstanceOf(Verdict.Conforms.class);
    lines.set(40, move(11, 11, 'a', 1));
    assertThat(validate("Desks", lines.toArray(String[]::new)))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":41"));
  }

  /** A clock of several nodes has a field for each node that was heard of. */
  @Test
  void linesAreAlikeWhateverTheSpecificationDoesNotNameInThem()
      throws IOException, URISyntaxException {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      String clock = ",\"clock\":{\"n%d\":%d,\"m%d\":1}}".formatted(i % 9, i, i);
      lines.add(move(i == 1 ? 1 : 10, 1, 'j', 10).replace("}", clock));
    }

    assertThat(validate("Desks", lines.toArray(String[]::new)))
        .isInstanceOf(Verdict.Conforms.class);
  }

  /** An action is asked first all the same, where what had gone before was wrong. */
  @Test
  void anActionIsNotToBlameForTheStateBefore() throws IOException, URISyntaxException {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      lines.add("{\"node\":%d,\"key\":%d}".formatted(1 + 7 * i % 10, i == 5 ? 4 : 0));
    }

    assertThat(validate("Doors", lines.toArray(String[]::new)))
        .isInstanceOf(Verdict.Conforms.class);
  }

  /**
   * @param by what has nothing to do with it
   */
  private static String move(int from, int by, char to, int at) {
    return "{\"by\":%d,\"from\":%d,\"to\":\"%c\",\"at\":%d}".formatted(by, from, to, at);
  }

  /**
   * The first line can only be read by the action that has many ways to, most of them dead ends.
   */
  @Test
  void anActionWithManyWaysIsNotAskedFirstForThat() throws IOException, URISyntaxException {
    List<String> lines = new ArrayList<>(List.of("{\"name\":\"put\",\"count\":7}"));
    for (int i = 1; i <= 12; i++) {
      lines.add("{\"name\":\"put\",\"count\":0}");
    }

    Verdict verdict = validate("Guess", lines.toArray(String[]::new));

    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().actions()).containsEntry("Exactly", 12L);
  }

  /** TLC counts as many. */
  @Test
  void statesOfOneLineAreToldApart() throws IOException, URISyntaxException {
    String put = "{\"name\":\"put\",\"count\":7}";

    Verdict verdict =
        validateWith(
            Options.DEFAULT.withCountStates(true), "Guess", "Guess", put, put, sorted("take", 1));

    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    assertThat(verdict.stats().states().orElseThrow().size()).isEqualTo(90);
  }

  @ParameterizedTest
  @CsvSource({"Lamp, 3", "LampWhole, 3", "LampLight, 2"})
  void aViewMayTakeStatesOfTwoLinesForOne(String config, int states)
      throws IOException, URISyntaxException {
    Verdict verdict =
        validateWith(
            Options.DEFAULT.withCountStates(true), "Lamp", config, "{\"n\":1}", "{\"n\":2}");

    assertThat(verdict).isInstanceOf(states == 3 ? Verdict.Conforms.class : Verdict.Rejected.class);
    assertThat(verdict.stats().states().orElseThrow().size()).isEqualTo(states);
  }

  /** Each value is told by the one before it: TLC would go back to the first each time. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aFunctionThatIsDefinedByItselfIsWorkedOutAtOnce() throws IOException, URISyntaxException {
    String[] lines = new String[1_000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "{\"n\":%d}".formatted(i + 1);
    }

    assertThat(validate("Mix", lines)).isInstanceOf(Verdict.Conforms.class);
  }

  /** What a way to take the step has given to a variable is not known of the other ways. */
  @ParameterizedTest
  @CsvSource({"1, 0, 0", "0, 2, 0", "0, 0, 3", "2, 0, 1", "0, 1, 1"})
  void allWaysToTakeAStepAreTried(int a, int b, int c) throws IOException, URISyntaxException {
    String end = "{\"slots\":{\"a\":%d,\"b\":%d,\"c\":%d}}".formatted(a, b, c);

    assertThat(validate("Slots", "{}", end)).isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("Slots", "{}", "{\"slots\":{\"a\":1,\"b\":1,\"c\":1}}"))
        .isInstanceOf(Verdict.Rejected.class);
  }

  private static String leap(String by) {
    return "{\"by\":[%s]}".formatted(by);
  }

  /** There are 1,000,000,000 ways to leap. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatAStepWasFoundWithIsTriedFirstElsewhere() throws IOException, URISyntaxException {
    String[] lines = {leap("999999999"), leap("500000000"), leap("3"), leap("400000000")};

    assertThat(validate("Leaps", lines)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void whatAStepWasFoundWithNeedNotBeAllowedElsewhere() throws IOException, URISyntaxException {
    assertThat(validateWith("Leaps", "LeapsFew", leap("7"), leap("4")))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(validateWith("Leaps", "LeapsFew", leap("7"), leap("9")))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().property()).contains("IsLeap"));
  }

  @Test
  void whatAStepWasFoundWithMayMeanSomethingElseElsewhere() throws IOException, URISyntaxException {
    assertThat(validateWith("Leaps", "LeapsNamed", leap("7"), leap(""), leap("5")))
        .isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void whetherSequencesBeginAlikeIsSeenWithoutTheirBeginnings()
      throws IOException, URISyntaxException {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      List<Integer> one = random.ints(random.nextInt(7), 0, 3).boxed().toList();
      List<Integer> other = new ArrayList<>(one.subList(0, random.nextInt(one.size() + 1)));
      random.ints(random.nextInt(4), 0, 3).forEach(other::add);
      lines.add("{\"one\":%s,\"other\":%s}".formatted(one, other));
    }

    assertThat(validate("Alike", lines.toArray(String[]::new)))
        .isInstanceOf(Verdict.Conforms.class);
  }

  /** Asked twice at each of 40 depths, they would have no end. */
  @ParameterizedTest
  @ValueSource(strings = {"DeepEither", "DeepSome", "DeepBeginning"})
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatIsAskedFirstIsNotAskedAgainAtEachDepth(String config)
      throws IOException, URISyntaxException {
    assertThat(validateWith("Deep", config, "{\"x\":1}", "{\"x\":50}", "{\"x\":51}"))
        .isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void whatStaysIsNotComparedWhereTheActionIsTakenAnyway() throws IOException, URISyntaxException {
    assertThat(validateWith("Deep", "DeepCounted", "{\"x\":1}", "{\"x\":\"none\"}", "{\"x\":2}"))
        .isInstanceOf(Verdict.Conforms.class);
  }
}
