package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.replay.Options;
import org.scrutin.replay.Validators;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.merge.MergedInput;
import org.scrutin.replay.merge.Patience;
import org.scrutin.replay.merge.TraceMerger;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/** Runs that are written by each node apart are put into an order that is a run again. */
class MergeTest {

  /**
   * No node can log that the network doubled a message: the simulator's step is in no node's past.
   */
  private static final Set<Fault> REAL = EnumSet.complementOf(EnumSet.of(Fault.DUPLICATE));

  private static final int STEPS = 1_500;
  private static final Pattern SENT = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern RECEIVED = Pattern.compile("\"received\":(\\d+)");
  private static final Pattern AT = Pattern.compile("^\\{\"n\":(\\d+),\"at\":(\\d+),(.*)");

  @TempDir private Path folder;

  private static Validators validators;

  @BeforeAll
  static void load() {
    validators = Validators.bundled();
  }

  @AfterAll
  static void close() {
    validators.close();
  }

  @ParameterizedTest
  @CsvSource({
    "quorum-bully, 1, true",
    "quorum-bully, 2, false",
    "quorum-ring, 1, true",
    "quorum-ring, 2, false",
    "raft, 1, true",
    "raft, 2, false"
  })
  void theMergedTraceRespectsCauseAndEffectAndConforms(String name, long seed, boolean clocks)
      throws IOException {
    Run run =
        new Run(
            Algorithms.named(name).orElseThrow(),
            Run.ring(5, 0),
            Weather.rough(REAL),
            Optional.empty(),
            seed,
            STEPS);
    List<String> trace = new ArrayList<>(Split.trace(run));
    if (!clocks) {
      trace.replaceAll(line -> line.replaceFirst(",\"clock\":\\d+", ""));
    }
    List<Path> files = Split.byNode(trace, folder);
    assertOrder(files, trace);
    try (MergedInput in = new MergedInput(TraceMerger.of(files, Patience.NONE))) {
      assertThat(validators.validate(in, name, Options.DEFAULT))
          .isInstanceOfSatisfying(
              Verdict.Conforms.class,
              conforms -> assertThat(conforms.stats().events()).isEqualTo(STEPS + faults(trace)));
    }
  }

  /** Steps of the environment are not counted by the simulator. */
  private static long faults(List<String> trace) {
    return trace.stream().filter(line -> line.startsWith("{\"n\"")).count() - STEPS;
  }

  private static void assertOrder(List<Path> files, List<String> trace) throws IOException {
    Map<String, List<String>> before = new HashMap<>();
    trace.forEach(line -> program(before, line));
    Map<String, List<String>> after = new HashMap<>();
    Set<String> sent = new HashSet<>();
    try (TraceMerger merger = TraceMerger.of(files, Patience.NONE)) {
      for (Optional<TraceMerger.Line> line = merger.next();
          line.isPresent();
          line = merger.next()) {
        String text = new String(line.get().text(), StandardCharsets.UTF_8).strip();
        program(after, text.replaceFirst("(^\\{\"n\":\\d+),\"clock\":\\d+", "$1"));
        Matcher received = RECEIVED.matcher(text);
        if (received.find()) {
          assertThat(sent).contains(received.group(1));
        }
        Matcher ids = SENT.matcher(text);
        while (ids.find()) {
          sent.add(ids.group(1));
        }
      }
      assertThat(merger.isComplete()).isTrue();
    }
    assertThat(after).isEqualTo(before);
  }

  /** The steps of each node, without their numbers. */
  private static void program(Map<String, List<String>> nodes, String line) {
    Matcher event = AT.matcher(line);
    if (event.matches()) {
      nodes.computeIfAbsent(event.group(2), node -> new ArrayList<>()).add(event.group(3));
    }
  }
}
