package org.scrutin.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.RunReport;

/** How many steps of the protocol a second the simulator takes, and what a trace costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SimulatorBenchmark {

  private static final int NODES = 5;
  private static final long SEED = 42;
  private static final long STEPS = 100_000;

  @Param({"bully", "ring", "chang-roberts", "quorum-bully", "quorum-ring"})
  public String algorithm;

  private Run run;
  private Path file;

  @Setup(Level.Trial)
  public void prepare() throws IOException {
    Algorithm chosen = Algorithms.named(algorithm).orElseThrow();
    run =
        new Run(chosen, Run.ring(NODES, 0), chosen.assumedWeather(), Optional.empty(), SEED, STEPS);
    file = Files.createTempFile("scrutin", ".ndjson");
  }

  @TearDown(Level.Trial)
  public void cleanUp() throws IOException {
    Files.delete(file);
  }

  @Benchmark
  public RunReport withoutTrace(Counters counters) {
    counters.begin();
    RunReport report = run.simulate();
    counters.end(report.steps());
    return report;
  }

  @Benchmark
  public RunReport traceToFile(Counters counters) throws IOException {
    counters.begin();
    RunReport report = run.simulate(Files.newOutputStream(file));
    counters.end(report.steps());
    return report;
  }
}
