package org.scrutin.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.HistoryGenerator;
import org.scrutin.linearizability.LinearizabilityChecker;
import org.scrutin.linearizability.Verdict;

/** How long a history of 10,000 operations takes to decide, by kind and clients. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LinearizabilityBenchmark {

  private static final int OPERATIONS = 10_000;

  /** What the clients use. */
  @Param({"REGISTER", "UNIQUE_REGISTER", "CAS", "MUTEX", "QUEUE", "SET", "KEY_VALUE"})
  private HistoryGenerator.Kind kind;

  /** How many of them, all busy all the time. */
  @Param({"5", "10"})
  private int clients;

  /** Whether a few outputs are false. */
  @Param({"true", "false"})
  private boolean good;

  private History history;

  /** Makes the history. */
  @Setup
  public void generate() {
    HistoryGenerator generator = new HistoryGenerator(kind, clients, 42);
    history = good ? generator.good(OPERATIONS, 0) : generator.bad(OPERATIONS, 0);
  }

  /** Decides it. */
  @Benchmark
  public Verdict check() {
    return new LinearizabilityChecker<>(kind.model()).check(history);
  }
}
