package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** Of several states that a trace leaves, the one is told of that came closest to a step. */
class ClosestStateTest {

  /** Before it is emptied the glass is filled by steps that no line tells. */
  private static final String GLASS =
      """
      ---- MODULE Glass ----
      EXTENDS Naturals, Sequences, Json, IOUtils, TLC
      Trace == ndJsonDeserialize(IOEnv.TRACE)
      VARIABLES level, line
      Init == level = 0 /\\ line = 1
      Is(kind) == line <= Len(Trace) /\\ Trace[line].what = kind
      Wash == Is("wash") /\\ level = 0 /\\ line' = line + 1 /\\ UNCHANGED level
      Empty == /\\ Is("empty")
               /\\ level >= Trace[line].least
               /\\ level > Trace[line].most
               /\\ level' = 0
               /\\ line' = line + 1
      Fill == Is("empty") /\\ level < 3 /\\ level' = level + 1 /\\ UNCHANGED line
      Next == %s
      Read == line > Len(Trace)
      ====
      """;

  @TempDir private Path folder;

  private Rejection rejection(String line) throws IOException {
    return rejection("Wash \\/ Empty \\/ Fill", line);
  }

  private Rejection rejection(String next, String line) throws IOException {
    return rejection(line, GLASS.formatted(next), "Glass");
  }

  private Rejection rejection(String line, String text, String name) throws IOException {
    return rejection(line, text, name, "");
  }

  private Rejection rejection(String line, String text, String name, String constraint)
      throws IOException {
    Path spec = Files.writeString(folder.resolve(name + ".tla"), text);
    Path config =
        Files.writeString(
            folder.resolve(name + ".cfg"),
            "INIT Init NEXT Next CHECK_DEADLOCK FALSE POSTCONDITION Read" + constraint);
    Path trace = Files.writeString(folder.resolve("run.ndjson"), line + "\n");
    try (TraceSpecValidator validator =
        TraceSpecValidator.of(SpecLibrary.beside(spec), spec, config)) {
      Verdict verdict = validator.validate(trace, Options.DEFAULT);
      assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
      return ((Verdict.Rejected) verdict).rejection();
    }
  }

  @Test
  void itIsTheOneInWhichMostOfAnActionHolds() throws IOException {
    Rejection rejection = rejection("{\"what\":\"empty\",\"least\":2,\"most\":3}");
    assertThat(rejection.reason()).isEqualTo("not enabled");
    assertThat(rejection.falseParts().get(0))
        .satisfies(
            part -> {
              assertThat(part.text()).isEqualTo("level > Trace[line].most");
              assertThat(part.values()).containsEntry("level", "2");
            });
  }

  private static boolean isOfTheName(Rejection.FalsePart part) {
    return part.root().text().equals("Trace[line].what = kind");
  }

  @Test
  void whatIsAboutAnotherKindOfLineIsLeftOut() throws IOException {
    List<Rejection.FalsePart> parts =
        rejection("{\"what\":\"empty\",\"least\":9,\"most\":0}").falseParts();
    assertThat(parts.get(0).text()).isEqualTo("level >= Trace[line].least");
    assertThat(parts).noneMatch(ClosestStateTest::isOfTheName);
  }

  @Test
  void whatIsOfNoActionIsToldOfTheLine() throws IOException {
    assertThat(rejection("{\"what\":\"brake\",\"least\":9,\"most\":0}").falseParts())
        .anyMatch(ClosestStateTest::isOfTheName);
  }

  /** Each is right where the other is wrong: neither is closer, though a third lacks neither. */
  @Test
  void ofTwoThatLackWhatTheOtherHasBothAreTold() throws IOException {
    String text =
        """
        ---- MODULE Glass ----
        EXTENDS Naturals, Sequences, Json, IOUtils, TLC
        Trace == ndJsonDeserialize(IOEnv.TRACE)
        VARIABLES level, line
        Init == level = 0 /\\ line = 1
        Goes == line <= Len(Trace) /\\ line' = line + 1 /\\ UNCHANGED level
        Wash == Goes /\\ Trace[line].what = "wash" /\\ Trace[line].how = "quick"
        Empty == Goes /\\ Trace[line].how = "slow" /\\ Trace[line].what = "empty"
        Spill == level > 0 /\\ level' = 0 /\\ UNCHANGED line
        Next == Wash \\/ Empty \\/ Spill
        Read == line > Len(Trace)
        ====
        """;
    assertThat(rejection("{\"what\":\"wash\",\"how\":\"slow\"}", text, "Glass").text())
        .contains("`Trace[line].how = \"quick\"`")
        .contains("`Trace[line].what = \"empty\"`")
        .contains("`level > 0`");
  }

  private static final String CUP =
      """
      ---- MODULE Cup ----
      EXTENDS Naturals
      VARIABLE level
      Pour(n) == level >= n /\\ level' = level - n
      Fill(n) == level' = level + n
      ====
      """;

  private static final String CUPS =
      """
      ---- MODULE Cups ----
      EXTENDS Naturals, Sequences, Json, IOUtils, TLC
      Trace == ndJsonDeserialize(IOEnv.TRACE)
      VARIABLES level, line
      The == INSTANCE Cup
      Init == level = 1 /\\ line = 1
      Next == %s
      Poured == <<The!Pour(Trace[line].least)>>_level
      Read == line > Len(Trace)
      ====
      """;

  @Test
  void aPartOfAModuleThatIsInstantiatedIsTold() throws IOException {
    Files.writeString(folder.resolve("Cup.tla"), CUP);
    String next = "line <= Len(Trace) /\\ The!Pour(Trace[line].least) /\\ line' = line + 1";

    Rejection.FalsePart part =
        rejection("{\"least\":5}", CUPS.formatted(next), "Cups").falseParts().get(0);

    assertThat(part.place()).endsWith("Cup.tla:4");
    assertThat(part.text()).isEqualTo("level >= n");
    assertThat(part.values()).containsEntry("level", "1").containsEntry("n", "5");
  }

  @Test
  void ofAnActionThatAConstraintDemandsItIsToldWhyItCannotBeTaken() throws IOException {
    Files.writeString(folder.resolve("Cup.tla"), CUP);
    String next = "line <= Len(Trace) /\\ line' = line + 1 /\\ \\E n \\in 1..3 : The!Fill(n)";

    Rejection rejection =
        rejection("{\"least\":5}", CUPS.formatted(next), "Cups", " ACTION_CONSTRAINT Poured");

    assertThat(rejection.falseParts().get(0).text())
        .isEqualTo("<<The!Pour(Trace[line].least)>>_level");
    assertThat(rejection.falseParts().get(0).root().text()).isEqualTo("level >= n");
  }

  /** TLC does not see actions of their own in these. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "line <= Len(Trace) /\\ (Wash \\/ Empty \\/ Fill)",
        "IF line > Len(Trace) THEN FALSE ELSE (Wash \\/ Empty \\/ Fill)",
        "\\E n \\in 1..Len(Trace) : line = n /\\ (Wash \\/ Empty \\/ Fill)"
      })
  void ofAnActionThatIsSeveralWhatReadsNoLineIsTold(String next) throws IOException {
    Rejection rejection = rejection(next, "{\"what\":\"empty\",\"least\":1,\"most\":3}");
    assertThat(rejection.text()).contains("`level > Trace[line].most` is FALSE");
    assertThat(rejection.text()).doesNotContain("`UNCHANGED line`");
  }

  @Test
  void aFieldWithTheNameOfAVariableIsNoVariable() throws IOException {
    String other = GLASS.formatted("Wash \\/ Empty \\/ Fill").replace("level", "what");
    List<Rejection.FalsePart> parts =
        rejection("{\"what\":\"empty\",\"least\":9,\"most\":0}", other, "Glass").falseParts();
    assertThat(parts.get(0).text()).isEqualTo("what >= Trace[line].least");
  }

  @Test
  void anActionThatCanBeTakenLacksNothing() throws IOException {
    assertThat(rejection("{\"what\":\"empty\",\"least\":2,\"most\":3}").falseParts())
        .noneSatisfy(part -> assertThat(part.text()).contains("level' = level + 1"));
  }

  private static final String TALL =
      """
      ---- MODULE Glass ----
      EXTENDS Naturals, Sequences, Json, IOUtils, TLC
      Trace == ndJsonDeserialize(IOEnv.TRACE)
      VARIABLES level, line
      Init == level = 1 /\\ line = 1
      RECURSIVE Above(_, _)
      Above(n, p) == IF n = 0 THEN p ELSE Above(n - 1, %s)
      Next == /\\ line <= Len(Trace)
              /\\ line' = line + 1
              /\\ level' = Trace[line].level
              /\\ Above(2, TRUE)
      Pour == level > 1 /\\ level' = level - 1
      Poured == [][Pour]_level
      Grown == <<level' = level + 1 /\\ level' < 5>>_level
      Read == line > Len(Trace)
      ====
      """;

  /** An argument in which its parameter stands means the parameter outside. */
  @Test
  void ofARecursiveDefinitionWhatItsArgumentLacksIsTold() throws IOException {
    String deep = "(p /\\ level = 5) \\/ (p /\\ level = 6) \\/ (p /\\ level = 7)";

    assertThat(rejection("{\"level\":1}", TALL.formatted("p /\\ level > n"), "Glass").text())
        .contains("`level > n` is FALSE where level = 1, n = 2");
    assertThat(rejection("{\"level\":1}", TALL.formatted(deep), "Glass").text())
        .contains("`level = 5` is FALSE");
  }

  @Test
  void ofAStepThatIsNoneOfThoseDemandedWhatItLacksIsTold() throws IOException {
    String free = TALL.formatted("p");

    assertThat(rejection("{\"level\":3}", free, "Glass", " PROPERTY Poured").falseParts().get(0))
        .satisfies(
            part -> {
              assertThat(part.text()).isEqualTo("[Pour]_level");
              assertThat(part.because().get(0).text()).isEqualTo("level > 1");
            });
    assertThat(
            rejection("{\"level\":3}", free, "Glass", " ACTION_CONSTRAINT Grown")
                .falseParts()
                .get(0)
                .root()
                .text())
        .isEqualTo("level' = level + 1");
  }

  /** A message that is the one which the line tells, but for what comes of it, and others. */
  private static final String POST =
      """
      ---- MODULE Post ----
      EXTENDS Naturals, Sequences, Json, IOUtils, TLC
      Trace == ndJsonDeserialize(IOEnv.TRACE)
      VARIABLES letters, read, line
      Init == /\\ letters = {[to |-> t, pages |-> p] : t \\in {"amy", "ben"}, p \\in 1..3}
              /\\ read = [t \\in {"amy", "ben"} |-> 0]
              /\\ line = 1
      Is(kind) == line <= Len(Trace) /\\ Trace[line].what = kind
      Pages(t) == read[t]
      IsLong(t) == read[t] > 2
      Lose == /\\ line <= Len(Trace)
              /\\ Trace[line].who = "amy"
              /\\ read["amy"] > 0
              /\\ UNCHANGED <<letters, read, line>>
      Take(t, letter) == /\\ letter.to = t
                         /\\ read' = [read EXCEPT ![t] = @ + letter.pages]
                         /\\ letters' = letters \\ {letter}
      ReadBy(t) == /\\ Is("read")
                   /\\ Trace[line].who = t
                   /\\ \\E letter \\in letters :
                        /\\ letter.pages = Trace[line].pages
                        /\\ Take(t, letter)
                        /\\ Pages(t)' = Trace[line].read
                        /\\ IsLong(t)' = Trace[line].long
                        /\\ line' = line + 1
      Next == Lose \\/ \\E t \\in {"amy", "ben"} : ReadBy(t)
      Read == line > Len(Trace)
      ====
      """;

  @Test
  void ofSeveralValuesTheOneIsToldForWhichMostHolds() throws IOException {
    Rejection.FalsePart count = ofLetters(3);
    Rejection.FalsePart truth = ofLetters(2);

    assertThat(count.text()).isEqualTo("Pages(t)' = Trace[line].read");
    assertThat(count.values())
        .containsEntry("Pages(t)'", "2")
        .containsEntry("Trace[line].read", "3");
    assertThat(truth.text()).isEqualTo("IsLong(t)' = Trace[line].long");
    assertThat(truth.values())
        .containsEntry("IsLong(t)'", "FALSE")
        .containsEntry("Trace[line].long", "TRUE");
  }

  /** What is lacking first by the rejection of a line that says how much was read in all. */
  private Rejection.FalsePart ofLetters(int read) throws IOException {
    String line = "{\"what\":\"read\",\"who\":\"amy\",\"pages\":2,\"read\":%d,\"long\":true}";
    return rejection(line.formatted(read), POST, "Post").falseParts().get(0).root();
  }
}
