package org.scrutin.modelcheck;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcProgress;

/**
 * Runs many models, several at a time.
 *
 * <p>Thread-safe; holds no thread between two calls.
 */
public final class ModelChecker {

  private static final long PROGRESS_INTERVAL_MILLIS = 200;

  /**
   * How much of the machine to use.
   *
   * @param parallel models that run at the same time, at least 1
   * @param workers threads for each model, at least 1; only with 1 do all counts repeat exactly
   * @param limit after which a model is given up
   */
  public record Settings(int parallel, int workers, Optional<Duration> limit) {

    public Settings {
      if (parallel < 1 || workers < 1) {
        throw new IllegalArgumentException(
            "parallel = " + parallel + ", workers = " + workers + ": each must be at least 1");
      }
    }

    /** Without a limit. */
    public Settings(int parallel, int workers) {
      this(parallel, workers, Optional.empty());
    }

    /** One worker a model, as many models as there are processors. */
    public static Settings defaults() {
      return new Settings(Runtime.getRuntime().availableProcessors(), 1);
    }
  }

  /** Is told what goes on. The methods are called one at a time. */
  public interface Listener {

    /** How far a model is that runs now; several times a second. */
    default void progress(Model model, TlcProgress progress) {}

    /** A model is done. In the order of the manifest. */
    default void finished(Model model, ModelResult result) {}
  }

  private final SpecLibrary library;
  private final Settings settings;

  public ModelChecker(SpecLibrary library, Settings settings) {
    this.library = library;
    this.settings = settings;
  }

  /**
   * Checks all models. One that cannot be checked has the verdict {@link Verdict.Unusable} and does
   * not keep the others from being checked.
   *
   * @return the results, in the order of the models
   * @throws InterruptedException if this thread was interrupted; what still runs is told to stop
   */
  public List<ModelResult> check(List<Model> models, Listener listener)
      throws InterruptedException {
    List<ModelRun> runs =
        models.stream()
            .map(model -> new ModelRun(library, model, settings.workers(), settings.limit()))
            .toList();
    ExecutorService pool = Executors.newFixedThreadPool(settings.parallel());
    try {
      List<Future<ModelResult>> futures =
          runs.stream().map(run -> pool.submit(() -> check(run))).toList();
      List<ModelResult> results = new java.util.ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        ModelResult result = await(futures.get(i), runs, futures, listener);
        results.add(result);
        listener.finished(models.get(i), result);
      }
      return List.copyOf(results);
    } finally {
      runs.forEach(ModelRun::cancel);
      pool.shutdown();
    }
  }

  private static ModelResult check(ModelRun run) {
    long start = System.nanoTime();
    try {
      return run.check();
    } catch (SpecException e) {
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      return ModelResult.without(
          run.model().name(), new Verdict.Unusable(e.getMessage()), duration);
    } catch (OutOfMemoryError | UncheckedIOException e) {
      // Of the disk, of open files, of threads: TLC's own errors come as its messages.
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      String reason = e instanceof Error ? Transcript.NO_MEMORY : Transcript.noFiles(e.toString());
      return ModelResult.without(run.model().name(), new Verdict.Unfinished(reason), duration);
    }
  }

  private static ModelResult await(
      Future<ModelResult> awaited,
      List<ModelRun> runs,
      List<Future<ModelResult>> futures,
      Listener listener)
      throws InterruptedException {
    while (true) {
      try {
        return awaited.get(PROGRESS_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        for (int i = 0; i < runs.size(); i++) {
          TlcProgress progress = runs.get(i).progress();
          if (!futures.get(i).isDone() && progress.generated() > 0) {
            listener.progress(runs.get(i).model(), progress);
          }
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("the model checker failed", e.getCause());
      }
    }
  }
}
