package org.scrutin.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.scrutin.modelcheck.Counterexample;
import org.scrutin.modelcheck.DistributedRun;
import org.scrutin.modelcheck.DistributedWorker;
import org.scrutin.modelcheck.Model;
import org.scrutin.modelcheck.ModelResult;
import org.scrutin.modelcheck.Pins;
import org.scrutin.modelcheck.Verdict;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcProgress;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * {@code scrutin check} on several machines: what it prints, and an orderly end when it is
 * interrupted.
 */
final class DistributedCheck {

  private static final long SECONDS_TO_END = 5;

  private final CommandLine command;
  private final Output output;

  DistributedCheck(CommandLine command, Output output) {
    this.command = command;
    this.output = output;
  }

  /** What may be interrupted. */
  @FunctionalInterface
  private interface Interruptible<T> {
    T run() throws InterruptedException, DistributedRun.NoWorkerException;
  }

  /**
   * The server's part.
   *
   * @param story prints a counterexample
   * @return the exit code
   */
  int serve(
      SpecLibrary library,
      List<Model> models,
      DistributedRun.Settings settings,
      Consumer<Counterexample> story) {
    if (models.size() != 1) {
      throw new ParameterException(
          command, "--distributed takes one model, by its whole name, not " + models.size());
    }
    Model model = models.get(0);
    try (ProgressBar bar = output.progress(model.name(), -1)) {
      DistributedRun run = new DistributedRun(library, model, settings);
      return report(model, untilInterrupted(() -> run.check(new Narrator(model, bar))), story);
    } catch (DistributedRun.NoWorkerException e) {
      return undecided(e.getMessage());
    } catch (InterruptedException e) {
      return undecided(model.name() + ": interrupted; the workers are told to end");
    }
  }

  private int undecided(String reason) {
    command.getErr().println("scrutin check: " + reason);
    return ExitCode.UNDECIDED;
  }

  private int report(Model model, ModelResult result, Consumer<Counterexample> story) {
    List<String> failures = Pins.distributedFailures(model, result);
    say(
        "%-4s %s: %s; %,d distinct states, %,d generated%s, %.1f s",
        CheckCommand.label(result.verdict(), failures.isEmpty()),
        model.name(),
        result.verdict() + result.counterexample().map(c -> " in " + c.length()).orElse(""),
        result.distinct(),
        result.generated(),
        compared(model, result),
        result.duration().toMillis() / 1e3);
    if (output.isJson()) {
      Output.print(command.getOut(), json(model, result, failures.isEmpty()));
    } else {
      result.counterexample().ifPresent(story);
    }
    failures.forEach(failure -> command.getErr().println("scrutin check: " + failure));
    return failures.isEmpty() ? ExitCode.HOLDS : CheckCommand.exitCode(result.verdict());
  }

  private static String compared(Model model, ModelResult result) {
    if (!(result.verdict() instanceof Verdict.Holds)) {
      return " (not compared: the search stopped in between)";
    }
    return model.pinned().isPresent() ? " (compared with the pins)" : " (none is pinned)";
  }

  private static Map<String, Object> json(Model model, ModelResult result, boolean asPinned) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.name());
    json.put("expected", model.expect().toString());
    json.put("verdict", result.verdict().toString());
    json.put("asPinned", asPinned);
    json.put("distinct", result.distinct());
    json.put("generated", result.generated());
    json.put("seconds", result.duration().toMillis() / 1e3);
    return json;
  }

  /** The worker's part; returns the exit code. */
  int work(DistributedWorker worker) {
    String place = worker.host() + ":" + worker.port();
    boolean finished;
    try {
      finished =
          untilInterrupted(
              () ->
                  worker.work(
                      () -> say("working for %s with %d threads", place, worker.threads())));
    } catch (DistributedRun.NoWorkerException e) {
      throw new AssertionError("a worker needs no workers", e);
    } catch (InterruptedException e) {
      return undecided(place + ": interrupted; others do the rest of the work");
    }
    if (finished) {
      say("done: %s has its result", place);
      return ExitCode.HOLDS;
    }
    return undecided(place + ": the server is gone, without a result");
  }

  /** On Ctrl-C the JVM waits until the other side is told, and the scratch files are deleted. */
  private static <T> T untilInterrupted(Interruptible<T> task)
      throws InterruptedException, DistributedRun.NoWorkerException {
    Thread main = Thread.currentThread();
    CountDownLatch tidy = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              main.interrupt();
              try {
                tidy.await(SECONDS_TO_END, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return task.run();
    } finally {
      tidy.countDown();
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs already.
    }
  }

  private void say(String format, Object... arguments) {
    if (!output.isJson()) {
      PrintWriter out = command.getOut();
      out.printf(Locale.ROOT, format + "%n", arguments);
      out.flush();
    }
  }

  private final class Narrator implements DistributedRun.Listener {

    private final Model model;
    private final ProgressBar bar;

    Narrator(Model model, ProgressBar bar) {
      this.model = model;
      this.bar = bar;
    }

    @Override
    public void serving(String address, int port) {
      String usual = port == DistributedRun.Settings.USUAL_PORT ? "" : " --port " + port;
      say(
          "%s: invariants and action properties; not on several machines: depth, coverage",
          model.name());
      say("start workers: scrutin check --worker %s%s --workers THREADS", address, usual);
    }

    @Override
    public void workers(int here) {
      say("%d worker threads here", here);
    }

    @Override
    public void lost(long soFar) {
      say("%d worker threads lost so far; others do their work", soFar);
    }

    @Override
    public void progress(TlcProgress progress) {
      bar.stepTo(progress.distinct());
    }
  }
}
