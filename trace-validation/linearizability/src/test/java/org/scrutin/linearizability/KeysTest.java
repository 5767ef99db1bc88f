package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registers and other things by key, whether the key stands in the value or apart. */
class KeysTest {

  private static final String TWO_KEYS =
      """
      {"process":0,"type":"invoke","f":"write","key":"x","value":1}
      {"process":0,"type":"ok","f":"write","key":"x","value":1}
      {"process":0,"type":"invoke","f":"write","key":"y","value":2}
      {"process":0,"type":"ok","f":"write","key":"y","value":null}
      {"process":0,"type":"invoke","f":"read","key":"x","value":null}
      {"process":0,"type":"ok","f":"read","key":"x","value":%s}
      """;

  private static History twoKeys(String read) {
    return HistoryReader.parse(TWO_KEYS.formatted(read), "h");
  }

  private static Verdict check(Model<?> model, History history) {
    return new LinearizabilityChecker<>(model).check(history);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "null, true", "2, false", "7, false"})
  void aFieldKeySaysThatItIsKeyed(String read, boolean good) {
    History history = twoKeys(read);
    assertThat(history.keyed()).isTrue();
    Verdict verdict = check(Register.plain(), history);
    assertThat(verdict)
        .isInstanceOf(good ? Verdict.Linearizable.class : Verdict.NotLinearizable.class);
    assertThat(verdict.stats().operations()).isEqualTo(3);
    if (good) {
      assertThatCode(() -> Linearizability.assertLinearizable(history, Register.plain()))
          .doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> Linearizability.assertLinearizable(history, Register.plain()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("process 0: read -> " + read);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {:process 0 :type :invoke :f :read :key 1} | {:process 0 :type :ok :f :read :value 2}        | no field key, and line 1 has one
          {:process 0 :type :invoke :f :read}        | {:process 0 :type :ok :f :read :key 1 :value 2} | a field key, and line 1 has none
          """)
  void allLinesHaveAKeyOrNone(String call, String ret, String message) {
    String nemesis = "\n{:process :nemesis :type :info :f :start}\n";
    assertThatThrownBy(() -> HistoryReader.parse(call + nemesis + ret, "h"))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("h:3: this line has " + message);
  }

  @Test
  void theModelIsToldFromTheValues() {
    assertThat(Models.suiting(twoKeys("1")).name()).isEqualTo("cas-register");
    String locks =
        TWO_KEYS.formatted("null").replace("write", "acquire").replace("read", "release");
    assertThat(Models.suiting(HistoryReader.parse(locks, "h")).name()).isEqualTo("mutex");
    String map = TWO_KEYS.formatted("1").replace("write", "put").replace("read", "get");
    History kv = HistoryReader.parse(map, "h");
    assertThat(Models.suiting(kv).name()).isEqualTo("kv");
    assertThat(check(new KeyValue(), kv)).isInstanceOf(Verdict.Linearizable.class);
  }

  @Test
  void anExplanationIsOfOneKey() {
    History history = twoKeys("2");
    assertThatThrownBy(() -> Explanation.of(Register.plain(), history, Limits.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("explain each part of history.byKey()");
    History part = history.byKey().get("x");
    assertThat(Explanation.of(Register.plain(), part, Limits.standard()).stuck()).isPresent();
  }

  private static History read(String output) {
    return HistoryReader.parse(
        """
        {:process 0 :type :invoke :f :read :value [1 nil]}
        {:process 0 :type :ok :f :read :value %s}
        """
            .formatted(output),
        "h");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "[2 5]\n7\n[1 2 3]")
  void aReturnHasTheKeyOfItsCall(String output) {
    assertThatThrownBy(() -> read(output).byKey())
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("line 1: the return in line 2 says ")
        .hasMessageContaining("its call the key 1; write [1 value]");
  }

  @Test
  void aReturnOfNilSaysNothing() {
    assertThat(read("nil").byKey().get(1L).operations().get(0).output()).isEqualTo(Nil.NIL);
    assertThat(read("[1 nil]").byKey().get(1L).operations().get(0).output()).isEqualTo(Nil.NIL);
    assertThat(read("[1 5]").byKey().get(1L).operations().get(0).output()).isEqualTo(5L);
  }

  @Test
  void whatFailedRepeatsItsCall() {
    Operation failed = new Operation(0, "write", List.of(1L, 5L), 7L, Status.FAIL, 0, 1, 0);
    History part = new History(List.of(failed)).byKey().get(1L);
    assertThat(part.operations().get(0).output()).isEqualTo(5L);
  }
}
