package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.modelcheck.tlc.SpecException;

/** Arguments of events in sets that are not listed, and may have no end. */
class DomainsTest {

  private static TraceValidator domains;

  @BeforeAll
  static void load() {
    Path folder = Specs.folder();
    domains = Specs.of(folder.resolve("Domains.tla"), folder.resolve("Domains.cfg"), Map.of());
  }

  @AfterAll
  static void close() {
    domains.close();
  }

  private static Verdict step(String action, String args, String x) {
    return Specs.validate(
        domains,
        Specs.trace(
            "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"%s\",\"args\":%s,\"state\":{\"x\":%s}}"
                .formatted(action, args, x)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Number|3",
        "Few|3",
        "Few|null",
        "Text|\"c\"",
        "Text|\"a\"",
        "Reader|\"a\"",
        "Queue|[]",
        "Queue|[1,2]",
        "Queue|{\"2\":2,\"1\":1}",
        "Message|{\"entries\":[-1],\"to\":\"a\"}",
        "Table|{\"b\":4,\"a\":3}",
        "Row|[4,5]",
        "Row|{\"1\":4,\"2\":5}",
        "Pair|[1,[[\"a\",\"c\"],[]]]",
        "Group|[]",
        "Group|[2,1]",
        "Short|[2,1]",
        "Either|[\"b\"]",
        "Either|5",
        "Either|null",
        "Other|8",
        "OneOf|[8]",
        "Small|null",
        "Anything|8"
      })
  void whatIsInTheSetConforms(String action, String value) {
    assertThat(step(action, "[" + value + "]", value)).isInstanceOf(Verdict.Conforms.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Number|-1",
        "Few|4",
        "Few|\"a\"",
        "Text|null",
        "Reader|\"c\"",
        "Queue|[3]",
        "Queue|{\"2\":2}",
        "Queue|1",
        "Message|{\"entries\":[1],\"to\":\"b\"}",
        "Message|{\"entries\":[1]}",
        "Table|{\"a\":3}",
        "Table|{\"a\":3,\"b\":-1}",
        "Table|[1,2]",
        "Row|[1]",
        "Row|{\"1\":4,\"3\":5}",
        "Pair|[1]",
        "Pair|[1,[[1]]]",
        "Group|[-1]",
        "Group|[1,1]",
        "Short|[1,2,3]",
        "Small|2",
        "Either|[\"c\"]",
        "Either|\"b\"",
        "Other|7",
        "OneOf|[-1]",
        "OneOf|8"
      })
  void whatIsNotInTheSetIsRejected(String action, String value) {
    Verdict verdict = step(action, "[" + value + "]", value);

    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    assertThat(((Verdict.Rejected) verdict).rejection().kind())
        .isEqualTo(Rejection.Kind.NOT_ENABLED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Anything|[8]|it cannot be told what [8] is as an element of ANY",
        "Linked|{\"1\":2}|it cannot be told what [1 |-> 2] is as an element of [{<<1, 2>>} -> Nat]"
      })
  void whatCannotBeToldIsNoFinding(String action, String value, String message) {
    assertThatThrownBy(() -> step(action, "[" + value + "]", value))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("run.ndjson:2: event 1: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Number|\"a\"|Nat", "Number|[1]|Nat", "Text|1|STRING"})
  void whatCannotBeInTheSetIsBadInput(String action, String value, String set) {
    assertThatThrownBy(() -> step(action, "[" + value + "]", value))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("run.ndjson:2: event 1: argument 1 of " + action)
        .hasMessageEndingWith(", which cannot be in " + set);
  }

  @Test
  void aFunctionOverOneToNMayBeWrittenWithItsNumbersAsNames() {
    assertThat(step("Ones", "[]", "{\"1\":1,\"2\":1}")).isInstanceOf(Verdict.Conforms.class);
    assertThat(step("Ones", "[]", "{\"1\":1,\"2\":2}")).isInstanceOf(Verdict.Rejected.class);
    assertThat(step("Ones", "[]", "{\"1\":1,\"3\":1}")).isInstanceOf(Verdict.Rejected.class);
    assertThat(step("Ones", "[]", "{\"1\":1}")).isInstanceOf(Verdict.Rejected.class);
    assertThatThrownBy(() -> step("Ones", "[]", "{\"one\":1,\"two\":1}"))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("where the specification has a sequence, <<1, 1>>");
  }
}
