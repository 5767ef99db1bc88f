package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** A rejection explains itself. */
class ExplanationTest {

  private static TraceValidator lending;
  private static TraceValidator bully;

  @BeforeAll
  static void load() {
    lending = Specs.lending();
    SpecLibrary library = SpecLibrary.bundled();
    Path spec = library.root().resolve("bully/Bully.tla");
    Path config = Specs.folder().resolve("Bully_fifo.cfg");
    bully = TraceValidator.of(library, spec, config, JsonObject.EMPTY);
  }

  @AfterAll
  static void close() {
    lending.close();
    bully.close();
  }

  private static String event(int n, int at, String action, String args, String state) {
    return "{\"n\":%d,\"at\":%d,\"clock\":1,\"action\":\"%s\",\"args\":%s,\"state\":%s}"
        .formatted(n, at, action, args, state);
  }

  private static Rejection rejection(TraceValidator validator, String... lines) {
    Verdict verdict = Specs.validate(validator, Specs.trace(lines));
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    return ((Verdict.Rejected) verdict).rejection();
  }

  @Test
  void theFalseConjunctIsToldWithItsLineAndValues() {
    Rejection rejection =
        rejection(
            bully,
            event(1, 1, "StartElection", "[1]", "{\"status\":\"Electing\"}"),
            event(2, 2, "AnswerTimeout", "[2]", "{\"leader\":2}"));

    // The specification may grow: which line it is, is for the other tests to say.
    assertThat(rejection.text().replaceFirst("tla:\\d+", "tla:N"))
        .isEqualTo(
            """
            run.ndjson:3: event 2, AnswerTimeout(2): not enabled
                at Bully.tla:N `status[i] = "Electing"` is FALSE where status[i] = "Idle", i = 2
              enabled on 2:
                Crash ×1, such as Crash(2)
                HandleElection ×1, such as HandleElection([type |-> "Election", from |-> 1, to |-> 2])
                StartElection ×1, such as StartElection(2)
              enabled elsewhere:
                AnswerTimeout ×1, such as AnswerTimeout(1)
                Crash ×4, such as Crash(1)
                HandleElection ×3, such as HandleElection([type |-> "Election", from |-> 1, to |-> 3])
                StartElection ×3, such as StartElection(3)""");
  }

  @Test
  void aMessageThatWasNotSentIsToldWithTheOnesThatWere() {
    Rejection rejection =
        rejection(
            bully,
            event(1, 4, "StartElection", "[4]", "{}"),
            event(2, 5, "HandleElection", "[{\"type\":\"Election\",\"from\":3,\"to\":5}]", "{}"));

    assertThat(rejection.falseParts())
        .singleElement()
        .asString()
        .endsWith(
            "`m \\in Deliverable` is FALSE: m must be in Deliverable, but [type |-> \"Election\", from |-> 3, to |-> 5] is not in"
                + " {[type |-> \"Election\", from |-> 4, to |-> 5]}");
  }

  @Test
  void aStepThatLeadsElsewhereIsToldVariableByVariable() {
    Rejection rejection =
        rejection(
            bully,
            event(
                1,
                5,
                "StartElection",
                "[5]",
                "{\"leader\":5,\"epoch\":6,\"status\":\"Electing\"}"));

    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.LEADS_ELSEWHERE);
    assertThat(rejection.differences())
        .containsExactly(
            new Rejection.Difference("epoch", Optional.of("5"), "5", "6"),
            new Rejection.Difference("status", Optional.of("5"), "\"Idle\"", "\"Electing\""));
    assertThat(rejection.enabled())
        .contains(new Rejection.Enabled("Crash", 1, 0, "Crash(5)", true));
  }

  @Test
  void theActionThatWouldHaveGivenTheLoggedValuesIsNamed() {
    Rejection rejection = rejection(lending, event(1, 1, "Return", "[1]", "{\"wish\":\"plain\"}"));

    assertThat(rejection.falseParts())
        .singleElement()
        .hasToString("Lending.tla:69 `holder = i` is FALSE where holder = None, i = 1");
    assertThat(rejection.enabled())
        .contains(new Rejection.Enabled("Ask", 2, 1, "Ask(1, \"plain\")", true));
  }

  @Test
  void theElementForWhichAQuantifierFailsIsFound() {
    Rejection rejection =
        rejection(
            lending,
            event(1, 1, "Ask", "[1,\"plain\"]", "{}"),
            event(2, 1, "Accept", "[{\"from\":1,\"kind\":\"plain\",\"nth\":0}]", "{}"),
            event(3, 1, "Lend", "[]", "{}"),
            event(4, 3, "Ask", "[3,\"urgent\"]", "{}"),
            event(5, 1, "Return", "[1]", "{}"));

    assertThat(rejection.details())
        .containsExactly(
            "at Lending.tla:70 `\\A r \\in Reader : (wish[r] = \"urgent\") => (r = i)` is FALSE where i = 1",
            "since at Lending.tla:70 `r = i` is FALSE where r = 3, i = 1");
  }

  @Test
  void aFalseBranchIsSearchedThroughLetIfAndAlternatives() {
    Rejection rejection =
        rejection(
            lending,
            event(1, 1, "Ask", "[1,\"plain\"]", "{}"),
            event(2, 1, "Ask", "[1,\"urgent\"]", "{}"));

    assertThat(rejection.falseParts())
        .singleElement()
        .hasToString("Lending.tla:39 `wish[i] = None` is FALSE where wish[i] = \"plain\", i = 1");
  }

  @Test
  void everyTextIsShortened() {
    List<String> lines =
        rejection(bully, event(1, 5, "HandleElection", "[{\"type\":\"Election\"}]", "{}"))
            .text()
            .lines()
            .toList();

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThan(600));
  }

  @Test
  void aSpecificationWithACommentThatIsNoUtf8IsQuoted(@TempDir Path folder) throws IOException {
    String text =
        """
        ---- MODULE Door ----
        VARIABLE open \\* d\u00e9part
        Init == open = FALSE
        Open == ~open /\\ open' = TRUE
        Next == Open
        ====
        """;
    Path spec = Files.write(folder.resolve("Door.tla"), text.getBytes(StandardCharsets.ISO_8859_1));
    Path config = Files.writeString(folder.resolve("Door.cfg"), "INIT Init NEXT Next");
    try (TraceValidator door =
        TraceValidator.of(SpecLibrary.beside(spec), spec, config, JsonObject.EMPTY)) {
      String opened = event(1, 1, "Open", "[]", "{\"open\":true}");
      assertThat(rejection(door, opened, opened.replace("\"n\":1", "\"n\":2")).text())
          .contains("at Door.tla:4 `~open` is FALSE");
    }
  }

  @Test
  void conjunctionsInsideOfOthersAboveAnActionAreExplained(@TempDir Path folder)
      throws IOException {
    String module =
        """
        ---- MODULE Beside ----
        EXTENDS Naturals
        VARIABLES x, y
        Init == x = 0 /\\ y = 0
        Up(n) == x < 2 /\\ x' = x + n
        Next == (y = 0 /\\ (\\E n \\in 1..2 : Up(n))) /\\ y' = y
        ====
        """;
    try (TraceValidator validator = Specs.written(folder, "Beside", module)) {
      Rejection rejection =
          rejection(
              validator,
              event(1, 1, "Up", "[2]", "{\"x\":2}"),
              event(2, 1, "Up", "[1]", "{\"x\":3}"));
      assertThat(rejection.falseParts().get(0).place()).isEqualTo("Beside.tla:5");
      assertThat(rejection.falseParts().get(0).text()).isEqualTo("x < 2");
    }
  }
}
