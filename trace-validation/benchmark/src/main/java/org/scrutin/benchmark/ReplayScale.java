package org.scrutin.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.scrutin.fuzz.Run;
import org.scrutin.replay.Options;
import org.scrutin.replay.Validators;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/**
 * How replay scales: simulated traces of 10^2 to 10^6 events, with all of the variables logged,
 * half of them, a fifth of them. Run it with {@code -Xmx512m} to see that memory does not grow.
 *
 * <p>Arguments: algorithms, and as the last one the largest power of ten.
 */
public final class ReplayScale {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int[] SHARES = {100, 50, 20};
  private static final int NODES = 5;
  private static final int FIRST_POWER = 2;
  private static final int WARM_EVENTS = 20_000;

  private ReplayScale() {}

  /** Prints a table for each algorithm. */
  public static void main(String[] arguments) throws IOException {
    int largest = Integer.parseInt(arguments[arguments.length - 1]);
    Path folder = Files.createTempDirectory("scrutin-scale");
    try (Validators validators = Validators.bundled()) {
      for (int i = 0; i < arguments.length - 1; i++) {
        Path whole = folder.resolve("whole.ndjson");
        simulate(arguments[i], (int) Math.pow(10, largest), whole);
        for (int share : SHARES) {
          scale(validators, arguments[i], share, largest, whole, folder.resolve("part.ndjson"));
        }
      }
    } finally {
      for (String file : List.of("whole.ndjson", "part.ndjson")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    }
  }

  private static void simulate(String name, int events, Path file) throws IOException {
    Algorithm algorithm = Algorithms.named(name).orElseThrow();
    try (OutputStream out = Files.newOutputStream(file)) {
      new Run(
              algorithm,
              Run.ring(NODES, 0),
              algorithm.assumedWeather(),
              Optional.empty(),
              1,
              events)
          .simulate(out);
    }
  }

  private static void scale(
      Validators validators, String name, int share, int largest, Path whole, Path part)
      throws IOException {
    thin(whole, part, WARM_EVENTS, share);
    validators.validate(part, Options.DEFAULT);
    for (int power = FIRST_POWER; power <= largest; power++) {
      int events = (int) Math.pow(10, power);
      thin(whole, part, events, share);
      long before = processorNanos();
      Verdict verdict = validators.validate(part, Options.DEFAULT);
      double seconds = (processorNanos() - before) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%s, %d %% of the variables, %,d events: %s, %.2f s of processor time, %,.0f events/s, at"
              + " most %d states at once, heap limit %d MiB%n",
          name,
          share,
          events,
          verdict.getClass().getSimpleName(),
          seconds,
          verdict.stats().events() / seconds,
          verdict.stats().frontier(),
          Runtime.getRuntime().maxMemory() >> 20);
    }
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The first events of a trace, with the first so many per cent of the variables. */
  private static void thin(Path whole, Path part, int events, int share) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(whole);
        BufferedWriter out = Files.newBufferedWriter(part)) {
      out.write(in.readLine() + "\n");
      Set<String> kept = new HashSet<>();
      int written = 0;
      for (String line = in.readLine(); line != null && written < events; line = in.readLine()) {
        JsonNode event = JSON.readTree(line);
        written += event.has("n") ? 1 : 0;
        if (event.get("state") instanceof ObjectNode state && share < 100) {
          if (kept.isEmpty()) {
            kept.addAll(keep(state, share));
          }
          state.retain(kept);
        }
        out.write(event + "\n");
      }
    }
  }

  private static List<String> keep(ObjectNode state, int share) {
    List<String> names = new ArrayList<>();
    state.fieldNames().forEachRemaining(names::add);
    return names.subList(0, Math.max(1, names.size() * share / 100));
  }
}
