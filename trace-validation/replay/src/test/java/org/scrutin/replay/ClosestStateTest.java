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
    Path spec = Files.writeString(folder.resolve(name + ".tla"), text);
    Path config =
        Files.writeString(
            folder.resolve(name + ".cfg"),
            "INIT Init NEXT Next CHECK_DEADLOCK FALSE POSTCONDITION Read");
    Path trace = Files.writeString(folder.resolve("run.ndjson"), line + "\n");
    try (TraceSpecValidator validator = TraceSpecValidator.of(Specs.library(), spec, config)) {
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

  @Test
  void whatIsAboutAnotherKindOfLineComesLast() throws IOException {
    List<Rejection.FalsePart> parts =
        rejection("{\"what\":\"empty\",\"least\":9,\"most\":0}").falseParts();
    assertThat(parts.get(0).text()).isEqualTo("level >= Trace[line].least");
    assertThat(parts.get(parts.size() - 1).root().text()).isEqualTo("Trace[line].what = kind");
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
}
