package org.scrutin.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
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
import java.util.stream.Stream;
import org.scrutin.fuzz.Run;
import org.scrutin.fuzz.oracle.TlcOracle;
import org.scrutin.replay.Options;
import org.scrutin.replay.Validators;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/**
 * How replay scales: simulated traces of 10^2 to 10^6 events, with all of the variables logged,
 * half of them, a fifth of them. Run it with {@code -Xmx512m} to see that memory does not grow.
 *
 * <p>Arguments: algorithms, the largest power of ten, and, if TLC is to judge the same traces too,
 * the largest one for it. TLC runs once for each trace, in a class loader of its own, with a trace
 * specification written by hand: it parses the trace as a constant, and checks no invariant.
 */
public final class ReplayScale {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int[] SHARES = {100, 50, 20};
  private static final int NODES = 5;

  /** Those of the trace specifications that are written by hand. */
  private static final int NODES_FOR_TLC = 3;

  private static final int FIRST_POWER = 2;
  private static final int WARM_EVENTS = 20_000;

  private ReplayScale() {}

  /** Prints a line for each algorithm, share and length. */
  public static void main(String[] arguments) throws IOException {
    List<String> names = Stream.of(arguments).filter(argument -> !argument.matches("\\d")).toList();
    int[] powers =
        Stream.of(arguments)
            .filter(argument -> argument.matches("\\d"))
            .mapToInt(Integer::parseInt)
            .toArray();
    if (names.isEmpty() || powers.length < 1 || powers.length > 2) {
      System.err.println("usage: ReplayScale ALGORITHM… POWER [POWER_FOR_TLC], such as: bully 5 3");
      System.exit(2);
    }
    int forTlc = powers.length == 2 ? powers[1] : 0;
    Path folder = Files.createTempDirectory("scrutin-scale");
    try (Validators validators = Validators.bundled()) {
      for (String name : names) {
        Path whole = folder.resolve("whole.ndjson");
        simulate(name, forTlc > 0 ? NODES_FOR_TLC : NODES, (int) Math.pow(10, powers[0]), whole);
        for (int share : SHARES) {
          Path part = folder.resolve("part.ndjson");
          thin(whole, part, WARM_EVENTS, share);
          validators.validate(part, Options.DEFAULT);
          for (int power = FIRST_POWER; power <= powers[0]; power++) {
            int events = (int) Math.pow(10, power);
            thin(whole, part, events, share);
            String run =
                String.format(
                    Locale.ROOT, "%s, %d %% of the variables, %,d events: ", name, share, events);
            System.out.println(run + byReplay(validators, part));
            if (power <= forTlc) {
              System.out.println(run + byTlc(name, part));
            }
          }
        }
      }
    } finally {
      for (String file : List.of("whole.ndjson", "part.ndjson")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    }
  }

  private static void simulate(String name, int nodes, int events, Path file) throws IOException {
    Algorithm algorithm = Algorithms.named(name).orElseThrow();
    try (OutputStream out = Files.newOutputStream(file)) {
      new Run(
              algorithm,
              Run.ring(nodes, 0),
              algorithm.assumedWeather(),
              Optional.empty(),
              1,
              events)
          .simulate(out);
    }
  }

  private static String byReplay(Validators validators, Path part) throws IOException {
    long processor = processorNanos();
    long clock = System.nanoTime();
    Verdict verdict = validators.validate(part, Options.DEFAULT);
    return figures(
        "replay " + verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT),
        verdict.stats().events(),
        processorNanos() - processor,
        System.nanoTime() - clock);
  }

  private static String byTlc(String name, Path part) throws IOException {
    String module = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Oracle";
    List<ObjectNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(part)) {
      if (JSON.readTree(line) instanceof ObjectNode event && event.has("n")) {
        events.add(event);
      }
    }
    long processor = processorNanos();
    long clock = System.nanoTime();
    boolean follows = TlcOracle.follows(module, events);
    return figures(
        follows ? "TLC conforms" : "TLC rejected",
        events.size(),
        processorNanos() - processor,
        System.nanoTime() - clock);
  }

  private static String figures(String verdict, long events, long processor, long clock) {
    return String.format(
        Locale.ROOT,
        "%s, %.3f s of processor time (%.3f s by the clock), %,.0f events/s, heap limit %d MiB",
        verdict,
        processor / 1e9,
        clock / 1e9,
        events / (processor / 1e9),
        Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Of all threads: TLC has its own. */
  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
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
