package org.scrutin.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/**
 * Measures events per second, after warm-up, on random walks of the specifications that Scrutin
 * ships. No test: a figure is for a reader. Arguments: the rounds; a walk's length.
 */
final class Throughput {

  private static final int DEFAULT_ROUNDS = 8;
  private static final int DEFAULT_LENGTH = 10_000;

  private static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private Throughput() {}

  /** Prints a line for each specification and way to check it. */
  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_ROUNDS;
    int length = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_LENGTH;
    measure("bully/Bully.tla", "Bully_fifo.cfg", rounds, length);
    measure("bully/QuorumBully.tla", "QuorumBully_bag.cfg", rounds, length);
  }

  private static void measure(String module, String configuration, int rounds, int length)
      throws IOException {
    SpecLibrary library = SpecLibrary.bundled();
    Path spec = library.root().resolve(module);
    Path config = Specs.folder().resolve(configuration);
    List<TraceLine.Event> events =
        Specs.walker(library, spec, config, Map.of()).walk(1, length, false);
    byte[] trace = Specs.trace(events).getBytes(StandardCharsets.UTF_8);
    for (Options options :
        List.of(
            Options.DEFAULT.withInvariants(false),
            Options.DEFAULT.withInvariants(false).withCountStates(true),
            Options.DEFAULT)) {
      try (TraceValidator validator = TraceValidator.of(library, spec, config, JsonObject.EMPTY)) {
        StringBuilder rates = new StringBuilder();
        for (int round = 0; round < rounds; round++) {
          long before = threads.getCurrentThreadCpuTime();
          Verdict verdict =
              validator.validate(new ByteArrayInputStream(trace), "walk.ndjson", options);
          double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
          if (!(verdict instanceof Verdict.Conforms)) {
            throw new IllegalStateException(String.valueOf(verdict));
          }
          rates.append(String.format(" %,.0f", events.size() / seconds));
        }
        System.out.printf(
            "%s, %,d events, %s: %s events per second of its thread%n",
            configuration, events.size(), options, rates);
      }
    }
  }
}
