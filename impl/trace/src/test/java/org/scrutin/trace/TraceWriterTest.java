package org.scrutin.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceWriterTest {

  record Id(int value) {}

  record State(int epoch, Optional<Id> leader, boolean calm) {}

  sealed interface Message {
    record Vote(Id from, Id to, int epoch) implements Message {}

    record Beat(Id from, Id to) implements Message {}
  }

  private static final TraceHeader HEADER =
      new TraceHeader(
          "bully/Bully", "bully/Bully_synchronous.cfg", constants(), "test", OptionalLong.of(-42));

  private static Map<String, Object> constants() {
    Map<String, Object> constants = new LinkedHashMap<>();
    constants.put("Node", List.of(1, 2, 3));
    constants.put("Order", new TraceHeader.Tla("<<3, 1, 2>>"));
    constants.put("Bound", 7);
    constants.put("Calm", true);
    constants.put("Name", "n \"1\"");
    return constants;
  }

  /** What this writes, in a trace with the usual header. */
  private interface Writing {
    void to(TraceWriter trace) throws IOException;
  }

  private static String text(TraceHeader header, Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TraceWriter trace = TraceWriter.to(bytes, header)) {
      writing.to(trace);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<String> lines(Writing writing) throws IOException {
    return text(HEADER, writing).lines().skip(1).toList();
  }

  private static void everything(TraceWriter trace) throws IOException {
    trace.event(
        1,
        1,
        51_200,
        "Elect",
        List.of(new Id(1)),
        Optional.of(new State(0, Optional.empty(), false)),
        0,
        List.of(new TraceWriter.Sent(1, 2), new TraceWriter.Sent(2, 3)));
    Map<String, Object> pause = new LinkedHashMap<>();
    pause.put("at", 3);
    pause.put("time", 53_000L);
    pause.put("until", 91_000L);
    trace.note("pause", pause);
    trace.event(
        2,
        2,
        52_900,
        "HandleVote",
        List.of(new Message.Vote(new Id(1), new Id(2), 7)),
        Optional.of(new State(7, Optional.of(new Id(1)), true)),
        1,
        List.of());
    trace.event(1, 7, 60_000, "Crash", List.of(new Id(1)), Optional.empty(), 0, List.of());
    trace.note("partition", Map.of("group", List.of(1, 2)));
    trace.event(
        3,
        8,
        61_000,
        "Handle",
        List.of(new Message.Beat(new Id(1), new Id(2)), new Id(4), "text", false),
        Optional.empty(),
        2,
        List.of(new TraceWriter.Sent(3, 1)));
    trace.note("nothing", Map.of());
  }

  @Test
  void headerEventsAndNotesAreWrittenAsTheFormatSays() throws IOException {
    assertThat(text(HEADER, TraceWriterTest::everything))
        .isEqualTo(
            """
            {"scrutin":1,"spec":"bully/Bully","config":"bully/Bully_synchronous.cfg",\
            "constants":{"Node":[1,2,3],"Order":{"tla":"<<3, 1, 2>>"},"Bound":7,"Calm":true,\
            "Name":"n \\"1\\""},"state":"changes","producer":"test","seed":-42}
            {"n":1,"at":1,"clock":1,"time":51200,"action":"Elect","args":[1],\
            "state":{"epoch":0,"leader":null,"calm":false},\
            "sent":[{"id":1,"to":2},{"id":2,"to":3}]}
            {"note":"pause","at":3,"time":53000,"until":91000}
            {"n":2,"at":2,"clock":2,"time":52900,"action":"HandleVote",\
            "args":[{"type":"Vote","from":1,"to":2,"epoch":7}],\
            "state":{"epoch":7,"leader":1,"calm":true},"received":1}
            {"n":3,"at":1,"clock":7,"time":60000,"action":"Crash","args":[1]}
            {"note":"partition","group":[1,2]}
            {"n":4,"at":3,"clock":8,"time":61000,"action":"Handle",\
            "args":[{"type":"Beat","from":1,"to":2},4,"text",false],"received":2,\
            "sent":[{"id":3,"to":1}]}
            {"note":"nothing"}
            """);
  }

  @Test
  void everyLineFitsTheSchema() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../../docs/trace-format.schema.json")));
    assertThat(text(HEADER, TraceWriterTest::everything).lines())
        .hasSize(8)
        .allSatisfy(line -> assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
  }

  record Line(int nth) {}

  record Book(Id owner, List<Line> lines) {}

  record Shelf(int epoch, Book book, List<Line> notes) {}

  private static List<Line> lines(int count) {
    return LINES.subList(0, count);
  }

  private static final List<Line> LINES =
      java.util.stream.IntStream.range(0, 20).mapToObj(Line::new).toList();

  private static List<String> shelves(Shelf... shelves) throws IOException {
    return lines(
            trace -> {
              for (Shelf shelf : shelves) {
                trace.event(1, 1, 0, "A", List.of(), Optional.of(shelf), 0, List.of());
              }
            })
        .stream()
        .map(line -> line.substring(line.indexOf("\"state\"")))
        .toList();
  }

  @Test
  void ofALongListOnlyTheEndIsWrittenThatHasChanged() throws IOException {
    List<Line> other = new java.util.ArrayList<>(lines(9));
    other.add(new Line(77));
    Id owner = new Id(3);
    assertThat(
            shelves(
                    new Shelf(1, new Book(owner, lines(9)), lines(2)),
                    new Shelf(1, new Book(owner, lines(11)), lines(3)),
                    new Shelf(2, new Book(owner, other), lines(3)),
                    new Shelf(2, new Book(owner, lines(8)), lines(12)),
                    new Shelf(2, new Book(owner, LINES.subList(1, 9)), lines(13)),
                    new Shelf(2, new Book(owner, LINES.subList(1, 9)), lines(13)))
                .subList(1, 6))
        .containsExactly(
            "\"state\":{\"notes\":[{\"nth\":0},{\"nth\":1},{\"nth\":2}]},"
                + "\"about\":{\"book\":{\"at\":{\"owner\":{\"is\":3},"
                + "\"lines\":{\"keeps\":9,\"then\":[{\"nth\":9},{\"nth\":10}]}}}}}",
            "\"state\":{\"epoch\":2},\"about\":{\"book\":{\"at\":{\"owner\":{\"is\":3},"
                + "\"lines\":{\"keeps\":9,\"then\":[{\"nth\":77}]}}}}}",
            "\"state\":{\"notes\":"
                + "[{\"nth\":0},{\"nth\":1},{\"nth\":2},{\"nth\":3},{\"nth\":4},{\"nth\":5},{\"nth\":6},"
                + "{\"nth\":7},{\"nth\":8},{\"nth\":9},{\"nth\":10},{\"nth\":11}]},"
                + "\"about\":{\"book\":{\"at\":{\"owner\":{\"is\":3},"
                + "\"lines\":{\"keeps\":8,\"then\":[]}}}}}",
            "\"state\":{\"book\":{\"owner\":3,\"lines\":"
                + "[{\"nth\":1},{\"nth\":2},{\"nth\":3},{\"nth\":4},{\"nth\":5},{\"nth\":6},{\"nth\":7},"
                + "{\"nth\":8}]}},\"about\":{\"notes\":{\"keeps\":12,\"then\":[{\"nth\":12}]}}}",
            "\"state\":{}}");
  }

  @Test
  void anEventHasWhatHasChangedSinceTheNodesLast() throws IOException {
    assertThat(
            lines(
                trace -> {
                  state(trace, 1, new State(0, Optional.empty(), false));
                  state(trace, 9, new State(0, Optional.empty(), false));
                  state(trace, 1, new State(0, Optional.of(new Id(2)), true));
                  state(trace, 1, new State(0, Optional.of(new Id(2)), true));
                  state(trace, 9, new State(1, Optional.empty(), false));
                }))
        .map(line -> line.substring(line.indexOf("\"state\"")))
        .containsExactly(
            "\"state\":{\"epoch\":0,\"leader\":null,\"calm\":false}}",
            "\"state\":{\"epoch\":0,\"leader\":null,\"calm\":false}}",
            "\"state\":{\"leader\":2,\"calm\":true}}",
            "\"state\":{}}",
            "\"state\":{\"epoch\":1}}");
  }

  @Test
  void afterACrashTheWholeStateIsWrittenAndAfterALossIsNot() throws IOException {
    State state = new State(1, Optional.empty(), true);
    assertThat(
            lines(
                trace -> {
                  state(trace, 1, state);
                  trace.event(1, 1, 1, "Lose", List.of(), Optional.empty(), 7, List.of());
                  state(trace, 1, state);
                  trace.event(1, 1, 1, "Crash", List.of(), Optional.empty(), 0, List.of());
                  state(trace, 1, state);
                }))
        .filteredOn(line -> line.contains("state"))
        .map(line -> line.substring(line.indexOf("\"state\"")))
        .containsExactly(
            "\"state\":{\"epoch\":1,\"leader\":null,\"calm\":true}}",
            "\"state\":{}}",
            "\"state\":{\"epoch\":1,\"leader\":null,\"calm\":true}}");
  }

  private static void state(TraceWriter trace, int at, State state) throws IOException {
    trace.event(at, 1, 1, "Step", List.of(), Optional.of(state), 0, List.of());
  }

  @Test
  void aHeaderWithoutASeedHasNone() throws IOException {
    TraceHeader header = new TraceHeader("A", "A.cfg", Map.of(), "test", OptionalLong.empty());
    assertThat(text(header, trace -> {}))
        .isEqualTo(
            "{\"scrutin\":1,\"spec\":\"A\",\"config\":\"A.cfg\",\"constants\":{},"
                + "\"state\":\"changes\",\"producer\":\"test\"}\n");
  }

  @Test
  void onlyEventsAreNumberedAndCounted() throws IOException {
    List<String> lines =
        lines(
            trace -> {
              for (int i = 0; i < 3; i++) {
                assertThat(trace.written()).isEqualTo(i);
                trace.note("pause", Map.of());
                trace.event(9, 1, 0, "A", List.of(), Optional.empty(), 0, List.of());
              }
              assertThat(trace.written()).isEqualTo(3);
            });
    assertThat(lines).hasSize(6);
    assertThat(lines.get(1)).startsWith("{\"n\":1,\"at\":9,");
    assertThat(lines.get(5)).startsWith("{\"n\":3,\"at\":9,");
  }

  @Test
  void timesAndIdsMayBeLargerThanNumbersOfASpecification() throws IOException {
    long large = Long.MAX_VALUE;
    assertThat(
            lines(
                trace ->
                    trace.event(
                        1,
                        large,
                        large,
                        "A",
                        List.of(),
                        Optional.empty(),
                        large,
                        List.of(new TraceWriter.Sent(large, 1)))))
        .containsExactly(
            "{\"n\":1,\"at\":1,\"clock\":9223372036854775807,\"time\":9223372036854775807,"
                + "\"action\":\"A\",\"args\":[],\"received\":9223372036854775807,"
                + "\"sent\":[{\"id\":9223372036854775807,\"to\":1}]}");
  }

  @Test
  void aLongTraceIsWrittenWhole() throws IOException {
    String text =
        text(
            HEADER,
            trace -> {
              for (int i = 0; i < 5_000; i++) {
                everything(trace);
              }
            });
    assertThat(text.length()).isGreaterThan(1 << 21);
    assertThat(text.lines().count()).isEqualTo(1 + 7 * 5_000);
    assertThat(text.lines().filter(line -> line.startsWith("{\"n\":20000,\"at\":3,"))).hasSize(1);
    assertThat(text).endsWith("{\"note\":\"nothing\"}\n");
  }

  @Test
  void theSameCallsWriteTheSameBytes() throws IOException {
    assertThat(text(HEADER, TraceWriterTest::everything))
        .isEqualTo(text(HEADER, TraceWriterTest::everything));
  }

  @Test
  void theStreamIsClosedWithTheTrace() throws IOException {
    boolean[] closed = new boolean[1];
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    try (TraceWriter trace = TraceWriter.to(bytes, HEADER)) {
      everything(trace);
    }
    assertThat(closed[0]).isTrue();
  }

  @Test
  void anOldFileIsReplaced(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("trace.ndjson");
    Files.writeString(file, "old\n".repeat(1_000));
    try (TraceWriter trace = TraceWriter.to(file, HEADER)) {
      everything(trace);
    }
    assertThat(file).hasContent(text(HEADER, TraceWriterTest::everything).stripTrailing());
  }

  @Test
  void aFileInAFolderThatIsNotThereIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> TraceWriter.to(folder.resolve("no/trace.ndjson"), HEADER).close())
        .isInstanceOf(NoSuchFileException.class);
  }
}
