package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model is told from the operations of a history, where it can be. */
class ModelsTest {

  private static History history(String calls) {
    StringBuilder edn = new StringBuilder();
    for (String call : calls.split(",", -1)) {
      String[] words = call.strip().split(" -> ", -1);
      String[] asked = words[0].split(" ", 2);
      String input = asked.length > 1 ? asked[1] : "nil";
      String output = words.length > 1 ? words[1] : input;
      edn.append("{:process 0 :type :invoke :f :%s :value %s}%n".formatted(asked[0], input))
          .append("{:process 0 :type :ok :f :%s :value %s}%n".formatted(asked[0], output));
    }
    return HistoryReader.parse(edn.toString(), "h");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          read -> 1                           | cas-register
          read -> nil, write 2                | cas-register
          write 2, cas [2 3]                  | cas-register
          txn [[:r :x nil]] -> [[:r :x 1]]    | multi-register
          put ["a" "x"], get "a" -> "x"       | kv
          acquire, release                    | mutex
          acquire 4 -> 4, release             | mutex
          acquire -> 33, release              | fenced-lock
          add 1, read -> 1                    | counter
          add 1, read -> [1]                  | set
          add 1, read -> #{1}                 | set
          add 1, contains 1 -> true           | set
          enqueue 1, dequeue -> 1             | queue
          elect [1 "n1"], observe -> [1 "n1"] | leader
          """)
  void operationsTellTheirModel(String calls, String model) {
    assertThat(Models.suiting(history(calls)).name()).isEqualTo(model);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "add 1 | add\nadd 1, push 2 | add, push")
  void whatNoneOrSeveralKnowIsRefused(String calls, String told) {
    assertThatThrownBy(() -> Models.suiting(history(calls)))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith(
            "from its operations (" + told + ") no model can be told; name one: register,");
  }

  @Test
  void allModelsAreFoundByTheirName() {
    assertThat(Models.names()).hasSize(12).allMatch(name -> Models.named(name).isPresent());
  }
}
