package org.scrutin.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Replays many traces on several threads. What TLC keeps in static fields is shared by none: each
 * thread has {@link Validators} of its own, and each of these a copy of TLC's classes. A
 * specification is loaded once a thread. Thread-safe.
 */
public final class ParallelValidators implements AutoCloseable {

  private final BlockingQueue<Validators> idle = new LinkedBlockingQueue<>();
  private final List<Validators> all = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * @param validators makes those of a thread
   * @param threads how many, at least 1
   */
  public ParallelValidators(Supplier<Validators> validators, int threads) {
    for (int i = 0; i < threads; i++) {
      all.add(validators.get());
    }
    idle.addAll(all);
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "replay");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** As many threads as the machine has processors, for the specifications that Scrutin ships. */
  public static ParallelValidators bundled() {
    return new ParallelValidators(Validators::bundled, Runtime.getRuntime().availableProcessors());
  }

  /** Replays a trace when a thread is free. */
  public Future<Verdict> submit(Path trace, Options options) {
    return threads.submit(() -> validate(trace, options));
  }

  /**
   * Replays traces.
   *
   * @return the verdicts, in the order of the traces
   * @throws TraceException in one line, if one of them is no trace
   * @throws org.scrutin.modelcheck.tlc.SpecException in one line, if a specification cannot be used
   */
  public List<Verdict> validate(List<Path> traces, Options options) {
    List<Future<Verdict>> verdicts = traces.stream().map(trace -> submit(trace, options)).toList();
    return verdicts.stream().map(ParallelValidators::verdict).toList();
  }

  /** What a replay that was {@linkplain #submit submitted} found, or what it threw. */
  public static Verdict verdict(Future<Verdict> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while traces were replayed");
    }
  }

  /** There are as many validators as threads, so one is free. */
  private Verdict validate(Path trace, Options options) {
    Validators own = idle.remove();
    try {
      return own.validate(trace, options);
    } finally {
      idle.add(own);
    }
  }

  /** Waits for the replays that have begun; those that have not are given up. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    for (int i = 0; i < all.size(); i++) {
      try {
        idle.take().close();
      } catch (InterruptedException e) {
        interrupted = true;
        i--;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
