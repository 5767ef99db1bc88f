package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.replay.Specs.conforms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.modelcheck.tlc.SpecException;

/** What was not compared, or means something else, is no reason to say that a run conforms. */
class ReplayFailsClosedTest {

  private static final String COUNTER =
      """
      VARIABLE x
      Init == x = 0
      Inc == x < 5 /\\ x' = x + 1
      Stop == x = 99 /\\ x' = 0
      Next == Inc \\/ Stop
      """;

  private static final String CONFIG = "INIT Init NEXT Next\n";

  @TempDir private Path folder;

  private final Map<String, TraceValidator> open = new HashMap<>();

  @AfterEach
  void close() {
    open.values().forEach(TraceValidator::close);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String module(String name, String text) {
    return "---- MODULE " + name + " ----\n" + text + "====\n";
  }

  private TraceValidator load(String key, Function<Path, TraceValidator> loader) {
    return open.computeIfAbsent(key, any -> loader.apply(folder));
  }

  private Verdict validate(String spec, String config, String... events) {
    return validate(Options.DEFAULT, spec, config, events);
  }

  private Verdict validate(Options options, String spec, String config, String... events) {
    TraceValidator validator =
        load(
            spec + config,
            any ->
                Specs.of(
                    write("S.tla", module("S", "EXTENDS Naturals\n" + spec)),
                    write("S.cfg", config),
                    Map.of()));
    StringBuilder trace = new StringBuilder(Specs.HEADER.replace("Lending", "S")).append('\n');
    for (int i = 0; i < events.length; i++) {
      trace.append("{\"n\":%d,\"at\":\"a\",\"clock\":%d,".formatted(i + 1, i + 1));
      trace.append(events[i]).append("}\n");
    }
    return Specs.validate(validator, trace.toString(), options);
  }

  private Verdict bound(String spec, String binding, String... lines) {
    TraceValidator validator =
        load(
            spec + binding,
            any ->
                TraceValidator.bound(
                    Specs.library(),
                    write("S.tla", module("S", "EXTENDS Naturals\n" + spec)),
                    write("S.cfg", CONFIG),
                    write("B.tla", module("B", "EXTENDS S\n" + binding)),
                    Map.of()));
    return Specs.validate(validator, String.join("\n", lines) + "\n");
  }

  private static String action(String name, String arguments, String state) {
    return "\"action\":\"%s\",\"args\":%s,\"state\":%s".formatted(name, arguments, state);
  }

  private static void rejected(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
  }

  private static void undecided(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
  }

  private static final String SETS =
      """
      CONSTANT None
      VARIABLES records, sets, nobody, chosen
      Init == records = {} /\\ sets = {} /\\ nobody = {} /\\ chosen = {}
      Fill == /\\ records' = {[a |-> 1, b |-> 2], [a |-> 3, b |-> 4]}
              /\\ sets' = {{1, 2}, {3, 4}}
              /\\ nobody' = {None, 7}
              /\\ UNCHANGED chosen
      Choose(s) == chosen' = s /\\ UNCHANGED <<records, sets, nobody>>
      Next == Fill \\/ \\E s \\in SUBSET {{1, 2}, {3, 4}} : Choose(s)
      """;

  /** Of each pair the first says all elements of the set, the second one of them in two ways. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "records|[{\"a\":1,\"b\":2},{\"b\":4,\"a\":3}]|[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]",
        "sets|[[2,1],[3,4]]|[[1,2],[2,1]]",
        "nobody|[7,null]|[null,\"None\"]"
      })
  void anElementThatIsWrittenInTwoWaysIsNotTwoElements(String variable) {
    String[] parts = variable.split("\\|", -1);
    String state = "{\"" + parts[0] + "\":%s}";
    String config = CONFIG + "CONSTANT None = None\n";

    conforms(validate(SETS, config, action("Fill", "[]", state.formatted(parts[1]))));
    assertThatThrownBy(
            () -> validate(SETS, config, action("Fill", "[]", state.formatted(parts[2]))))
        .isInstanceOf(TraceException.class);
  }

  @Test
  void norIsOneInAnArgument() {
    String config = CONFIG + "CONSTANT None = None\n";

    conforms(
        validate(SETS, config, action("Choose", "[[[1,2],[4,3]]]", "{\"chosen\":[[1,2],[3,4]]}")));
    rejected(validate(SETS, config, action("Choose", "[[[1,2],[2,1]]]", "{}")));
  }

  @Test
  void aNumberThatTlcDoesNotKnowIsNoArgument() {
    String spec = "VARIABLE x\nInit == x = 0\nSet(i) == x' = i\nNext == \\E i \\in 1..2 : Set(i)\n";

    rejected(validate(spec, CONFIG, action("Set", "[3000000000]", "{\"x\":1}")));
  }

  private static final String OVERRIDDEN =
      """
      VARIABLES x, y
      Init == x = 0 /\\ y = 0
      Choice == 0
      RealChoice == x'
      G(i) == LET c == Choice + i IN (x' = 1 \\/ x' = 2) /\\ y' = c
      Next == \\E i \\in 0..2 : G(i)
      """;

  @Test
  void whatTheConfigurationMakesSpeakOfTheNextStateIsNotKept() {
    String config = CONFIG + "CONSTANT Choice <- RealChoice\n";

    conforms(validate(OVERRIDDEN, config, action("G", "[0]", "{\"x\":2,\"y\":2}")));
    rejected(validate(OVERRIDDEN, config, action("G", "[0]", "{\"x\":2,\"y\":1}")));
  }

  @Test
  void constantsThatTheSpecificationExcludesAreRefused() {
    String spec = "CONSTANT Max\nASSUME Max \\in 1..3\n" + COUNTER;

    conforms(validate(spec, CONFIG + "CONSTANT Max = 2\n", action("Inc", "[]", "{\"x\":1}")));
    assertThatThrownBy(
            () -> validate(spec, CONFIG + "CONSTANT Max = 9\n", action("Inc", "[]", "{\"x\":1}")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("assumption is false");
  }

  @Test
  void anEventIsNoNote() {
    assertThatThrownBy(
            () ->
                validate(COUNTER, CONFIG, action("Inc", "[]", "{\"x\":7}") + ",\"note\":\"first\""))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("note");
    assertThatThrownBy(
            () -> validate(COUNTER, CONFIG, "\"note\":\"dropped\",\"events\":3,\"note\":\"pause\""))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void theOnlyActionMayBeAllThatNextIs() {
    String spec = "VARIABLE x\nInit == x = 0\nInc == x < 5 /\\ x' = x + 1\nNext == Inc\n";

    conforms(validate(spec, CONFIG, action("Inc", "[]", "{\"x\":1}")));
    rejected(validate(spec, CONFIG, action("Inc", "[]", "{\"x\":2}")));
  }

  @Test
  void aStateThatOneSilentStepMayNotLeadToIsNewForAnother() {
    String spec =
        """
        VARIABLES x, y
        Init == x = 0 /\\ y = 0
        One == x = 0 /\\ x' = 1 /\\ y' = y
        Two == x = 0 /\\ x' = 2 /\\ y' = y
        Three == x \\in {1, 2} /\\ x' = 3 /\\ y' = y
        Last == x = 3 /\\ y' = 1 /\\ x' = x
        Next == One \\/ Two \\/ Three \\/ Last
        Other == [][~(x = 1 /\\ x' = 3)]_x
        """;
    Options options = Options.DEFAULT.withSilent(List.of("One", "Two", "Three"), 2);

    conforms(
        validate(options, spec, CONFIG + "PROPERTY Other\n", action("Last", "[]", "{\"x\":3}")));
  }

  private static final String SET = "Event_Set(e) == x' = e.v\n";

  private static String set(String value) {
    return "{\"event\":\"Set\",\"v\":" + value + "}";
  }

  /** What Next cannot be asked about the next state is looked for among what follows. */
  @Test
  void oneStepThatCannotBeEvaluatedDoesNotExcuseTheOthers() {
    conforms(bound(COUNTER, SET, set("1"), set("2")));
    rejected(bound(COUNTER, SET, set("1"), set("\"hello\""), set("4")));
    rejected(bound(COUNTER, SET, set("1"), set("2"), set("77")));
  }

  @Test
  void aStepOfWhichNextCannotBeAskedIsUndecided() {
    String spec =
        """
        VARIABLE x
        Init == x = 0
        Inc == \\E n \\in Nat : x' = x + n
        Next == Inc
        """;

    undecided(bound(spec, SET, set("1")));
  }

  @Test
  void aLineWithANoteMayBeAnEvent() {
    String binding = "Event_Inc(e) == Inc /\\ x' = e.v\n";
    String vip = "{\"event\":\"Inc\",\"v\":%d,\"note\":\"vip\"}";

    conforms(bound(COUNTER, binding, vip.formatted(1), vip.formatted(2)));
    rejected(bound(COUNTER, binding, vip.formatted(1), vip.formatted(9)));
    undecided(
        bound(
            COUNTER,
            binding,
            vip.formatted(1),
            "{\"note\":\"dropped\",\"at\":\"a\",\"events\":3}",
            vip.formatted(2)));
    conforms(bound(COUNTER, binding, "{\"note\":\"pause\",\"at\":\"a\"}", vip.formatted(1)));
  }

  @Test
  void aCompositionMayBeCompletedByTheRestOfTheEvent() {
    String spec =
        """
        VARIABLES x, y
        Init == x = 0 /\\ y = 0
        Inc == x < 5 /\\ x' = x + 1
        Step == Inc /\\ y' = y
        Next == Step
        """;
    String binding =
        """
        Event_Two(e) == (Inc \\cdot Inc) /\\ y' = y
        Event_Jump(e) == (Inc \\cdot (x' = x + 3)) /\\ y' = y
        """;

    conforms(bound(spec, binding, "{\"event\":\"Two\"}"));
    rejected(bound(spec, binding, "{\"event\":\"Jump\"}"));
  }

  @Test
  void whatAnEventFindsPossibleIsNotDone() {
    String binding =
        """
        Event_Inc(e) == ENABLED (Inc \\cdot Inc) /\\ Inc
        Event_Jump(e) == ENABLED (Inc \\cdot Inc) /\\ x' = x + 2
        """;
    String inc = "{\"event\":\"Inc\"}";

    conforms(bound(COUNTER, binding, inc, inc, inc, inc));
    rejected(bound(COUNTER, binding, inc, inc, inc, inc, inc));
    rejected(bound(COUNTER, binding, "{\"event\":\"Jump\"}"));
  }

  @Test
  void whatTheSpecificationAsksOfAWholeBehaviourIsNotChecked() {
    String spec =
        COUNTER
            + "Spec == Init /\\ [][Next]_x /\\ WF_x(Next) /\\ (\\A i \\in 1..2 : SF_x(Inc)) /\\ [](x < 2)\n";

    Verdict verdict =
        validate(
            spec,
            "SPECIFICATION Spec\n",
            action("Inc", "[]", "{\"x\":1}"),
            action("Inc", "[]", "{\"x\":2}"));

    conforms(verdict);
    assertThat(verdict.stats().unchecked()).singleElement().asString().contains("S.tla:8");
  }
}
