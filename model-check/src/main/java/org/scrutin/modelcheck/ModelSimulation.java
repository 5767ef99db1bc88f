package org.scrutin.modelcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.Behaviours;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcSandbox;
import org.scrutin.modelcheck.tlc.TlcSimulation;
import org.scrutin.modelcheck.tlc.TlcTask;

/**
 * Random behaviours of a model, where it is too large to be explored: each property is judged, a
 * temporal one on behaviours that come back to a state of theirs. Immutable and thread-safe.
 */
public record ModelSimulation(SpecLibrary library, Model model) {

  private static final int MAX_TRIES = 5;
  private static final String ENGINE = "org.scrutin.modelcheck.engine.SimulationEngine";

  /**
   * Runs TLC with one worker, so that it repeats exactly.
   *
   * @throws SpecException if the model cannot be checked: a file is missing, the module or the
   *     configuration is wrong, an expression cannot be evaluated
   */
  public SimulationResult run(Behaviours behaviours) {
    long start = System.nanoTime();
    ModelFiles files = new ModelFiles(library, model);
    Path module = files.module();
    ModelConfig config = files.config();
    Transcript transcript = transcript(module, config, behaviours);
    for (int tries = 1; tries < MAX_TRIES && isSilent(transcript); tries++) {
      transcript = transcript(module, config, behaviours);
    }
    Optional<String> exhausted = transcript.exhausted();
    if (exhausted.isEmpty()) {
      files.requireNoFault(module, config, transcript);
    }
    if (exhausted.isEmpty() && !transcript.violatesAnything() && transcript.simulated().isEmpty()) {
      throw new SpecException(files.shown(module) + ": TLC ended without a result");
    }
    Verdict verdict =
        exhausted.isPresent() && !transcript.violatesAnything()
            ? new Verdict.Unfinished(exhausted.get())
            : named(ModelRun.verdict(transcript, config), config);
    return new SimulationResult(
        model.name(),
        verdict,
        behaviours,
        transcript.simulated().orElse(0),
        Duration.ofNanos(System.nanoTime() - start),
        verdict instanceof Verdict.Holds ? Optional.empty() : transcript.counterexample());
  }

  /**
   * The thread of TLC that tells the number of states says nothing if all is over before it runs.
   */
  private static boolean isSilent(Transcript transcript) {
    return transcript.simulated().isEmpty()
        && transcript.messages().stream().noneMatch(TlcMessage::isError);
  }

  /** TLC does not say which of several temporal properties is violated. */
  private static Verdict named(Verdict verdict, ModelConfig config) {
    return verdict instanceof Verdict.Violates violates && !config.names(violates.property())
        ? new Verdict.Violates(ModelRun.oneOf(config))
        : verdict;
  }

  private Transcript transcript(Path module, ModelConfig config, Behaviours behaviours) {
    Path scratch = Scratch.folder(Scratch.CHECK);
    try (TlcSandbox sandbox = TlcSandbox.open()) {
      Path run = Files.createDirectory(scratch.resolve("run"));
      TlcTask task = new TlcTask(module, config.file(), library.folders(), run, 1, false);
      TlcSimulation simulation = sandbox.create(ENGINE, TlcSimulation.class);
      return new Transcript(simulation.run(task, behaviours), new ActionNames(task.searched()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Scratch.delete(scratch);
    }
  }
}
