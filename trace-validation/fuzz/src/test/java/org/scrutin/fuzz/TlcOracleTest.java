package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.fuzz.oracle.TlcOracle;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Validators;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/**
 * Replay and TLC agree, to the event, on how far a damaged trace of a simulated run can be
 * followed: a value is altered, an event left out, doubled, or exchanged with another.
 */
class TlcOracleTest {

  private static final Pattern EVENT = Pattern.compile(": event (\\d+): ");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STEPS = 150;
  private static final int RUNS = 3;
  private static final int DEEP_RUNS = 100;
  private static final int DAMAGES_OF_RUN = 10;

  @ParameterizedTest
  @CsvSource({"bully, BullyOracle", "ring, RingOracle", "raft, RaftOracle"})
  void replayFollowsAsFarAsTlc(String name, String module) {
    compare(name, module, RUNS);
  }

  @ParameterizedTest
  @Tag("deep")
  @CsvSource({"bully, BullyOracle", "ring, RingOracle", "raft, RaftOracle"})
  void replayOfManyRunsFollowsAsFarAsTlc(String name, String module) {
    compare(name, module, DEEP_RUNS);
  }

  private static void compare(String name, String module, int runs) {
    Algorithm algorithm = Algorithms.named(name).orElseThrow();
    Weather weather = name.equals("raft") ? Weather.rough(Fault.all()) : algorithm.assumedWeather();
    Random random = new Random(1);
    List<List<ObjectNode>> traces = new ArrayList<>();
    String header = "";
    for (int seed = 1; seed <= runs; seed++) {
      List<String> lines =
          Split.trace(new Run(algorithm, Run.ring(3, 0), weather, Optional.empty(), seed, STEPS));
      // What is left out says nothing here, as in the trace specification.
      header = lines.get(0).replace("\"state\":\"changes\",", "");
      List<ObjectNode> events = events(lines);
      traces.add(events);
      for (int i = 0; i < DAMAGES_OF_RUN; i++) {
        traces.add(numbered(damaged(events, random)));
      }
    }

    List<Integer> byTlc = TlcOracle.followed(module, traces);

    assertThat(followed(header, traces)).isEqualTo(byTlc);
    for (int i = 0; i < traces.size(); i += DAMAGES_OF_RUN + 1) {
      assertThat(byTlc.get(i)).as("undamaged").isEqualTo(traces.get(i).size());
    }
    int shortened = 0;
    for (int i = 0; i < traces.size(); i++) {
      shortened += byTlc.get(i) < traces.get(i).size() ? 1 : 0;
    }
    assertThat(shortened).as("damage that is noticed").isGreaterThan(traces.size() / 2);
  }

  private static List<Integer> followed(String header, List<List<ObjectNode>> traces) {
    List<Integer> followed = new ArrayList<>();
    byte[] first = (header + "\n").getBytes(StandardCharsets.UTF_8);
    try (Validators validators = Validators.bundled();
        TraceReader reader = new TraceReader(new ByteArrayInputStream(first), "header")) {
      TraceValidator validator = validators.of(reader.header());
      for (List<ObjectNode> trace : traces) {
        StringBuilder text = new StringBuilder(header).append('\n');
        trace.forEach(event -> text.append(event).append('\n'));
        followed.add(followed(validator, text.toString(), trace.size()));
      }
      return followed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int followed(TraceValidator validator, String trace, int events)
      throws IOException {
    byte[] bytes = trace.getBytes(StandardCharsets.UTF_8);
    try {
      Verdict verdict =
          validator.validate(new ByteArrayInputStream(bytes), "run.ndjson", Options.DEFAULT);
      return verdict instanceof Verdict.Rejected rejected
          ? (int) rejected.rejection().event() - 1
          : events;
    } catch (TraceException e) {
      // What no value of its variable looks like, as a set with the same element twice, is refused.
      Matcher refused = EVENT.matcher(e.getMessage());
      assertThat(refused.find()).as(e.getMessage()).isTrue();
      return Integer.parseInt(refused.group(1)) - 1;
    }
  }

  private static List<ObjectNode> events(List<String> lines) {
    List<ObjectNode> events = new ArrayList<>();
    for (String line : lines) {
      try {
        if (JSON.readTree(line) instanceof ObjectNode event && event.has("n")) {
          events.add(event);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return events;
  }

  private static List<ObjectNode> numbered(List<ObjectNode> events) {
    List<ObjectNode> numbered = new ArrayList<>();
    for (ObjectNode event : events) {
      numbered.add(event.deepCopy().put("n", numbered.size() + 1));
    }
    return numbered;
  }

  private static List<ObjectNode> damaged(List<ObjectNode> events, Random random) {
    List<ObjectNode> damaged = new ArrayList<>(events);
    int at = random.nextInt(events.size() - 1);
    switch (random.nextInt(5)) {
      case 0 -> damaged.remove(at);
      case 1 -> damaged.add(at, events.get(at));
      case 2 -> damaged.set(at, damaged.set(at + 1, events.get(at)));
      default -> {
        ObjectNode event = events.get(at).deepCopy();
        List<String> fields =
            Stream.of("args", "state", "about").filter(f -> !event.path(f).isEmpty()).toList();
        if (!fields.isEmpty()) {
          String field = fields.get(random.nextInt(fields.size()));
          event.set(field, other(event.get(field), random));
        }
        damaged.set(at, event);
      }
    }
    return damaged;
  }

  /** A value of the same kind, a little different somewhere; an empty one stays. */
  private static JsonNode other(JsonNode value, Random random) {
    if (value.isIntegralNumber()) {
      return JSON.getNodeFactory()
          .numberNode(Math.max(0, value.intValue() + (random.nextBoolean() ? 1 : -1)));
    }
    if (value.isBoolean()) {
      return JSON.getNodeFactory().booleanNode(!value.booleanValue());
    }
    if (value.isTextual()) {
      return JSON.getNodeFactory().textNode(value.textValue() + "x");
    }
    if (value instanceof ArrayNode array && !array.isEmpty()) {
      ArrayNode changed = array.deepCopy();
      int i = random.nextInt(array.size());
      changed.set(i, other(array.get(i), random));
      return changed;
    }
    if (value instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      return object.deepCopy().set(name, other(object.get(name), random));
    }
    return value;
  }
}
