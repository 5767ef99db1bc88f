package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories are read as others write them, and what is none is refused by line. */
class HistoryFormatsTest {

  private static History parse(String text) {
    return HistoryReader.parse(text, "h");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
            {:process 0, :type :invoke, :f :cas, :value [0 3], :index 12, :time 99286665244}
            {:process :nemesis, :type :info, :f :start, :value nil, :index 13}
            {:process 0, :type :ok, :f :cas, :value [0 3], :index 17, :time -1}
            """,
        """
            [{:process 0 :type :invoke :f :cas :value [0 3]} ; why not
            {:process 0 :type :ok :f :cas :value [0 3] :error "none"}]""",
        """
            ({:process 0 :type :invoke :f :cas :value (0 3)} #_{:left out} {:process 0 :type :ok :f :cas :value [0 3]})""",
        """
            INFO  jepsen.util - 0\t:invoke\t:cas\t[0 3]
            noise
            INFO  jepsen.util - :nemesis\t:info\t:start\tnil
            INFO  jepsen.util - 0\t:ok\t:cas\t[0 3]
            """,
        """
            2024-01-02 03:04:05,678{GMT}\tINFO\t[jepsen worker 0] jepsen.util: 0\t:invoke\t:cas\t[0 3]
            2024-01-02 03:04:05,679{GMT}\tINFO\t[jepsen nemesis] jepsen.util: :nemesis\t:info\t:kill\t{"n1" #object[x]}
            2024-01-02 03:04:05,680{GMT}\tWARN\t[jepsen worker 0] other.ns: caught :this :that
            2024-01-02 03:04:05,681{GMT}\tINFO\t[jepsen worker 0] jepsen.util: 0\t:ok\t:cas\t[0 3]
            """,
        """
            #jepsen.history.Op{:index 0, :time 5, :type :invoke, :process 0, :f :cas, :value [0 3]}
            #jepsen.history.Op{:index 1, :time ##Inf, :type :info, :process :nemesis, :f :kill, :value #inst "2024", :ratio 1/3}
            #jepsen.history.Op{:index 2, :time 6N, :type :ok, :process 0, :f :cas, :value #jepsen.independent.Tuple[0 3]}
            """,
        """
            {"process":0,"type":"invoke","f":"cas","value":[0,3]}
            {"process":0,"type":"ok","f":":cas","value":[0,3]}
            """,
        """
            [{"process":0,"type":"invoke","f":"cas","value":[0,3]},
            {"process":0,"type":"ok","f":"cas","value":[0,3]}]""",
      })
  void allFormatsSayTheSame(String text) {
    List<Operation> operations = parse(text).operations();
    assertThat(operations).hasSize(1);
    Operation o = operations.get(0);
    assertThat(o)
        .isEqualTo(
            new Operation(
                0, "cas", List.of(0L, 3L), List.of(0L, 3L), Status.OK, 0, 1, 1, o.returnLine()));
    assertThat(o.line()).isEqualTo(1);
  }

  @Test
  void whatSucceedsNotMaySayWhyInWords() {
    History history =
        parse(
            """
            INFO  jepsen.util - 4\t:invoke\t:write\t1
            INFO  jepsen.util - 4\t:info\t:write\t:timed-out
            INFO  jepsen.util - 5\t:invoke\t:read\tnil
            INFO  jepsen.util - 5\t:fail\t:read\t:timed-out (after 5 s
            """);
    assertThat(history.operations())
        .extracting(Operation::status)
        .containsExactly(Status.INFO, Status.FAIL);
  }

  @Test
  void whatFaultInjectorsDoIsKeptAside() {
    History history =
        parse(
            """
            {:process :nemesis, :type :info, :f :start, :value "Cut off {:n2 #{:n3}}", :time 1}
            {:type :invoke, :f :acquire, :process 1, :time 341187643, :index 0}
            {:type :fail, :f :acquire, :process 1, :error :not-held, :index 1}
            {:process :nemesis, :type :info, :f :stop}
            """);
    assertThat(history.marks())
        .containsExactly(
            new Mark(0, "nemesis", "start", "Cut off {:n2 #{:n3}}", 1),
            new Mark(2, "nemesis", "stop", Nil.NIL, 4));
  }

  @Test
  void transactionsAreReadOverSeveralLines() {
    History history =
        parse(
            """
            [{:type :invoke,
              :f :txn,
              :value [[:read :x nil] [:write :y 1]],
              :process 2,
              :time 22953434680}
             {:type :ok, :f :txn, :value [[:read :x 0] [:write :y 1]], :process 2}]
            """);
    Object zeros = HistoryReader.value("{:x 0 :y 0}", "--initial");
    MultiRegister zero = new MultiRegister(new HashMap<>((Map<?, ?>) zeros));
    assertThat(new LinearizabilityChecker<>(zero).check(history))
        .isInstanceOf(Verdict.Linearizable.class);
    assertThat(new LinearizabilityChecker<>(new MultiRegister(Map.of())).check(history))
        .isInstanceOf(Verdict.NotLinearizable.class);
  }

  @Test
  void aFailedCasSaysNothingOrThatTheValueDiffered() {
    History history =
        parse(
            """
            {:process 0 :type :invoke :f :write :value 1}
            {:process 0 :type :ok :f :write :value 1}
            {:process 0 :type :invoke :f :cas :value [1 2]}
            {:process 0 :type :fail :f :cas :value [1 2]}
            """);
    Register register = Register.withCas();
    assertThat(new LinearizabilityChecker<>(register).check(history))
        .isInstanceOf(Verdict.Linearizable.class);
    assertThat(new LinearizabilityChecker<>(register.observingFailedCas()).check(history))
        .isInstanceOf(Verdict.NotLinearizable.class);
  }

  @Test
  void aReadOfNilSaysNothingOrThatNothingIsThere() {
    History history =
        parse(
            """
            INFO  jepsen.util - 0\t:invoke\t:read\tnil
            INFO  jepsen.util - 0\t:ok\t:read\tnil
            INFO  jepsen.util - 1 \t:invoke :write \t4 \t:hint 0
            INFO  jepsen.util - 1 \t:ok :write \t4 \t:hint 7
            INFO  jepsen.util - 0\t:invoke\t:read\tnil
            INFO  jepsen.util - 0\t:ok\t:read\tnil
            """);
    Register register = Register.plain();
    assertThat(new LinearizabilityChecker<>(register).check(history))
        .isInstanceOf(Verdict.Linearizable.class);
    assertThat(new LinearizabilityChecker<>(register.observingNil()).check(history))
        .isInstanceOf(Verdict.NotLinearizable.class);
  }

  @Test
  void aCallWithoutReturnIsInfoAndAFailureKeepsItsValue() {
    History history =
        parse(
            """
            {:process 1 :type :invoke :f :write :value 4}
            {:process 2 :type :invoke :f :write :value 5}
            {:process 2 :type :fail :f :write :value nil}
            """);
    assertThat(history.operations().get(0).status()).isEqualTo(Status.INFO);
    assertThat(history.operations().get(1).input()).isEqualTo(5L);
    assertThat(history.operations().get(1).status()).isEqualTo(Status.FAIL);
  }

  @Test
  void keysApartAsPorcupineWritesThemAreKeys() {
    History history =
        parse(
            """
            {:process 0, :type :invoke, :f :put, :key "a", :value "x"}
            {:process 0, :type :ok, :f :put, :key "a", :value "x"}
            {:process 0, :type :invoke, :f :get, :key "a", :value nil}
            {:process 0, :type :ok, :f :get, :key "a", :value "x"}
            """);
    assertThat(new LinearizabilityChecker<>(new KeyValue()).check(history))
        .isInstanceOf(Verdict.Linearizable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {:process 0 :type :invoke :f :read} 7 | h:1: an operation is a map
          {:process 0 :type :ok :f :read}       | h:1: process 0 returns without a call
          {:process 0 :type :invoke}            | h:1: the operation has no f
          {:process 0 :type :invoke :f :read    | h:1: the file ends
          [{:process 0 :type :sleep :f :read}]  | h:1: the type is invoke, ok, fail or info
          {:process 0 :type :invoke :f "read}   | h:1: the string has no end
          {"process":0,"type":                  | h:1: this is no JSON
          ; nothing                             | h: there is no operation
          """)
  void whatIsNoHistoryIsRefusedByLine(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aProcessThatCallsAgainIsRefused() {
    String invoke = "{:process 0 :type :invoke :f :read}\n";
    assertThatThrownBy(() -> parse(invoke + invoke)).hasMessageStartingWith("h:2: process 0 calls");
    assertThatThrownBy(() -> parse(invoke + "{:process 0 :type :info :f :read}\n" + invoke))
        .hasMessageStartingWith("h:3: process 0 calls after :info");
    assertThatThrownBy(() -> parse(invoke + "{:process 0 :type :ok :f :write}"))
        .hasMessageStartingWith("h:2: process 0 called read");
  }

  @Test
  void whatIsWrittenReadsTheSameToTheJudge() {
    for (Menu<?> menu : Menu.all()) {
      for (int seed = 0; seed < 50; seed++) {
        History history = menu.random(new Random(seed), 8);
        History again = parse(HistoryWriter.edn(history));
        assertThat(BruteForce.linearizable(menu.whole(), again))
            .isEqualTo(BruteForce.linearizable(menu.whole(), history));
        assertThat(again.operations())
            .extracting(Operation::toString)
            .isEqualTo(history.operations().stream().map(Operation::toString).toList());
      }
    }
  }
}
