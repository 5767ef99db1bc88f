package org.scrutin.linearizability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What could be read as less or other than it says is refused, with its line. */
class RefusedHistoriesTest {

  private static final String READ =
      "{:process 0 :type :invoke :f :read}\n{:process 0 :type :ok :f :read :value %s}\n";

  private static final String JSON_READ =
      """
      {"process":0,"type":"invoke","f":"read"}
      {"process":0,"type":"ok","f":"read","value":%s}
      """;

  private static History parse(String text) {
    return HistoryReader.parse(text, "h");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContainingAny("\n", "\r");
  }

  private static Object value(String text) {
    return parse(text).operations().get(0).output();
  }

  @Test
  void nothingFollowsTheHistory() {
    String edn = "[" + READ.formatted(1) + "]";
    assertThat(value(edn + "\n ; well\n #_ [] ,")).isEqualTo(1L);
    refused(edn + "\n" + READ.formatted(2), "h:4: nothing may follow the bracket");
    refused(edn + " ]] garbage", "h:3: nothing may follow the bracket");
    String object = "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}";
    assertThat(parse("[" + object + "]\n \n").size()).isEqualTo(1);
    refused("[" + object + "]\n[" + object + "]", "h:2: nothing may follow the array");
    refused("[" + object + "]\n" + object, "h:2: nothing may follow the array");
    refused("[" + object + "]\n}}", "h:2: this is no JSON");
    refused("\n" + object + " " + object, "h:2: more than one value stands in this line");
    refused(object + " ]]}", "h:1: this is no JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {:process 0 :type :invoke :f :read :value 1 :value 2} | h:1: the key :value stands twice
          {:process 0 :type :invoke :f :write :value {1 2 1 3}} | h:1: the key 1 stands twice
          {:process 0 :type :invoke :f :read :value 1 value 2}  | h:1: the key value stands twice
          {:process 0 :type :invoke :f :write :value #{1 2 1}}  | h:1: the element 1 stands twice
          {"process":0,"type":"invoke","f":"write","f":"read"}  | h:1: a field stands twice in one object
          {"process":0,"f":"write","value":{"a":1,"a":2}}       | h:1: a field stands twice in one object
          """)
  void aKeyStandsInAMapOnce(String text, String message) {
    refused(text, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.10000000000000000001",
        "9007199254740993.0",
        "1e400",
        "-1e400",
        "1e-400",
        "4.9000000001e-324",
      })
  void numbersThatWouldBecomeAnotherAreRefused(String number) {
    refused(READ.formatted(number), "h:2: " + number + " has more digits");
    refused(READ.formatted(number + "M"), "h:2: " + number + " has more digits");
    assertThatThrownBy(() -> parse(JSON_READ.formatted(number)))
        .hasMessageStartingWith("h:2: ")
        .hasMessageEndingWith("has more digits than can be compared; write it as a text");
  }

  @Test
  void integersHave64Bits() {
    refused(JSON_READ.formatted("9223372036854775808"), "h:2: 9223372036854775808 has more digits");
    refused(READ.formatted("9223372036854775808N"), "h:2: '9223372036854775808N' is no number");
    refused(READ.formatted("1d"), "h:2: '1d' is no number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.1", "0.30000000000000004", "9007199254740992.0", "8.41E21", "2e23", "-1.50"})
  void numbersThatADoubleHoldsAreRead(String number) {
    assertThat(value(READ.formatted(number))).isEqualTo(Double.valueOf(number));
    assertThat(value(JSON_READ.formatted(number))).isEqualTo(Double.valueOf(number));
  }

  @Test
  void zeroHasOneSign() {
    assertThat(value(READ.formatted("-0.0"))).isEqualTo(0.0);
    assertThat(value(JSON_READ.formatted("-0.0"))).isEqualTo(0.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "; INFO  jepsen.util - 0 :invoke :write 1\n" + READ,
        "{:process :nemesis :f :note :value \"jepsen.util - 0 :invoke :write 1\"}\n" + READ,
        "\uFEFF" + READ,
        "\uFEFF[" + READ + "]",
        "\uFEFF" + JSON_READ,
        "{\"process\":\"n\",\"value\":\"jepsen.util - 0 :invoke :write 1\"}\n" + JSON_READ,
      })
  void aLineOfALogMakesNoLogOfOtherFormats(String text) {
    History history = parse(text.formatted(7));
    assertThat(history.operations()).extracting(Operation::f).containsExactly("read");
    assertThat(history.operations().get(0).output()).isEqualTo(7L);
  }

  @Test
  void aLogMayBeginWithWhatTheTestSays() {
    String log =
        """
        2024-01-02 03:04:05 INFO main: Test version {:a 1}
        \uFEFFINFO  jepsen.util - 0\t:invoke\t:read\tnil
        """;
    assertThat(parse("\uFEFF" + log).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "#_ ", "#tag ", "{1 ", "{", "#{", "(["})
  void deepNestingIsRefused(String opening) {
    String deep = opening.repeat(200_000);
    refused(READ.formatted(deep), "h:2: values lie in each other more than 500 deep");
    assertThatThrownBy(() -> HistoryReader.value(deep, "--initial"))
        .hasMessageStartingWith("--initial:1: values lie in each other");
  }

  @Test
  void deepNestingIsRefusedInJson() {
    String deep = "[".repeat(200_000);
    refused(JSON_READ.formatted(deep), "h:2: values lie in each other more than 500 deep");
    assertThat(value(JSON_READ.formatted("[".repeat(400) + "]".repeat(400)))).isNotNull();
    assertThat(value(READ.formatted("[".repeat(400) + "]".repeat(400)))).isNotNull();
  }

  @Test
  void linesEndInEachWay() {
    assertThat(value(("; first\r" + READ.replace('\n', '\r')).formatted(3))).isEqualTo(3L);
    refused("; one\r\n; two\r; three\n7", "h:4: an operation is a map");
  }

  @Test
  void anElementOfAnArrayIsToldByItsLine() {
    refused("[\n\n{\"process\":0,\n\"type\":\"invoke\"}]", "h:3: the operation has no f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0", "nil", "\"1\"", "\" -7\"", "1/2", "[1]", "true", "##NaN", "\"1.0\""})
  void aProcessThatIsNoWholeNumberIsNotPassedOver(String process) {
    String line = "{:process " + process + " :type :invoke :f :read}";
    refused(READ.formatted(1) + line, "h:3: the process must be a whole number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "1"                  | h:3: the process must be a whole number of 64 bits, not the text "1"
          1.0                  | h:3: the process must be a whole number of 64 bits, not 1.0;
          null                 | h:3: the process must be a whole number of 64 bits, not nil;
          18446744073709551615 | h:3: 18446744073709551615 has more digits
          """)
  void aProcessThatIsNoWholeNumberIsNotPassedOverInJson(String process, String message) {
    String line = "{\"process\":" + process + ",\"type\":\"invoke\",\"f\":\"read\"}";
    refused(JSON_READ.formatted(1) + line, message);
  }

  @Test
  void anOperationWithoutProcessIsRefused() {
    refused(READ.formatted(1) + "{:type :invoke :f :read}", "h:3: the operation has no process");
  }

  @ParameterizedTest
  @ValueSource(strings = {":invoke", ":ok", ":fail", "\"ok\""})
  void aNamedProcessThatCallsOrReturnsIsRefused(String type) {
    String line = "{:process %s :type " + type + " :f :read :value 2}";
    refused(
        READ.formatted(1) + line.formatted("\"worker-1\""),
        "h:3: a client has a number, and worker-1 is a name, but its line has the type");
    assertThat(parse(READ.formatted(1) + line.formatted(":nemesis")).marks()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {":nemesis", "nemesis", "\"nemesis\"", ":1", "\"n1\""})
  void namesAreNoClients(String process) {
    String line = "{:process " + process + " :type :info :f :start}";
    assertThat(parse(READ.formatted(1) + line).marks()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 ok :read 2                      | h:2: after the process a type and a name are due
          1 :o                              | h:2: after the process a type and a name are due
          -1                                | h:2: after the process a type and a name are due
          1.0 :invoke :read nil             | h:2: the process must be a whole number
          ( :invoke :read nil               | h:2: the file ends where a value is due
          99999999999999999999 :invoke :f 1 | h:2: '99999999999999999999' is no number
          1 :invoke :write 1 2              | h:2: one value is due, not 1 2
          1 :invoke :write [1] ]            | h:2: there is no value before ']'
          1 :invoke :cas [1                 | h:2: [1 is no value
          """)
  void aBrokenLineOfALogIsNotPassedOver(String line, String message) {
    String good = "INFO  jepsen.util - 0\t:invoke\t:read\tnil\n";
    refused(good + "INFO  jepsen.util - " + line + "\n", message);
  }

  /** It may have been 12. */
  @Test
  void theLastLineOfALogIsWhole() {
    String log =
        """
        INFO  jepsen.util - 0\t:invoke\t:read\tnil
        INFO  jepsen.util - 0\t:ok\t:read\t1""";
    refused(log, "h:2: the last line has no end");
    assertThat(value(log + "\n")).isEqualTo(1L);
    assertThat(value(log + "\r\nEverything looks good!")).isEqualTo(1L);
  }

  @Test
  void linesAreInTheOrderOfTheirIndex() {
    String nemesis = "{:process :nemesis :type :info :f :start :index %d}%n";
    String read = "{:process 0 :type :invoke :f :read :index %d}%n";
    refused(
        (nemesis + read).formatted(5, 4),
        "h:2: the index 4 comes after 5; lines must be in the order of :index");
    assertThat(parse((nemesis + read).formatted(5, 6)).size()).isEqualTo(1);
    // Jepsen's way to say that it has none.
    assertThat(parse((nemesis + read).formatted(5, -1)).size()).isEqualTo(1);
  }

  @Test
  void whatIsNoTextIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("latin.edn");
    Files.write(file, ("; \u00e9\n" + READ.formatted(1)).getBytes(ISO_8859_1));
    assertThatThrownBy(() -> HistoryReader.read(file))
        .isInstanceOf(HistoryException.class)
        .hasMessage(file + ": this is no text in UTF-8; name a history");
    Files.writeString(file, "; \uFFFD\n" + READ.formatted(1));
    assertThat(HistoryReader.read(file).size()).isEqualTo(1);
  }

  @Test
  void whatCannotBeUnpackedIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("history.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(READ.formatted(1).getBytes(UTF_8));
    }
    assertThat(HistoryReader.read(file).size()).isEqualTo(1);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 3; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> HistoryReader.read(file))
          .isInstanceOf(HistoryException.class)
          .hasMessageStartingWith(file + ": this cannot be unpacked");
    }
  }

  @Test
  void aLineOfJsonAmongThoseOfEdnIsNotTakenForTheNemesis() {
    refused(
        "{:process 0 :type :invoke :f :write :value 1}\n"
            + "{\"process\":0,\"type\":\"ok\",\"f\":\"write\",\"value\":1}",
        "h:2: a name is due after ':'");
  }
}
