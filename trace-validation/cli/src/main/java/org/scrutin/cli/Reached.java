package org.scrutin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.scrutin.replay.Coverage;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.TraceException;

/**
 * What traces reached, as it is kept in a file to be merged.
 *
 * @param spec the specification, as the traces' header has it
 * @param judge specification, configuration and constants, which all must have in common
 * @param traces the traces
 * @param conforming those which conform
 * @param dropped what was cut off at the end of some, and is not judged
 * @param coverage what they reached
 * @param code the exit code that the worst of them asks for
 */
record Reached(
    String spec,
    String judge,
    List<String> traces,
    List<String> conforming,
    List<String> dropped,
    Coverage coverage,
    int code) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "scrutinCoverage";

  /**
   * All of both.
   *
   * @param name what messages call the other
   * @throws TraceException in one line, if the other is not of the same specification
   */
  Reached with(Reached other, String name) {
    if (!judge.equals(other.judge)) {
      throw new TraceException(
          name + ": of " + other.judge + ", which is not " + judge + "; merge like with like");
    }
    try {
      return new Reached(
          spec,
          judge,
          Stream.concat(traces.stream(), other.traces.stream()).toList(),
          Stream.concat(conforming.stream(), other.conforming.stream()).toList(),
          Stream.concat(dropped.stream(), other.dropped.stream()).toList(),
          coverage.with(other.coverage),
          ExitCode.worse(code, other.code));
    } catch (IllegalArgumentException e) {
      throw new TraceException(name + ": " + e.getMessage() + "; replay its traces anew");
    }
  }

  /** As {@code --json} prints it. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("traces", traces);
    json.put("conforming", conforming);
    json.put("dropped", dropped);
    json.put("steps", coverage.steps());
    json.put("actions", coverage.actions());
    json.put("branches", coverage.branches());
    json.put("states", coverage.states());
    json.put("reachable", coverage.reachable());
    json.put("mayHaveDeadEnds", coverage.mayHaveDeadEnds());
    json.put("neverTaken", coverage.neverTaken());
    json.put("untold", coverage.untold());
    return json;
  }

  void save(Path file) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(VERSION, 1);
    json.put("spec", spec);
    json.put("judge", judge);
    json.put("digest", coverage.digest());
    json.put("code", code);
    json.putAll(json());
    json.put("reachable", coverage.reachable().orElse(null));
    long[] seen = coverage.seen().toArray();
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(seen.length, Long.BYTES));
    bytes.asLongBuffer().put(seen);
    json.put("seen", Base64.getEncoder().encodeToString(bytes.array()));
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws TraceException in one line, if it is something else, or does not say of which texts it
   *     is
   */
  static Reached read(Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      if (json == null || json.path(VERSION).asInt() != 1) {
        throw new TraceException(
            file + ": nothing that scrutin coverage --save wrote; give such a file to --merge");
      }
      if (!json.hasNonNull("digest")) {
        throw new TraceException(
            file
                + ": it does not say of which version of the specification it is, since an older"
                + " Scrutin has saved it; replay its traces anew with --save");
      }
      SortedMap<String, Long> actions = new TreeMap<>();
      json.required("actions")
          .properties()
          .forEach(action -> actions.put(action.getKey(), action.getValue().asLong()));
      List<Coverage.Branch> branches = new ArrayList<>();
      for (JsonNode branch : json.required("branches")) {
        branches.add(JSON.treeToValue(branch, Coverage.Branch.class));
      }
      LongBuffer seen =
          ByteBuffer.wrap(Base64.getDecoder().decode(json.required("seen").asText()))
              .asLongBuffer();
      long[] states = new long[seen.remaining()];
      seen.get(states);
      return new Reached(
          json.required("spec").asText(),
          json.required("judge").asText(),
          texts(json.required("traces")),
          texts(json.required("conforming")),
          texts(json.required("dropped")),
          new Coverage(
              json.required("steps").asLong(),
              actions,
              List.copyOf(branches),
              LongSet.of(states),
              Optional.of(json.required("reachable")).filter(JsonNode::isInt).map(JsonNode::asInt),
              json.get("digest").asText(),
              json.required("mayHaveDeadEnds").asBoolean(),
              new TreeSet<>(texts(json.required("untold")))),
          json.required("code").asInt());
    } catch (NoSuchFileException e) {
      throw new TraceException(file + ": no such file");
    } catch (IOException | IllegalArgumentException e) {
      throw new TraceException(
          file
              + ": cannot be read as what scrutin coverage --save wrote: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "; save it anew");
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }
}
