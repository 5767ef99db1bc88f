package org.scrutin.modelcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcCheck;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcProgress;
import org.scrutin.modelcheck.tlc.TlcSandbox;
import org.scrutin.modelcheck.tlc.TlcTask;

/**
 * One model, checked once, in a sandbox of its own. {@link #check} is called once; the other
 * methods may be called from any thread at any time.
 */
public final class ModelRun {

  private static final String ENGINE = "org.scrutin.modelcheck.engine.TlcEngine";

  private final SpecLibrary library;
  private final Model model;
  private final ModelFiles files;
  private final int workers;
  private final Optional<Duration> limit;
  private final AtomicReference<Optional<TlcCheck>> running =
      new AtomicReference<>(Optional.empty());
  private volatile boolean cancelled;
  private volatile boolean outOfTime;

  /**
   * @param workers threads that explore states; only with 1 do all counts repeat exactly
   */
  public ModelRun(SpecLibrary library, Model model, int workers) {
    this(library, model, workers, Optional.empty());
  }

  /**
   * @param workers threads that explore states; only with 1 do all counts repeat exactly
   * @param limit after which it is given up, counted from when TLC begins
   */
  public ModelRun(SpecLibrary library, Model model, int workers, Optional<Duration> limit) {
    this.library = library;
    this.model = model;
    this.files = new ModelFiles(library, model);
    this.workers = workers;
    this.limit = limit;
  }

  /** The model. */
  public Model model() {
    return model;
  }

  /** How far it is. */
  public TlcProgress progress() {
    return running.get().map(TlcCheck::progress).orElse(TlcProgress.NONE);
  }

  /** Makes {@link #check} give up soon. */
  public void cancel() {
    cancelled = true;
    running.get().ifPresent(TlcCheck::stop);
  }

  /**
   * Runs TLC.
   *
   * @throws SpecException if the model cannot be checked: a file is missing, the module or the
   *     configuration is wrong, an expression cannot be evaluated
   * @throws CancellationException if it was cancelled
   */
  public ModelResult check() {
    long start = System.nanoTime();
    Path module = files.module();
    ModelConfig config = files.config();
    Path scratch = Scratch.folder(Scratch.CHECK);
    try {
      Run run = run(module, config, scratch.resolve("run"), model.coverage());
      Verdict verdict =
          run.unfinished().isEmpty() || run.transcript().violatesAnything()
              ? verdict(run.transcript(), config)
              : new Verdict.Unfinished(run.unfinished().get());
      Optional<Counterexample> counterexample = run.transcript().counterexample();
      if (verdict instanceof Verdict.Violates violates && !config.names(violates.property())) {
        Identified identified = identify(run, module, config, scratch);
        verdict = new Verdict.Violates(identified.property());
        counterexample = identified.run().transcript().counterexample();
      }
      return new ModelResult(
          model.name(),
          verdict,
          run.transcript().distinct().orElse(run.progress().distinct()),
          run.transcript().generated().orElse(run.progress().generated()),
          run.transcript().depth().orElse(1),
          Duration.ofNanos(System.nanoTime() - start),
          verdict instanceof Verdict.Holds ? Optional.empty() : counterexample,
          run.transcript().coverage());
    } finally {
      Scratch.delete(scratch);
    }
  }

  /**
   * What TLC said.
   *
   * @param unfinished why it did not come to its end, if it did not
   */
  private record Run(Transcript transcript, TlcProgress progress, Optional<String> unfinished) {}

  private record Identified(String property, Run run) {}

  private Run run(Path module, ModelConfig config, Path scratch, boolean coverage) {
    try (TlcSandbox sandbox = TlcSandbox.open()) {
      Files.createDirectory(scratch);
      TlcCheck check = sandbox.create(ENGINE, TlcCheck.class);
      running.set(Optional.of(check));
      if (cancelled) {
        throw new CancellationException(model.name() + " was cancelled");
      }
      TlcTask task =
          new TlcTask(module, config.file(), library.folders(), scratch, workers, coverage);
      List<TlcMessage> messages = run(check, task);
      Transcript transcript = new Transcript(messages, new ActionNames(task.searched()));
      if (cancelled) {
        throw new CancellationException(model.name() + " was cancelled");
      }
      TlcProgress progress = check.progress();
      Optional<String> exhausted = transcript.exhausted();
      if (exhausted.isEmpty()) {
        files.requireNoFault(module, config, transcript);
      }
      if (transcript.checksLivenessUnderSymmetry()) {
        throw new SpecException(
            files.shown(config.file())
                + ": under SYMMETRY TLC may miss that a temporal property is violated; leave it away,"
                + " or check these properties in a configuration without it");
      }
      Optional<String> unfinished = exhausted.or(() -> outOfTime(progress));
      if (unfinished.isEmpty()) {
        requireResult(transcript, progress, files.shown(module));
      }
      return new Run(transcript, progress, unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      running.set(Optional.empty());
    }
  }

  private Optional<String> outOfTime(TlcProgress progress) {
    return outOfTime && (progress.distinct() == 0 || progress.queue() > 0)
        ? Optional.of("give it more time, or leave --limit away")
        : Optional.empty();
  }

  /** Lets TLC run, and stops it when its time is up. */
  private List<TlcMessage> run(TlcCheck check, TlcTask task) {
    if (limit.isEmpty()) {
      return check.run(task);
    }
    Timer timer = new Timer("limit of " + model.name(), true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            outOfTime = true;
            check.stop();
          }
        },
        limit.get().toMillis());
    try {
      return check.run(task);
    } finally {
      timer.cancel();
    }
  }

  /** A run that found nothing is a success only if it looked at something and came to its end. */
  static void requireResult(Transcript transcript, TlcProgress progress, Path module) {
    if (transcript.violatesAnything()) {
      return;
    }
    if (!transcript.succeeded()) {
      throw new SpecException(module + ": TLC ended without a result");
    }
    if (progress.distinct() == 0) {
      throw new SpecException(
          module + ": no state satisfies the initial predicate, so nothing was checked");
    }
  }

  static Verdict verdict(Transcript transcript, ModelConfig config) {
    if (transcript.deadlocks()) {
      return new Verdict.Deadlocks();
    }
    if (!transcript.violatesAnything()) {
      return new Verdict.Holds();
    }
    String told = transcript.violated().orElse("");
    boolean sure = config.names(told) || config.properties().size() != 1;
    return new Verdict.Violates(sure ? told : config.properties().get(0));
  }

  /**
   * TLC does not say which of several temporal properties is violated, and calls an action property
   * by its place. So each is checked alone; what is violated after the fewest states is the one
   * that the whole run had come upon, and of two temporal ones it is the first in the
   * configuration.
   */
  private Identified identify(Run whole, Path module, ModelConfig config, Path scratch) {
    List<Identified> alone =
        config.properties().stream()
            .map(property -> new Identified(property, runAlone(module, config, scratch, property)))
            .toList();
    Optional<Identified> first =
        alone.stream()
            .filter(one -> one.run().transcript().violatesAnything())
            .min(Comparator.comparingLong(one -> one.run().progress().generated()));
    if (first.isEmpty() && alone.stream().anyMatch(one -> one.run().unfinished().isPresent())) {
      return new Identified(oneOf(config), whole);
    }
    return first.orElseThrow(
        () ->
            new SpecException(
                files.shown(config.file())
                    + ": a property is violated, but none of them when checked alone"));
  }

  static String oneOf(ModelConfig config) {
    return "one of " + String.join(", ", config.properties());
  }

  private Run runAlone(Path module, ModelConfig config, Path scratch, String property) {
    Path alone = scratch.resolve(property + ".cfg");
    try {
      Files.writeString(alone, config.checkingOnly(property));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run(module, ModelConfig.read(alone), scratch.resolve(property), false);
  }
}
