package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scrutin.replay.Specs.conforms;
import static org.scrutin.replay.Specs.rejection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What conforms, what is rejected, and what is undecided. */
class ReplayTest {

  private static final String ASK = event(1, 1, "Ask", "[1,\"plain\"]", "{\"wish\":\"plain\"}");
  private static final String ACCEPT =
      event(2, 1, "Accept", "[{\"nth\":0,\"from\":1,\"kind\":\"plain\"}]", "{\"holder\":null}");
  private static final String LEND =
      event(3, 1, "Lend", "[]", "{\"holder\":1,\"past\":[\"plain\"]}");

  private static TraceValidator lending;
  private static TraceValidator shapes;

  @BeforeAll
  static void load() {
    lending = Specs.lending();
    shapes = shapes(Map.of());
  }

  private static TraceValidator shapes(Map<String, ?> constants) {
    Path folder = Specs.folder();
    return Specs.of(folder.resolve("Shapes.tla"), folder.resolve("Shapes.cfg"), constants);
  }

  @AfterAll
  static void close() {
    lending.close();
    shapes.close();
  }

  private static String event(int n, Object at, String action, String args, String state) {
    return "{\"n\":%d,\"at\":%s,\"clock\":1,\"action\":\"%s\",\"args\":%s,\"state\":%s}"
        .formatted(n, at, action, args, state);
  }

  private static String step(int n, String action, String args, String state) {
    return event(n, "\"p1\"", action, args, state);
  }

  private static Verdict of(TraceValidator validator, String... lines) {
    return Specs.validate(validator, Specs.trace(lines), Options.DEFAULT.withCountStates(true));
  }

  @Test
  void aRunOfTheSpecificationConforms() {
    Verdict verdict = of(lending, ASK, "{\"note\":\"pause\",\"at\":1}", ACCEPT, LEND);

    conforms(verdict);
    assertThat(verdict.stats().events()).isEqualTo(3);
    assertThat(verdict.stats().notes()).isEqualTo(1);
    assertThat(verdict.stats().frontier()).isEqualTo(1);
    assertThat(verdict.stats().distinctStates()).contains(4);
    assertThat(verdict.stats().checked()).containsExactly("TypeOK", "NeverTwoBack");
    assertThat(verdict.stats().unchecked()).isEmpty();
    assertThat(verdict.stats().dropped()).isEmpty();
    assertThat(verdict.stats().actions())
        .containsExactly(
            Map.entry("Accept", 1L),
            Map.entry("Ask", 1L),
            Map.entry("GiveUp", 0L),
            Map.entry("Lend", 1L),
            Map.entry("Return", 0L));
  }

  @Test
  void statesOfSeveralRunsAreCountedTogether() {
    LongSet all = of(lending, ASK, ACCEPT).stats().states().orElseThrow();

    int more = all.addAll(of(lending, ASK, ACCEPT, LEND).stats().states().orElseThrow());

    assertThat(more).isEqualTo(1);
    assertThat(all.size()).isEqualTo(4);
  }

  @Test
  void aTraceWithoutEventIsUndecided() {
    Verdict verdict = of(lending, "{\"note\":\"nothing happened\"}");

    assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
    assertThat(((Verdict.Undecided) verdict).reason()).contains("no event");
  }

  @Test
  void aLastLineThatIsCutOffIsDroppedAndTheVerdictSaysSo() {
    Verdict verdict =
        Specs.validate(lending, Specs.trace(ASK, ACCEPT) + LEND.substring(0, LEND.length() - 9));

    conforms(verdict);
    assertThat(verdict.stats().events()).isEqualTo(2);
    assertThat(verdict.stats().dropped().orElseThrow()).startsWith("line 4, cut off after ");
  }

  @Test
  void aLastLineThatIsWholeButForItsEndIsJudged() {
    Verdict verdict = Specs.validate(lending, Specs.trace(ASK) + ACCEPT);

    assertThat(verdict.stats().events()).isEqualTo(2);
    assertThat(verdict.stats().dropped()).isEmpty();
  }

  @Test
  void onlyACutOffLineIsUndecidedToo() {
    assertThat(Specs.validate(lending, Specs.HEADER + "\n{\"n\":1"))
        .isInstanceOf(Verdict.Undecided.class);
  }

  @Test
  void bindingDoesNotSkipTheDomainOfTheQuantifier() {
    // GiveUp({3}) could be evaluated: only the domain, SUBSET Queued, forbids it.
    Rejection rejection = rejection(of(lending, ASK, ACCEPT, event(3, 1, "GiveUp", "[[3]]", "{}")));

    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.NOT_ENABLED);
    assertThat(rejection.falseParts()).singleElement().asString().contains("S \\in SUBSET Queued");
    conforms(of(lending, ASK, ACCEPT, event(3, 1, "GiveUp", "[[1]]", "{}")));
  }

  @Test
  void anActionThatIsAChoiceBetweenOthersCanBeClaimed() {
    Verdict verdict = of(lending, event(1, 1, "Steps", "[1]", "{\"wish\":\"urgent\"}"));

    conforms(verdict);
    assertThat(verdict.stats().actions()).containsEntry("Steps", 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2]", "[2,1,3]", "[2,2]", "[]"})
  void aSetIsComparedWithoutOrderAndWithoutDuplicates(String set) {
    boolean expected = set.equals("[2,1,3]");
    String header = Specs.HEADER.replace("{}", "{\"Reader\":" + set + "}");
    List<Object> readers = expected ? List.of(2L, 1L, 3L) : List.of(9L);
    try (TraceValidator validator = Specs.lending(Map.of("Reader", readers))) {
      String trace = header + "\n" + ASK + "\n";
      assertThat(catchVerdict(validator, trace)).isEqualTo(expected);
    }
  }

  private static boolean catchVerdict(TraceValidator validator, String trace) {
    try {
      return Specs.validate(validator, trace) instanceof Verdict.Conforms;
    } catch (TraceException e) {
      return false;
    }
  }

  @Test
  void constantsOfTheHeaderReplaceThoseOfTheConfiguration() {
    Map<String, ?> constants = Map.of("Reader", List.of(7), "Favourite", Map.of("tla", "<<7, 9>>"));
    String header =
        Specs.HEADER.replace("{}", "{\"Favourite\":{\"tla\":\"<<7, 9>>\"},\"Reader\":[7]}");
    try (TraceValidator validator = Specs.lending(constants)) {
      // The favourite gets the book without waiting in the queue.
      String trace =
          String.join(
              "\n",
              header,
              event(1, 7, "Ask", "[7,\"plain\"]", "{}"),
              event(
                  2,
                  7,
                  "Accept",
                  "[{\"nth\":0,\"from\":7,\"kind\":\"plain\"}]",
                  "{\"holder\":7,\"desk\":[],\"count\":{\"back\":0,\"asked\":1}}"),
              "");
      conforms(Specs.validate(validator, trace));
    }
  }

  @Test
  void validatorsChooseTheSpecificationByTheHeader() throws IOException {
    try (Validators validators = new Validators(Specs.library())) {
      for (int reader : new int[] {1, 4, 1}) {
        String header = Specs.HEADER.replace("{}", "{\"Reader\":[" + reader + "]}");
        String trace = header + "\n" + event(1, reader, "Ask", "[" + reader + ",\"plain\"]", "{}");
        var in = new ByteArrayInputStream(trace.getBytes(StandardCharsets.UTF_8));
        conforms(validators.validate(in, "run.ndjson", Options.DEFAULT));
      }
    }
  }

  @Test
  void aTextMayBeTheModelValueOfThatName() {
    conforms(of(shapes, step(1, "Join", "[\"p1\",\"p2\"]", "{\"x\":10}")));
    conforms(
        of(
            shapes,
            step(
                1,
                "Join",
                "[\"p1\",\"p2\"]",
                "{\"pairs\":[[\"p2\",\"p2\"],[\"p1\",\"p1\"],[\"p2\",\"p1\"]]}")));
  }

  @Test
  void modelValuesOfTheConfigurationStaySoInTheHeader() {
    try (TraceValidator validator = shapes(Map.of("Proc", List.of("p1"), "Limit", 3))) {
      String header = Specs.HEADER.replace("{}", "{\"Proc\":[\"p1\"],\"Limit\":3}");
      conforms(
          Specs.validate(
              validator, header + "\n" + step(1, "Join", "[\"p1\",\"p1\"]", "{\"pairs\":[]}")));
    }
  }

  @Test
  void actionsAreFoundUnderConjunctionsAndConditions() {
    conforms(
        of(
            shapes,
            step(1, "Up", "[]", "{\"x\":1}"),
            step(2, "Down", "[]", "{\"x\":0}"),
            step(3, "Guess", "[19]", "{\"x\":19}"),
            step(4, "Twice", "[14]", "{\"x\":33}"),
            step(5, "Mark", "[1]", "{\"level\":{\"0\":null,\"1\":33,\"2\":null}}"),
            step(6, "Swap", "[\"p1\",\"p2\"]", "{\"x\":0}"),
            step(7, "Twice", "[0]", "{\"x\":0}")));
  }

  @Test
  void conditionsOnTheWayToAnActionAreChecked() {
    Rejection up =
        rejection(
            of(
                shapes,
                step(1, "Guess", "[19]", "{}"),
                step(2, "Up", "[]", "{}"),
                step(3, "Up", "[]", "{}")));
    Rejection mark = rejection(of(shapes, step(1, "Mark", "[1]", "{}")));

    assertThat(up.event()).isEqualTo(3);
    assertThat(up.falseParts()).singleElement().asString().contains("`x < Limit` is FALSE where x");
    assertThat(mark.falseParts()).singleElement().asString().contains("`x < Limit` is TRUE");
  }

  @Test
  void argumentsThatAreComputedAreCompared() {
    assertThat(rejection(of(shapes, step(1, "Twice", "[13]", "{}"))).falseParts())
        .singleElement()
        .asString()
        .contains("computes other arguments");
    assertThat(rejection(of(shapes, step(1, "Swap", "[\"p1\",\"p3\"]", "{}"))).kind())
        .isEqualTo(Rejection.Kind.NOT_ENABLED);
  }

  @Test
  void whatIsNotLoggedStaysPossible() {
    Verdict open = of(shapes, step(1, "Choose", "[]", "{}"));
    Verdict closed =
        of(
            shapes,
            step(1, "Choose", "[]", "{}"),
            step(2, "Down", "[]", "{\"x\":11,\"box\":{\"kind\":\"b\"}}"),
            step(3, "Up", "[]", "{\"x\":12,\"box\":{\"kind\":\"b\"}}"));

    conforms(open);
    // Up to 29 of the 50, for Kept holds; each with one of two boxes.
    assertThat(open.stats().frontier()).isEqualTo(58);
    conforms(closed);
    assertThat(
            rejection(
                    of(
                        shapes,
                        step(1, "Choose", "[]", "{\"box\":{\"kind\":\"a\"}}"),
                        step(2, "Down", "[]", "{\"x\":11,\"box\":{\"kind\":\"b\"}}")))
                .possible())
        .isEqualTo(29);
  }

  @Test
  void beyondTheWidestFrontierOneBehaviourIsFollowedAndTheOthersIfItEnds() {
    Options narrow = Options.DEFAULT.withMaxFrontier(57);
    String[] steps = {
      step(1, "Choose", "[]", "{}"),
      step(2, "Down", "[]", "{\"x\":11,\"box\":{\"kind\":\"b\"}}"),
      step(3, "Up", "[]", "{\"x\":12}")
    };
    String trace = Specs.trace(steps);
    String wrong = trace.replace("\"x\":12", "\"x\":13");

    conforms(Specs.validate(shapes, trace, narrow));
    Rejection rejection = rejection(Specs.validate(shapes, wrong, narrow));
    assertThat(rejection.event()).isEqualTo(3);
    Rejection wide = rejection(Specs.validate(shapes, wrong));
    assertThat(rejection).isEqualTo(wide.among(1, List.of(), rejection.ended()));
    assertThat(rejection.ended()).containsOnlyKeys(2L);
  }

  @Test
  void moreStatesThanTheLimitAreUndecided() {
    Options narrow = Options.DEFAULT.withMaxFrontier(57).withMaxStates(20);
    Verdict verdict =
        Specs.validate(
            shapes,
            Specs.trace(step(1, "Choose", "[]", "{}"), step(2, "Down", "[]", "{\"x\":40}")),
            narrow);

    assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
    assertThat(((Verdict.Undecided) verdict).reason())
        .contains("more than 20")
        .contains("after event");
  }

  @Test
  void anInvariantIsCheckedAtEachState() {
    String[] steps = new String[5];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step(i + 1, "Twice", "[14]", "{}");
    }
    Rejection rejection = rejection(of(shapes, steps));

    assertThat(rejection.event()).isEqualTo(5);
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.PROPERTY_VIOLATED);
    assertThat(rejection.property()).contains("Small");
    assertThat(rejection.falseParts())
        .singleElement()
        .hasToString("Shapes.tla:43 `x < 60` is FALSE where x = 70");
  }

  @Test
  void aPropertyOfStepsIsCheckedAtEachStep() {
    Rejection rejection = rejection(of(shapes, step(1, "Guess", "[30]", "{}")));

    assertThat(rejection.property()).contains("Kept");
    assertThat(rejection.falseParts()).singleElement().asString().contains("x' = 30");
  }

  @Test
  void whatIsSwitchedOffIsSaid() {
    Options lax = Options.DEFAULT.withInvariants(false);
    Verdict verdict = Specs.validate(shapes, Specs.trace(step(1, "Guess", "[70]", "{}")), lax);

    conforms(verdict);
    assertThat(verdict.stats().checked()).isEmpty();
    assertThat(verdict.stats().unchecked()).containsExactly("Small", "Boxed", "Kept");
  }

  @Test
  void nullIsWhatTheSpecificationCallsNone() {
    conforms(of(shapes, event(1, 1, "Up", "[]", "{\"level\":null}")));
    assertThat(rejection(of(shapes, event(1, 1, "Up", "[]", "{\"level\":5}"))).differences())
        .singleElement()
        .hasToString("level = \"none\" on 1 in the specification, the trace logged 5");
  }
}
