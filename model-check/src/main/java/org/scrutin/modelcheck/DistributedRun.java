package org.scrutin.modelcheck;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scrutin.modelcheck.tlc.OwnAddress;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcProgress;
import org.scrutin.modelcheck.tlc.TlcSandbox;
import org.scrutin.modelcheck.tlc.TlcServer;
import org.scrutin.modelcheck.tlc.TlcTask;

/**
 * One model, explored by workers in other processes and on other machines: this is the server, see
 * {@link DistributedWorker} for the others.
 *
 * <p>RMI, by which they talk, has settings for the whole process, and never closes its port: one
 * such run is meant for one process. {@link #check} is called once.
 */
public final class DistributedRun {

  private static final String ENGINE = "org.scrutin.modelcheck.engine.distributed.ServerEngine";
  private static final long POLL_MILLIS = 200;

  /**
   * Where the server is found, and how long it waits.
   *
   * @param address under which workers reach this machine; a guess if absent
   * @param port for everything, 0 for any free one
   * @param patience how long to do without any worker, at the start and later
   */
  public record Settings(Optional<String> address, int port, Duration patience) {

    /** The port on which TLC's server is usually found. */
    public static final int USUAL_PORT = 10997;
  }

  /** Is told what goes on, one call at a time. */
  public interface Listener {

    /** The model is fit for it, and workers may come now, or in a moment. */
    void serving(String address, int port);

    /** Worker threads that are here now; called when it changes. */
    void workers(int here);

    /** Worker threads that went away, and whose work others do; called when it changes. */
    void lost(long soFar);

    /** How far it is; several times a second. */
    void progress(TlcProgress progress);
  }

  /** No worker is there, although the server was patient. */
  public static final class NoWorkerException extends Exception {

    private static final long serialVersionUID = 1;

    NoWorkerException(String message) {
      super(message);
    }
  }

  private final Model model;
  private final SpecLibrary library;
  private final ModelFiles files;
  private final Settings settings;

  public DistributedRun(SpecLibrary library, Model model, Settings settings) {
    this.model = model;
    this.library = library;
    this.files = new ModelFiles(library, model);
    this.settings = settings;
  }

  /**
   * Waits for workers, and for what they find.
   *
   * @return the result, without depth and coverage
   * @throws SpecException if the model cannot be checked, or not by several machines
   * @throws NoWorkerException if no worker came, or none is left
   * @throws InterruptedException if this thread was interrupted; the workers are sent away
   */
  public ModelResult check(Listener listener) throws InterruptedException, NoWorkerException {
    long start = System.nanoTime();
    Path module = files.module();
    ModelConfig config = files.config();
    Path scratch = Scratch.folder(Scratch.CHECK);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TlcSandbox sandbox = TlcSandbox.openDistributed()) {
      TlcServer server = sandbox.create(ENGINE, TlcServer.class);
      TlcTask task = new TlcTask(module, config.file(), library.folders(), scratch, 1, false);
      String address = OwnAddress.publish(settings.address().orElseGet(OwnAddress::guess));
      int port = settings.port() == 0 ? freePort() : settings.port();
      Future<List<TlcMessage>> messages =
          thread.submit(() -> server.run(task, config.checksDeadlock(), port));
      try {
        Transcript transcript =
            new Transcript(
                await(messages, server, () -> listener.serving(address, port), listener),
                new ActionNames(task.searched()));
        return result(transcript, server.progress(), module, config, start);
      } finally {
        server.stop();
      }
    } finally {
      thread.shutdown();
      // So that nothing is written any more to what is deleted next.
      thread.awaitTermination(POLL_MILLIS, TimeUnit.MILLISECONDS);
      Scratch.delete(scratch);
    }
  }

  private List<TlcMessage> await(
      Future<List<TlcMessage>> messages, TlcServer server, Runnable serving, Listener listener)
      throws InterruptedException, NoWorkerException {
    boolean announced = false;
    int here = 0;
    long lost = 0;
    long lastWorker = System.nanoTime();
    while (true) {
      try {
        return messages.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (server.listening() && !announced) {
          announced = true;
          serving.run();
        }
        if (server.lost() != lost) {
          lost = server.lost();
          listener.lost(lost);
        }
        if (server.workers() != here) {
          here = server.workers();
          listener.workers(here);
        }
        listener.progress(server.progress());
        lastWorker = here > 0 ? System.nanoTime() : lastWorker;
        if (System.nanoTime() - lastWorker > settings.patience().toNanos()) {
          throw new NoWorkerException(
              model.name() + ": no worker for " + settings.patience().toSeconds() + " s");
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof SpecException fault) {
          throw new SpecException(model.name() + ": " + fault.getMessage());
        }
        throw new IllegalStateException("the server failed", e.getCause());
      }
    }
  }

  private ModelResult result(
      Transcript transcript, TlcProgress progress, Path module, ModelConfig config, long start) {
    Optional<String> exhausted =
        transcript.violatesAnything() ? Optional.empty() : transcript.exhausted();
    if (exhausted.isEmpty()) {
      files.requireNoFault(module, config, transcript);
      ModelRun.requireResult(transcript, progress, files.shown(module));
    }
    Verdict verdict =
        exhausted.isPresent()
            ? new Verdict.Unfinished(exhausted.get())
            : ModelRun.verdict(transcript, config);
    return new ModelResult(
        model.name(),
        verdict,
        transcript.distinct().orElse(progress.distinct()),
        transcript.generated().orElse(progress.generated()),
        0,
        Duration.ofNanos(System.nanoTime() - start),
        verdict instanceof Verdict.Holds ? Optional.empty() : transcript.counterexample(),
        List.of());
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new SpecException("no port is free on this machine");
    }
  }
}
