package org.scrutin.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Each value is written as the only argument of an event. */
class ValueWriterTest {

  record Id(int value) {}

  record Text(String value) {}

  /** One component that is not named {@code value}. */
  record Box(Object content) {}

  record Pair(Object first, Object second) {}

  record Empty() {}

  /** The name is that of the only component of a wrapper, but there are two. */
  record Two(int value, int more) {}

  enum Status {
    IDLE("Idle"),
    BUSY("Busy") {
      @Override
      boolean busy() {
        return true;
      }
    };

    private final String name;

    Status(String name) {
      this.name = name;
    }

    boolean busy() {
      return false;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  sealed interface Message {
    record Vote(Id from, int epoch) implements Message {}

    record Halt() implements Message {}

    /** Nested in the interface, but no alternative of it. */
    record Note(int number) {}
  }

  interface Open {
    record Known(int number) implements Open {}
  }

  private static final TraceHeader HEADER =
      new TraceHeader("A", "A.cfg", Map.of(), "test", OptionalLong.empty());

  private static String written(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TraceWriter trace = TraceWriter.to(bytes, HEADER)) {
      trace.event(1, 1, 0, "A", List.of(value), Optional.empty(), 0, List.of());
    }
    String line = bytes.toString(StandardCharsets.UTF_8).lines().skip(1).findFirst().orElseThrow();
    return line.substring(line.indexOf("\"args\":[") + 8, line.length() - 2);
  }

  @Test
  void numbersTruthsAndTextsAreThemselves() throws IOException {
    assertThat(written(-3)).isEqualTo("-3");
    assertThat(written(Integer.MIN_VALUE)).isEqualTo("-2147483648");
    assertThat(written(5_000_000_000L)).isEqualTo("5000000000");
    assertThat(written(true)).isEqualTo("true");
    assertThat(written("n1")).isEqualTo("\"n1\"");
    assertThat(written("say \"ü\"\n\t\\ \u0001")).isEqualTo("\"say \\\"ü\\\"\\n\\t\\\\ \\u0001\"");
    assertThat(new ObjectMapper().readTree(written("𝄞")).asText()).isEqualTo("𝄞");
  }

  @Test
  void aConstantIsWrittenAsItShowsItself() throws IOException {
    assertThat(written(Status.IDLE)).isEqualTo("\"Idle\"");
    assertThat(written(Status.BUSY)).isEqualTo("\"Busy\"");
    assertThat(Status.BUSY.busy()).as("a class of its own").isTrue();
  }

  @Test
  void whatIsAbsentIsNull() throws IOException {
    assertThat(written(Optional.empty())).isEqualTo("null");
    assertThat(written(Optional.of(new Id(3)))).isEqualTo("3");
  }

  @Test
  void aRecordIsAnObjectWithItsComponentsInOrder() throws IOException {
    assertThat(written(new Pair(1, "a"))).isEqualTo("{\"first\":1,\"second\":\"a\"}");
    assertThat(written(new Two(1, 2))).isEqualTo("{\"value\":1,\"more\":2}");
    assertThat(written(new Box(new Box(List.of())))).isEqualTo("{\"content\":{\"content\":[]}}");
    assertThat(written(new Empty())).isEqualTo("{}");
  }

  @Test
  void aRecordOfNothingButAValueIsThatValue() throws IOException {
    assertThat(written(new Id(7))).isEqualTo("7");
    assertThat(written(new Text("x"))).isEqualTo("\"x\"");
    assertThat(written(new Pair(new Id(1), new Text("x"))))
        .isEqualTo("{\"first\":1,\"second\":\"x\"}");
  }

  @Test
  void theAlternativesOfASealedInterfaceSayTheirTypeFirst() throws IOException {
    assertThat(written(new Message.Vote(new Id(1), 2)))
        .isEqualTo("{\"type\":\"Vote\",\"from\":1,\"epoch\":2}");
    assertThat(written(new Message.Halt())).isEqualTo("{\"type\":\"Halt\"}");
    assertThat(written(new Message.Note(1))).isEqualTo("{\"number\":1}");
    assertThat(written(new Open.Known(1))).isEqualTo("{\"number\":1}");
  }

  @Test
  void listsAndSetsInOrderAreArrays() throws IOException {
    assertThat(written(List.of())).isEqualTo("[]");
    assertThat(written(List.of(2, 1, 2))).isEqualTo("[2,1,2]");
    assertThat(written(new TreeSet<>(Set.of(3, 1, 2)))).isEqualTo("[1,2,3]");
    assertThat(written(List.of(List.of(1), List.of(), List.of(new Id(2), new Pair(1, 2)))))
        .isEqualTo("[[1],[],[2,{\"first\":1,\"second\":2}]]");
  }

  @Test
  void aSetWithoutAnOrderIsWrittenOnlyIfItNeedsNone() throws IOException {
    assertThat(written(Set.of())).isEqualTo("[]");
    assertThat(written(Set.of(1))).isEqualTo("[1]");
    assertThatThrownBy(() -> written(Set.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use records, enums, numbers")
        .hasMessageContaining("SortedSet");
  }

  @Test
  void aMapIsAnObject() throws IOException {
    assertThat(written(new TreeMap<>(Map.of(2, "b", 1, "a"))))
        .isEqualTo("{\"1\":\"a\",\"2\":\"b\"}");
    assertThat(written(Map.of("a b\"", Optional.empty()))).isEqualTo("{\"a b\\\"\":null}");
    assertThat(written(Map.of())).isEqualTo("{}");
  }

  @Test
  void whatTheFormatHasNoWordForIsRefused() {
    for (Object value : List.of(1.5, 'c', new int[] {1}, new Object(), new Box(2.5f))) {
      assertThatThrownBy(() -> written(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("cannot trace a value of class ")
          .hasMessageNotContaining("\n");
    }
    List<Object> nothing = Collections.singletonList(null);
    assertThatThrownBy(() -> written(nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot trace a value of null: ");
  }

  @Provide
  Arbitrary<Object> values() {
    return Arbitraries.lazyOf(
        () -> Arbitraries.integers().map(Object.class::cast),
        () -> Arbitraries.longs().map(Object.class::cast),
        () -> texts().map(Object.class::cast),
        () ->
            Arbitraries.of(true, false, Status.IDLE, Status.BUSY, new Empty(), new Message.Halt()),
        () -> Arbitraries.integers().map(Id::new),
        () -> values().optional().map(Object.class::cast),
        () -> values().map(Box::new),
        () -> Combinators.combine(values(), values()).as(Pair::new),
        () ->
            Combinators.combine(Arbitraries.integers(), Arbitraries.integers())
                .as((from, epoch) -> new Message.Vote(new Id(from), epoch)),
        () -> values().list().ofMaxSize(3).map(Object.class::cast),
        () -> Arbitraries.integers().set().ofMaxSize(3).map(TreeSet::new),
        () -> Arbitraries.maps(texts(), values()).ofMaxSize(3).map(LinkedHashMap::new));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\0', '\u07ff')
        .withChars("\"\\/\u2028€")
        .ofMaxLength(6);
  }

  /** What should be read back, worked out in another way. */
  private static JsonNode expected(Object value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value instanceof Id id) {
      return json.numberNode((long) id.value);
    } else if (value instanceof Integer || value instanceof Long) {
      return json.numberNode(((Number) value).longValue());
    } else if (value instanceof Boolean truth) {
      return json.booleanNode(truth);
    } else if (value instanceof String || value instanceof Status) {
      return json.textNode(value.toString());
    } else if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? expected(optional.get()) : json.nullNode();
    } else if (value instanceof Iterable<?> elements) {
      ArrayNode array = json.arrayNode();
      elements.forEach(element -> array.add(expected(element)));
      return array;
    }
    ObjectNode object = json.objectNode();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> object.set((String) key, expected(element)));
    } else if (value instanceof Box box) {
      object.set("content", expected(box.content));
    } else if (value instanceof Pair pair) {
      object.set("first", expected(pair.first));
      object.set("second", expected(pair.second));
    } else if (value instanceof Message.Vote vote) {
      object
          .put("type", "Vote")
          .put("from", (long) vote.from.value)
          .put("epoch", (long) vote.epoch);
    } else if (value instanceof Message.Halt) {
      object.put("type", "Halt");
    } else if (!(value instanceof Empty)) {
      throw new AssertionError("nothing is expected of " + value);
    }
    return object;
  }

  @Property(seed = "1", tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsReadBackByAnyJsonReader(@ForAll("values") Object value) throws IOException {
    String written = written(value);
    JsonNode read =
        new ObjectMapper()
            .reader()
            .with(DeserializationFeature.USE_LONG_FOR_INTS)
            .readTree(written);
    assertThat(read).isEqualTo(expected(value));
    assertThat(read).as("no blanks, and nothing in another order").hasToString(written);
  }
}
