package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** What is said of a trace beside its verdict, and of one that leaves nothing to follow. */
class TraceSpecReasonsTest {

  /** The first line says which accounts there are, and how they begin. */
  private static final String ACCOUNTS =
      """
      ---- MODULE Accounts ----
      EXTENDS Naturals, Sequences, FiniteSets, Json, IOUtils, TLC
      Raw == ndJsonDeserialize(IOEnv.TRACE)
      Named == {Raw[1].accounts[i] : i \\in DOMAIN Raw[1].accounts}
      Trace == SubSeq(Raw, 2, Len(Raw))
      CONSTANT Account
      ASSUME Raw[1].version = 1 /\\ Cardinality(Account) > 1
      VARIABLES balance, last, l
      Init == /\\ balance = [a \\in Account |-> 0]
              /\\ balance = Raw[1].balance
              /\\ last \\in {"none"}
              /\\ l = 1
      Put(e) == /\\ balance' = [balance EXCEPT ![e.account] = @ + e.amount]
                /\\ balance' = e.balance
                /\\ last' = e.account
      Take(e) == /\\ e.amount <= balance[e.account]
                 /\\ balance' = [balance EXCEPT ![e.account] = @ - e.amount]
                 /\\ last' = e.account
      Next == /\\ l <= Len(Trace)
              /\\ l' = l + 1
              /\\ CASE Trace[l].event = "put" -> Put(Trace[l])
                   [] Trace[l].event = "take" -> Take(Trace[l])
                   [] OTHER -> FALSE
      Read == <>(l > Len(Trace))
      ====
      """;

  private static final String FIRST =
      "{\"version\":1,\"accounts\":[\"ann\",\"bob\"],\"balance\":{\"ann\":0,\"bob\":0}}";
  private static final String PUT =
      "{\"event\":\"put\",\"account\":\"ann\",\"amount\":3,\"balance\":{\"ann\":3,\"bob\":0}}";

  @TempDir private Path folder;
  private TraceSpecValidator validator;

  @BeforeEach
  void load() throws IOException {
    Path spec = Files.writeString(folder.resolve("Accounts.tla"), ACCOUNTS);
    Path config =
        Files.writeString(
            folder.resolve("Accounts.cfg"),
            "INIT Init NEXT Next CHECK_DEADLOCK FALSE PROPERTY Read CONSTANT Account <- Named");
    validator = TraceSpecValidator.of(SpecLibrary.beside(spec), spec, config);
  }

  @AfterEach
  void close() {
    validator.close();
  }

  private Verdict validate(String... lines) throws IOException {
    return validator.validate(
        Files.write(folder.resolve("run.ndjson"), List.of(lines)), Options.DEFAULT);
  }

  private Rejection rejection(String... lines) throws IOException {
    Verdict verdict = validate(lines);
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    return ((Verdict.Rejected) verdict).rejection();
  }

  private static String take(String account, String amount) {
    return "{\"state\":{\"long\":[1,2]},\"account\":\"%s\",\"amount\":%s,\"event\":\"take\"}"
        .formatted(account, amount);
  }

  /** What is compared as a part of a whole function counts, and so does what is only assumed. */
  @Test
  void whatAFunctionOfAConstantHasIsCompared() throws IOException {
    Verdict verdict = validate(FIRST, PUT);
    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().unread()).isEmpty();
  }

  @Test
  void aTraceThatCannotBeginSoIsRejected() throws IOException {
    Rejection rejection = rejection(FIRST.replace("\"bob\":0", "\"bob\":7"), PUT);
    assertThat(rejection.event()).isZero();
    assertThat(rejection.claim()).isEqualTo("Init");
    assertThat(rejection.falseParts())
        .singleElement()
        .satisfies(part -> assertThat(part.text()).isEqualTo("balance = Raw[1].balance"));
  }

  @Test
  void ofCasesTheOneThatIsMeantIsLookedInto() throws IOException {
    Rejection rejection = rejection(FIRST, PUT, take("ann", "4"));
    assertThat(rejection.falseParts().get(0).text()).isEqualTo("e.amount <= balance[e.account]");
  }

  @Test
  void whereNoneOfTheCasesIsMeantThatIsSaid() throws IOException {
    Rejection rejection = rejection(FIRST, PUT.replace("put", "steal"));
    assertThat(rejection.falseParts().get(0).text()).startsWith("CASE ");
  }

  @Test
  void ofTwoLargeValuesWhereTheyDifferIsTold() throws IOException {
    String zeros =
        IntStream.range(0, 40)
            .mapToObj(i -> "\"account" + i + "\":0")
            .collect(Collectors.joining(","));
    String first =
        "{\"version\":1,\"accounts\":[%s],\"balance\":{%s}}"
            .formatted(zeros.replace(":0", ""), zeros);
    String put =
        "{\"event\":\"put\",\"account\":\"account7\",\"amount\":3,\"balance\":{%s}}"
            .formatted(zeros);

    assertThat(rejection(first, put).falseParts().get(0).values())
        .containsEntry("balance'[\"account7\"]", "3")
        .containsEntry("e.balance[\"account7\"]", "0")
        .hasSize(2);
  }

  @Test
  void theNameOfTheEventStandsBeforeWhatHasParts() throws IOException {
    assertThat(rejection(FIRST, PUT, take("ann", "4")).claim())
        .endsWith("state |-> [long |-> <<1, 2>>]]")
        .contains("event |-> \"take\"");
  }

  @Test
  void theActionsBeforeTheRejectionAreCounted() throws IOException {
    assertThat(validate(FIRST, PUT, take("ann", "4")).stats().actions()).containsEntry("Next", 1L);
  }

  @Test
  void aFalseAssumptionIsToldWithTheTraceAndWhatIsFalse() {
    assertThatThrownBy(() -> validate(FIRST.replace("\"version\":1", "\"version\":2"), PUT))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Accounts.tla:7: this assumption is false with ")
        .hasMessageContaining("run.ndjson, since at ")
        .hasMessageContaining("`Raw[1].version = 1` is FALSE");
  }

  @Test
  void whatCannotBeEvaluatedIsToldWithTheLine() {
    assertThatThrownBy(() -> validate(FIRST, PUT, take("ann", "\"much\"")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("run.ndjson:3: ");
  }

  @Test
  void aWholeNumberIsOneHoweverItIsWritten() throws IOException {
    assertThat(validate(FIRST, PUT, take("ann", "3.0"))).isInstanceOf(Verdict.Conforms.class);
    assertThat(validate(FIRST, PUT, take("ann", "3e0"))).isInstanceOf(Verdict.Conforms.class);
    assertThat(rejection(FIRST, PUT, take("ann", "4.0")).event()).isEqualTo(2);
  }

  /** As for TLC, and what lies there may be of another version. */
  @Test
  void aModuleInAFolderBelowIsNoneOfTheSpecification() throws IOException {
    Path below = Files.createDirectory(folder.resolve("below"));
    Files.writeString(below.resolve("Json.tla"), "---- MODULE Json ----\n====\n");
    close();
    load();
    assertThat(validate(FIRST, PUT)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void whatCannotBeEvaluatedIsToldWithItsPlace() {
    assertThatThrownBy(() -> validate(FIRST, PUT.replace("\"amount\":3", "\"amount\":\"3\"")))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Accounts.tla:13: `@ + e.amount` cannot be evaluated with ")
        .hasMessageContaining("run.ndjson:2: a text is where a number must be");
  }
}
