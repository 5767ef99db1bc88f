package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.protocol.NodeId;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.trace.TraceWriter;

/** Every line that a simulated run writes is one of which the documented schema knows. */
class TraceSchemaTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long MINUTE = 60_000_000;
  private static final List<NodeId> RING =
      IntStream.of(3, 5, 1, 4, 2).mapToObj(NodeId::of).toList();

  private static JsonSchema schema;

  /** One line of each kind, of every algorithm. */
  private static List<String> samples;

  @BeforeAll
  static void load() throws IOException {
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../../docs/trace-format.schema.json")));
    samples = new ArrayList<>();
    for (Algorithm algorithm : Algorithms.all()) {
      Set<String> seen = new TreeSet<>();
      for (String line : trace(algorithm.name(), Weather.rough(Fault.all()))) {
        if (seen.add(kind(line))) {
          samples.add(line);
        }
      }
    }
  }

  static Stream<String> algorithms() {
    return Algorithms.all().stream().map(Algorithm::name);
  }

  private static List<String> trace(String name, Weather weather) throws IOException {
    Algorithm algorithm = Algorithms.named(name).orElseThrow();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Random random = new Random(12);
    Schedule schedule = weather.schedule(RING.size(), MINUTE, random);
    try (TraceWriter trace = TraceWriter.to(bytes, algorithm.header(RING, weather, 11))) {
      Simulation.of(algorithm, RING, weather, schedule, random, Optional.of(trace))
          .run(2_000, MINUTE);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static boolean fits(String line) {
    return schema.validate(line, InputFormat.JSON).isEmpty();
  }

  /** What a line is, in a word: which action or note, or a header. */
  private static String kind(String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      return json.path("action").asText(json.path("note").asText("header"));
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private static Set<String> kinds(List<String> lines) {
    Set<String> kinds = new TreeSet<>();
    lines.forEach(line -> kinds.add(kind(line)));
    return kinds;
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyLineInRoughWeatherFits(String algorithm) throws IOException {
    List<String> lines = trace(algorithm, Weather.rough(Fault.all()).withPhiAccrual());
    assertThat(kinds(lines))
        .contains("header", "Crash", "Restart", "Lose", "Duplicate", "pause", "partition", "cut");
    assertThat(lines).hasSizeGreaterThan(1_000).allMatch(TraceSchemaTest::fits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bully", "ring", "chang-roberts"})
  void everyLineInHonestWeatherFits(String algorithm) throws IOException {
    List<String> lines = trace(algorithm, Weather.honest());
    assertThat(kinds(lines)).contains("header", "Crash", "Restart");
    assertThat(lines).hasSizeGreaterThan(300).allMatch(TraceSchemaTest::fits);
  }

  private static List<ObjectNode> samplesWith(String field) throws IOException {
    List<ObjectNode> lines = new ArrayList<>();
    for (String line : samples) {
      ObjectNode json = (ObjectNode) MAPPER.readTree(line);
      if (json.has(field)) {
        lines.add(json);
      }
    }
    assertThat(lines).as("lines with %s", field).isNotEmpty();
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"scrutin", "spec", "config", "n", "at", "clock", "action", "args"})
  void aLineThatLacksAFieldWhichItNeedsDoesNotFit(String field) throws IOException {
    for (ObjectNode line : samplesWith(field)) {
      if (!line.has("note")) {
        line.remove(field);
        assertThat(fits(line.toString())).as("%s", line).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scrutin: 2",
        "scrutin: \"1\"",
        "spec: \"\"",
        "config: 3",
        "constants: []",
        "constants: {\"Node\": 1.5}",
        "constants: {\"Node\": 2147483648}",
        "constants: {\"Order\": {\"tla\": \"\"}}",
        "constants: {\"not a name\": 1}",
        "seed: \"42\"",
        "n: 0",
        "n: \"1\"",
        "at: []",
        "at: null",
        "clock: 0",
        "time: -1",
        "time: 0.5",
        "action: \"\"",
        "action: 7",
        "args: {}",
        "args: [1.5]",
        "args: [2147483648]",
        "args: [{\"epoch\": -2147483649}]",
        "state: []",
        "state: {\"epoch\": 0.1}",
        "state: {\"epoch\": [1, 2147483648]}",
        "received: -1",
        "received: \"3\"",
        "sent: {}",
        "sent: [3]",
        "sent: [{\"id\": 3}]",
        "sent: [{\"to\": 3}]",
        "sent: [{\"id\": -1, \"to\": 3}]",
        "note: 7",
        "until: -1"
      })
  void aLineWithAValueThatItsFieldCannotHaveDoesNotFit(String damage) throws IOException {
    String[] parts = damage.split(": ", 2);
    for (ObjectNode line : samplesWith(parts[0])) {
      assertThat(fits(line.toString())).as("before: %s", line).isTrue();
      line.set(parts[0], MAPPER.readTree(parts[1]));
      assertThat(fits(line.toString())).as("after: %s", line).isFalse();
    }
  }

  @Test
  void whatIsNotALineOfATraceDoesNotFit() {
    assertThat(List.of("{}", "[]", "7", "null", "\"n\"", "{\"N\":1}"))
        .noneMatch(TraceSchemaTest::fits);
  }
}
