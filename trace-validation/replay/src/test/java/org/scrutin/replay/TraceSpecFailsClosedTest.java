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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.modelcheck.tlc.SpecException;

/** No trace counts as matched that was not read to its end, nor one that TLC would not match. */
class TraceSpecFailsClosedTest {

  private static final String BEGIN =
      """
      ---- MODULE T ----
      EXTENDS Naturals, Sequences, Json, IOUtils, TLC, TLCExt
      Trace == ndJsonDeserialize(IOEnv.TRACE)
      """;

  @TempDir private Path folder;

  /** To load a specification takes longer than to validate a trace. */
  private final Map<String, TraceSpecValidator> open = new HashMap<>();

  private Verdict validate(String spec, String config, String... lines) throws IOException {
    return validate(Optional.empty(), spec, config, lines);
  }

  private Verdict validate(Optional<String> matched, String spec, String config, String... lines)
      throws IOException {
    Path trace = Files.write(folder.resolve("run.ndjson"), List.of(lines));
    TraceSpecValidator validator = open.get(spec + config);
    if (validator == null) {
      validator = load(matched, spec, config);
      open.put(spec + config, validator);
    }
    return validator.validate(trace, Options.DEFAULT);
  }

  private TraceSpecValidator load(Optional<String> matched, String spec, String config)
      throws IOException {
    Path own = Files.createDirectory(folder.resolve("spec" + open.size()));
    Path module = Files.writeString(own.resolve("T.tla"), BEGIN + spec + "====\n");
    Path given =
        Files.writeString(
            own.resolve("T.cfg"), "INIT Init NEXT Next CHECK_DEADLOCK FALSE\n" + config);
    return new TraceSpecValidator(
        Specs.library(), module, given, Optional.empty(), matched, Map.of());
  }

  @AfterEach
  void close() {
    open.values().forEach(TraceSpecValidator::close);
  }

  private static void rejectedAt(int event, Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    assertThat(((Verdict.Rejected) verdict).rejection().event()).isEqualTo(event);
  }

  private static void undecided(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
  }

  /** The line of a state's level, however that is named: one that is kept is the first for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Now == Trace[TLCGet(\"level\")]",
        "Level == TLCGet(\"level\")  Now == Trace[Level]",
        "Key == \"level\"  Now == Trace[TLCGet(Key)]",
        "Line(i) == Trace[i]  Now == Line(TLCGet(\"level\"))",
        "Fixed == 1  Level == TLCGet(\"level\")  Now == Trace[Fixed]"
      })
  void theLineOfTheLevelIsAnotherOneInEachState(String now) throws IOException {
    String spec =
        "VARIABLE x\n"
            + now.replace("  ", "\n")
            + """

            Init == x = 0
            Step == TLCGet("level") <= Len(Trace) /\\ x' = 1 - x /\\ Now.x = x'
            Next == Step
            Post == TLCGet("stats").diameter - 1 = Len(Trace)
            """;
    String config =
        "POSTCONDITION Post\n" + (now.contains("Fixed") ? "CONSTANT Fixed <- Level\n" : "");

    conforms(validate(spec, config, "{\"x\":1}", "{\"x\":0}", "{\"x\":1}"));
    rejectedAt(2, validate(spec, config, "{\"x\":1}", "{\"x\":1}", "{\"x\":1}"));
  }

  @Test
  void whatSetsARegisterIsNotDoneBeforeItsTime() throws IOException {
    String spec =
        """
        VARIABLES x, l
        ASSUME TLCSet(7, 0)
        Done == TLCSet(7, Len(Trace))
        Init == x = 0 /\\ l = 1
        Step == l <= Len(Trace) /\\ x' = x + 1 /\\ x' = Trace[l].x /\\ l' = l + 1
                /\\ (l' > Len(Trace) => Done)
        Next == Step
        Post == TLCGet(7) = Len(Trace)
        """;

    conforms(validate(spec, "POSTCONDITION Post", "{\"x\":1}", "{\"x\":2}"));
    rejectedAt(2, validate(spec, "POSTCONDITION Post", "{\"x\":1}", "{\"x\":9}"));
  }

  @Test
  void aDetourOfAsManyStepsIsNoMatch() throws IOException {
    String spec =
        """
        VARIABLES x, l
        Init == x = 0 /\\ l = 1
        Step == l <= Len(Trace) /\\ x = Trace[l].x /\\ l' = l + 1 /\\ x' = x
        Up == x' = (x + 1) % 4 /\\ l' = l
        Next == Step \\/ Up
        Post == TLCGet("stats").diameter - 1 = Len(Trace)
        """;

    Verdict verdict = validate(spec, "POSTCONDITION Post", "{\"x\":9}", "{\"x\":9}", "{\"x\":9}");

    assertThat(verdict).isNotInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void aRegisterThatARefusedStepHasSetIsNoMatch() throws IOException {
    String spec =
        """
        VARIABLES x, y, l
        Init == x = 0 /\\ y = 0 /\\ l = 1
        Step == l <= Len(Trace) /\\ x' = Trace[l].x /\\ y' \\in 0..1 /\\ l' = l + 1 /\\ TLCSet(7, l')
        Next == Step
        Safe == x < 2
        Post == TLCGet(7) > Len(Trace)
        """;
    String config = "INVARIANT Safe POSTCONDITION Post";

    conforms(validate(spec, config, "{\"x\":1}", "{\"x\":0}"));
    Verdict violated = validate(spec, config, "{\"x\":1}", "{\"x\":2}");
    rejectedAt(2, violated);
    assertThat(((Verdict.Rejected) violated).rejection().property()).contains("Safe");
  }

  private static final String LEADERS =
      """
      VARIABLES leader, l
      Server == {Trace[i].node : i \\in DOMAIN Trace}
      Init == leader = {} /\\ l = 1
      Become == l <= Len(Trace) /\\ Trace[l].event = "lead"
                /\\ leader' = leader \\union {Trace[l].node} /\\ l' = l + 1
      Next == Become
      OneLeader == \\A s, t \\in Server : s \\in leader /\\ t \\in leader => s = t
      Unread == l <= Len(Trace)
      Some == <>(\\E s \\in Server : s \\in leader)
      """;

  private static String lead(String node) {
    return "{\"event\":\"lead\",\"node\":\"" + node + "\"}";
  }

  @Test
  void anInvariantOfTheSystemIsNotToBeViolated() throws IOException {
    rejectedAt(2, validate(LEADERS, "INVARIANT OneLeader", lead("a"), lead("b")));
    conforms(validate(LEADERS, "INVARIANT OneLeader", lead("a"), lead("a")));
    rejectedAt(2, validate(LEADERS, "INVARIANTS OneLeader Unread", lead("a"), lead("b")));
    conforms(validate(LEADERS, "INVARIANTS OneLeader Unread", lead("a"), lead("a")));
  }

  @Test
  void whereTheCounterIsNotFoundNoInvariantIsToBeViolated() throws IOException {
    String spec =
        """
        VARIABLES x, l
        Init == x = 0 /\\ l = 1
        Next == l <= Len(Trace) /\\ x' = x + 1 /\\ l' = l + 1
        Agrees == l > 1 => x = Trace[l - 1].x
        """;

    undecided(validate(spec, "INVARIANT Agrees", "{\"x\":1}", "{\"x\":9}"));
  }

  /** Lines that one variable has read may be left to another, or to another look at the trace. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "m <= Len(Trace) /\\ x' = Trace[m].x + 9",
        "\\E k \\in {m} : k <= Len(Trace) /\\ x' = Trace[k].x + 9",
        "m < Len(Trace) /\\ x' = Trace[m + 1].x + 9",
        "m <= Len(Trace) /\\ x' = At(m).x + 9",
        "m <= Len(Trace) /\\ x' = Apply(At, m).x + 9",
        "m <= Len(Trace) /\\ x' = Head(SubSeq(Trace, m, m)).x + 9",
        "m <= Len(Odd) /\\ x' = Odd[m].x + 9",
        "m <= Len(Odd) /\\ l <= Len(Odd) /\\ x' = Odd[l].x + 9",
        "LET all == Trace IN m <= Len(all) /\\ x' = all[m].x + 9",
        "m <= Len(Trace) /\\ x' = (CHOOSE e \\in {Trace[i] : i \\in {m}} : TRUE).x + 9",
        "m <= Len(ndJsonDeserialize(IOEnv.TRACE)) /\\ x' = 9",
      })
  void whereTheTraceIsLookedAtInTwoWaysItIsNotEnoughThatOneIsAtTheEnd(String other)
      throws IOException {
    String spec =
        """
        VARIABLES x, l, m
        Odd == SelectSeq(Trace, LAMBDA e : e.x = 1)
        At(i) == Trace[i]
        Apply(f(_), i) == f(i)
        Init == x = 0 /\\ l = 1 /\\ m = 1
        One == l <= Len(Trace) /\\ x' = At(l).x /\\ l' = l + 1 /\\ m' = m
        Two == l <= Len(Trace) /\\ x' = Trace[l].x /\\ l' = l + 1 /\\ m' = m
        Other == %s /\\ m' = m + 1 /\\ l' = l
        Next == %s \\/ Other
        """;

    String[] lines = {"{\"x\":1}", "{\"x\":2}"};
    undecided(validate(spec.formatted(other, "Two"), "", lines));
    undecided(validate(spec.formatted(other, "One"), "", lines));
  }

  @Test
  void aParameterForWhichTheCounterAloneStandsIsTheCounter() throws IOException {
    String spec =
        """
        VARIABLES x, l
        At(i) == Trace[i]
        X(i) == At(i).x
        Init == x = 0 /\\ l = 1
        Next == l <= Len(Trace) /\\ x' = X(l) /\\ x' > x /\\ l' = l + 1
        """;

    conforms(validate(spec, "", "{\"x\":1}", "{\"x\":2}"));
    rejectedAt(2, validate(spec, "", "{\"x\":2}", "{\"x\":1}"));
  }

  /** In the middle x is 1 or 2, which the view does not see. */
  @Test
  void aViewMergesNoStatesWithinAStep() throws IOException {
    String spec =
        """
        VARIABLES x, l
        Init == x = 0 /\\ l = 1
        Pick == x' \\in {1, 2} /\\ l' = l
        Take == x = Trace[l].x /\\ x' = 0 /\\ l' = l + 1
        Next == l <= Len(Trace) /\\ (Pick \\cdot Take)
        Unread == l <= Len(Trace)
        Place == l
        """;

    String config = "INVARIANT Unread VIEW Place";
    conforms(validate(spec, config, "{\"x\":1}", "{\"x\":2}", "{\"x\":1}"));
    rejectedAt(2, validate(spec, config, "{\"x\":1}", "{\"x\":3}"));
  }

  @Test
  void whereTheTracerHadNoRoomNothingIsDecided() throws IOException {
    String spec =
        """
        VARIABLES x, l
        Events == SelectSeq(Trace, LAMBDA e : "x" \\in DOMAIN e)
        Init == x = 0 /\\ l = 1
        Next == l <= Len(Events) /\\ x' = Events[l].x /\\ x' > x /\\ l' = l + 1
        Unread == l <= Len(Events)
        """;
    String dropped = "{\"note\":\"dropped\",\"events\":3}";

    undecided(validate(spec, "INVARIANT Unread", "{\"x\":1}", dropped, "{\"x\":2}"));
    rejectedAt(2, validate(spec, "INVARIANT Unread", "{\"x\":1}", dropped, "{\"x\":1}"));
    conforms(validate(spec, "INVARIANT Unread", "{\"x\":1}", "{\"note\":\"dropped\"}"));
  }

  /** It may be meant to stop at the last line, or to leave it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "l < Len(Trace) /\\ Trace[l].x = x /\\ x' = x + 1 /\\ l' = l + 1",
        "l > 0 /\\ x' = x + Trace[l].x /\\ l' = l - 1"
      })
  void whatStopsForNoReasonButThePlaceIsUndecided(String step) throws IOException {
    String spec =
        """
        VARIABLES x, l
        Init == x = 1 /\\ l = %s
        Next == %s
        """
            .formatted(step.contains("l - 1") ? "Len(Trace)" : "1", step);

    undecided(validate(spec, "", "{\"x\":1}", "{\"x\":2}", "{\"x\":3}"));
  }

  @Test
  void aPropertyThatTheStatesMustReachIsNotLeftOut() throws IOException {
    String spec =
        """
        VARIABLES x, l
        Init == x = 0 /\\ l = 1
        Next == l <= Len(Trace) /\\ x' = Trace[l].x /\\ l' = l + 1
        Reached == <>(x = 50)
        """;

    undecided(validate(spec, "PROPERTY Reached", "{\"x\":1}", "{\"x\":2}"));
    conforms(validate(spec, "", "{\"x\":1}", "{\"x\":2}"));
  }

  @Test
  void aPropertyThatHoldsEarlyDoesNotEndTheTrace() throws IOException {
    conforms(validate(LEADERS, "PROPERTY Some", lead("a"), lead("b")));
    undecided(validate(LEADERS, "PROPERTY Some", lead("a"), "{\"event\":\"no\",\"node\":\"b\"}"));
  }

  /** What is looked up besides, a line ahead or in another sequence, says nothing of the line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(l < Len(Trace) => Trace[l + 1].x # 7) /\\ x' = Trace[l].x /\\ l' = l + 1",
        "x' = Trace[TLCGet(\"level\")].x /\\ l' = l + 1 /\\ First[1].x = 1",
      })
  void theCounterIsThatOfTheLineWhichIsRead(String step) throws IOException {
    String spec =
        """
        VARIABLES x, l
        First == SubSeq(Trace, 1, 1)
        Init == x = 0 /\\ l = 1
        Next == l <= Len(Trace) /\\ %s /\\ x' < 5
        Some == <>(x = Trace[1].x)
        """
            .formatted(step);

    conforms(validate(spec, "PROPERTY Some", "{\"x\":1}", "{\"x\":2}", "{\"x\":1}"));
    undecided(validate(spec, "PROPERTY Some", "{\"x\":1}", "{\"x\":1}", "{\"x\":9}"));
  }

  /** The first way to x = 3 is not allowed, the second one is. */
  @ParameterizedTest
  @ValueSource(strings = {"ACTION_CONSTRAINT Other", "PROPERTY Others"})
  void aStateThatOneStepMayNotLeadToIsNewForAnother(String config) throws IOException {
    String spec =
        """
        VARIABLES x, l
        Init == x \\in {1, 2} /\\ l = 1
        Step == l <= Len(Trace) /\\ x' = Trace[l].x /\\ l' = l + 1
        Next == Step
        Other == ~(x = 1 /\\ x' = 3)
        Others == [][Other]_<<x, l>>
        Unread == l <= Len(Trace)
        """;

    conforms(validate(spec, config + " INVARIANT Unread", "{\"x\":3}"));
  }

  @Test
  void aTraceMayBeOneDocument() throws IOException {
    String spec =
        """
        VARIABLES x, l
        Whole == JsonDeserialize(IOEnv.TRACE)
        Init == x = 0 /\\ l = 1
        Next == l <= Len(Whole) /\\ x' = x + 1 /\\ x' = Whole[l] /\\ l' = l + 1
        Unread == l <= Len(Whole)
        """;

    conforms(validate(spec, "INVARIANT Unread", "[1, 2, 3]"));
    rejectedAt(3, validate(spec, "INVARIANT Unread", "[1, 2, 2]"));
  }

  @Test
  void whatIsNoGoalIsRefused() {
    assertThatThrownBy(
            () ->
                validate(
                    Optional.of("Step"),
                    LEADERS + "Step == l' > Len(Trace)\n",
                    "INVARIANT OneLeader",
                    lead("a")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("--matched");
    assertThatThrownBy(
            () ->
                validate(
                    LEADERS + "A == TRUE\nB == TRUE\n",
                    "POSTCONDITION A\nPOSTCONDITION B",
                    lead("a")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("two post-conditions");
  }
}
