package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A page is one file, and says what was found. */
class HistoryPageTest {

  private static final String TEXT =
      """
      {:process 0 :type :invoke :f :write :value "</script>"}
      {:process 0 :type :ok :f :write :value "</script>"}
      {:process :nemesis :type :info :f :start :value "cut off n1"}
      {:process 1 :type :invoke :f :write :value 2}
      {:process 1 :type :info :f :write :value 2}
      {:process 2 :type :invoke :f :read :value nil}
      {:process 2 :type :ok :f :read :value 3}
      """;

  @Test
  void itHoldsTheHistoryTheFaultsAndTheOrders() {
    History history = HistoryReader.parse(TEXT, "h");
    Explanation explanation = Explanation.of(Register.plain(), history, Limits.standard());
    String page =
        HistoryPage.html(
            "a<b", "not linearizable", history, explanation, List.of(history.operations().get(2)));
    assertThat(page)
        .contains("<title>a&lt;b</title>")
        .contains("\"stuck\":2")
        .contains("\"small\":[2]")
        .contains("\"nemesis: start cut off n1\"")
        .contains("the value is 2, not what it read")
        .contains("write <\\/script>")
        .doesNotContain("http")
        .doesNotContain("/*DATA*/");
    assertThat(page.split("</script>", -1)).as("one script").hasSize(2);
  }
}
