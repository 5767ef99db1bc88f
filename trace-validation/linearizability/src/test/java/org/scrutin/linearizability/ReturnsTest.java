package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a return says has to belong to its call: a model that does not look would judge half. */
class ReturnsTest {

  private static History history(String f, String input, String type, String output) {
    return HistoryReader.parse(
        "{:process 0 :type :invoke :f :%s :value %s}%n{:process 0 :type :%s :f :%s :value %s}"
            .formatted(f, input, type, f, output),
        "h");
  }

  private static void check(String model, History history) {
    new LinearizabilityChecker<>(Models.named(model).orElseThrow()).check(history);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          register        | write   | 1            | 2
          register        | write   | nil          | 2
          cas-register    | cas     | [1 2]        | [1 3]
          set             | add     | 1            | 2
          set             | remove  | 1            | 2
          queue           | enqueue | 1            | 2
          unordered-queue | enqueue | 1            | 2
          counter         | add     | 1            | 2
          leader          | elect   | [1 :a]       | [1 :b]
          kv              | put     | [:x 1]       | [:x 2]
          kv              | put     | [:x 1]       | [:y 1]
          kv              | put     | [:x 1]       | 1
          kv              | append  | [:x 1]       | [:x 2]
          kv              | get     | :x           | [:y 1]
          kv              | get     | [:x nil]     | [:y 1]
          kv              | get     | [:x nil]     | 1
          multi-register  | txn     | [[:w :x 1]]  | [[:w :x 2]]
          multi-register  | txn     | [[:w :x 1]]  | [[:w :y 1]]
          multi-register  | txn     | [[:w :x 1]]  | []
          multi-register  | txn     | [[:r :x nil]]| [[:w :x 1]]
          multi-register  | txn     | [[:r :x nil]]| [[:r :y 1]]
          """)
  void aReturnThatContradictsItsCallIsRefused(String model, String f, String in, String out) {
    assertThatThrownBy(() -> check(model, history(f, in, "ok", out)))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("line 1: " + f + ": the call says ")
        .hasMessageContaining(" and its return in line 2 says ");
    // What did not succeed may say why instead.
    check(model, history(f, in, "info", ":timed-out"));
    check(model, history(f, in, "fail", ":timed-out"));
    assertThatCode(() -> check(model, history(f, in, "ok", "nil"))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          counter        | read     | nil          | "1"    | read returns an integer, not 1
          counter        | read     | nil          | 1.0    | read returns an integer, not 1.0
          set            | contains | 1            | 1      | contains returns true or false, not 1
          set            | read     | nil          | 1      | read returns the values of the set, not 1
          fenced-lock    | acquire  | nil          | "1"    | acquire of a fenced lock returns its token
          leader         | observe  | nil          | :a     | observe returns [epoch node], not :a
          multi-register | txn      | [[:r :x nil]]| :done  | txn returns [[:r key value]
          kv             | get      | nil          | [:x 1] | get takes a key, not nil
          kv             | get      | [1 2]        | nil    | get takes a key, or [key nil]
          leader         | elect    | [1 nil]      | nil    | elect takes [epoch node], not [1, nil]
          """)
  void aReturnOfAnotherKindIsNoViolation(
      String model, String f, String in, String out, String message) {
    assertThatThrownBy(() -> check(model, history(f, in, "ok", out)))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("line 1: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acquire -> 7", "release -> :done"})
  void whatALockReturnsSaysNothingToAMutex(String call) {
    String[] words = call.split(" -> ", -1);
    assertThatCode(() -> check("mutex", history("acquire", "nil", "ok", words[1])))
        .doesNotThrowAnyException();
  }

  @Test
  void aSetThatIsReadIsNoCounter() {
    History history =
        HistoryReader.parse(
            """
            {:process 0 :type :invoke :f :add :value 5}
            {:process 0 :type :ok :f :add :value 1}
            {:process 1 :type :invoke :f :read :value nil}
            {:process 1 :type :ok :f :read :value #{5}}
            """,
            "h");
    // None has no objection; the one that knows the names tells which.
    assertThat(Models.suiting(history).name()).isEqualTo("set");
    assertThatThrownBy(() -> check("set", history)).hasMessageContaining("the call says 5");
  }
}
