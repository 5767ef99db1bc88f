package org.scrutin.fuzz.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcCheck;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcSandbox;
import org.scrutin.modelcheck.tlc.TlcTask;

/**
 * TLC's own verdict on traces: a trace specification that was written by hand, model-checked with
 * the traces as a constant. It says of each trace how many of its events are steps. Slow, and
 * independent of replay: it is what replay is compared with.
 */
public final class TlcOracle {

  private static final Pattern FOLLOWED = Pattern.compile("<<\"followed\", (\\d+), (\\d+)>>");

  /** What is a set, and what a function from nodes, where JSON has an array or an object. */
  private static final Set<String> SETS =
      Set.of("votes", "heard", "reads", "lease", "voters", "next", "learners");

  private static final Set<String> FUNCTIONS = Set.of("nextIndex", "matchIndex", "acked");

  /**
   * So many events of one run of TLC at most, if it is to say how far it came: it prints a line for
   * each, of which 10,000 are kept, and a lost one would look like an event that TLC does not
   * follow.
   */
  private static final int MAX_EVENTS = 8_000;

  private TlcOracle() {}

  /**
   * How many events of each trace TLC follows.
   *
   * @param module the trace specification, one of those beside this class: {@code BullyOracle},
   *     {@code RingOracle} or {@code RaftOracle}
   * @param traces the events of each, without headers and notes; 8,000 at most
   */
  public static List<Integer> followed(String module, List<List<ObjectNode>> traces) {
    List<Integer> followed = new ArrayList<>();
    List<List<ObjectNode>> batch = new ArrayList<>();
    int events = 0;
    for (List<ObjectNode> trace : traces) {
      if (trace.size() > MAX_EVENTS) {
        throw new IllegalArgumentException(
            "TLC tells how far it came a line an event, of which " + MAX_EVENTS + " are kept");
      }
      if (events + trace.size() > MAX_EVENTS) {
        followed.addAll(ofAll(module, batch));
        batch.clear();
        events = 0;
      }
      batch.add(trace);
      events += trace.size();
    }
    followed.addAll(ofAll(module, batch));
    return List.copyOf(followed);
  }

  /**
   * Whether TLC follows a trace to its end; if not, it does not say how far it came.
   *
   * @param module the trace specification
   * @param trace its events, without header and notes; as many as TLC can hold
   */
  public static boolean follows(String module, List<ObjectNode> trace) {
    return told(module, List.of(trace), trace.size()).containsValue(trace.size());
  }

  private static List<Integer> ofAll(String module, List<List<ObjectNode>> traces) {
    Map<Integer, Integer> furthest = told(module, traces, 0);
    if (furthest.size() != traces.size()) {
      throw new IllegalStateException("TLC tells of " + furthest.size() + " of " + traces.size());
    }
    return List.copyOf(furthest.values());
  }

  /** How far the traces, counted from 1, are followed, of those that are as far as this. */
  private static Map<Integer, Integer> told(
      String module, List<List<ObjectNode>> traces, int from) {
    try {
      Path folder = Scratch.folder("scrutin-oracle");
      try {
        return told(module, traces, from, folder);
      } finally {
        Scratch.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Integer, Integer> told(
      String module, List<List<ObjectNode>> traces, int from, Path folder) throws IOException {
    Path root = copy(module + ".tla", folder);
    Path config = copy(module + ".cfg", folder);
    Files.writeString(folder.resolve("Traces.tla"), module(traces, from));
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Map<Integer, Integer> furthest = new TreeMap<>();
    try (TlcSandbox sandbox = TlcSandbox.open()) {
      TlcCheck check = sandbox.create("org.scrutin.modelcheck.engine.TlcEngine", TlcCheck.class);
      TlcTask task = new TlcTask(root, config, SpecLibrary.bundled().folders(), scratch, 1, false);
      for (TlcMessage message : check.run(task)) {
        if (message.isError()) {
          throw new AssertionError(message.text());
        }
        Matcher told = FOLLOWED.matcher(message.text());
        while (told.find()) {
          furthest.merge(
              Integer.parseInt(told.group(1)), Integer.parseInt(told.group(2)), Math::max);
        }
      }
    }
    return furthest;
  }

  private static Path copy(String name, Path folder) throws IOException {
    try (InputStream in = TlcOracle.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no trace specification " + name);
      }
      Path file = folder.resolve(name);
      Files.copy(in, file);
      return file;
    }
  }

  private static String module(List<List<ObjectNode>> traces, int from) {
    String all =
        traces.stream()
            .map(trace -> trace.stream().map(TlcOracle::event).collect(sequence()))
            .collect(sequence());
    return "---- MODULE Traces ----\nEXTENDS Naturals, TLC\nToldFrom == "
        + from
        + "\nTracesWith(Nobody) == "
        + all
        + "\n====\n";
  }

  private static Collector<CharSequence, ?, String> sequence() {
    return Collectors.joining(",\n", "<<", ">>");
  }

  private static String event(ObjectNode event) {
    return "[action |-> "
        + value("", event.get("action"))
        + ", at |-> "
        + value("", event.get("at"))
        + ", args |-> "
        + value("", event.get("args"))
        + ", state |-> "
        + fields(event.path("state"))
        + ", about |-> "
        + fields(event.path("about"))
        + "]";
  }

  private static String fields(JsonNode object) {
    return object.isEmpty() ? "<< >>" : record(object);
  }

  private static String value(String name, JsonNode json) {
    if (json.isNull()) {
      return "Nobody";
    }
    if (json.isBoolean()) {
      return json.booleanValue() ? "TRUE" : "FALSE";
    }
    if (json.isArray()) {
      Stream<String> elements =
          StreamSupport.stream(json.spliterator(), false).map(element -> value("", element));
      return SETS.contains(name)
          ? elements.collect(Collectors.joining(", ", "{", "}"))
          : elements.collect(sequence());
    }
    if (json.isObject()) {
      return FUNCTIONS.contains(name) ? function(json) : record(json);
    }
    return json.toString();
  }

  private static String record(JsonNode json) {
    List<String> fields = new ArrayList<>();
    json.properties()
        .forEach(f -> fields.add(f.getKey() + " |-> " + value(f.getKey(), f.getValue())));
    return fields.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  private static String function(JsonNode json) {
    List<String> pairs = new ArrayList<>();
    json.properties().forEach(f -> pairs.add(f.getKey() + " :> " + value("", f.getValue())));
    return pairs.isEmpty() ? "<< >>" : pairs.stream().collect(Collectors.joining(" @@ ", "(", ")"));
  }
}
