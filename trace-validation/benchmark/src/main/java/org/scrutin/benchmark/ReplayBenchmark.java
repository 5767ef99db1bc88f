package org.scrutin.benchmark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.scrutin.fuzz.Run;
import org.scrutin.replay.Options;
import org.scrutin.replay.Validators;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** How many events a second are replayed, and whether a trace ten times as long takes longer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReplayBenchmark {

  private static final int NODES = 5;
  private static final long SEED = 42;

  @Param({"bully", "quorum-bully"})
  public String algorithm;

  @Param({"10000", "100000"})
  public int events;

  @Param({"false", "true"})
  public boolean invariants;

  private final Validators validators = Validators.bundled();
  private byte[] trace;
  private Options options;

  @Setup(Level.Trial)
  public void simulate() {
    Algorithm chosen = Algorithms.named(algorithm).orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Run(chosen, Run.ring(NODES, 0), chosen.assumedWeather(), Optional.empty(), SEED, events)
        .simulate(out);
    trace = firstLines(out.toByteArray(), 1 + events);
    options = Options.DEFAULT.withInvariants(invariants);
  }

  @TearDown(Level.Trial)
  public void close() {
    validators.close();
  }

  @Benchmark
  public Verdict replay(Counters counters) throws IOException {
    counters.begin();
    Verdict verdict = validators.validate(new ByteArrayInputStream(trace), "trace", options);
    if (!(verdict instanceof Verdict.Conforms) || verdict.stats().events() != events) {
      throw new IllegalStateException("nothing to measure: " + verdict);
    }
    counters.end(events);
    return verdict;
  }

  /** A run of so many steps has more events: faults are events too. */
  private static byte[] firstLines(byte[] text, int lines) {
    int end = 0;
    for (int line = 0; line < lines; line++) {
      while (text[end] != '\n') {
        end++;
      }
      end++;
    }
    return Arrays.copyOf(text, end);
  }
}
