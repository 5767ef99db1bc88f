package org.scrutin.modelcheck.engine;

import java.nio.file.Path;
import java.util.List;
import org.scrutin.modelcheck.tlc.Behaviours;
import org.scrutin.modelcheck.tlc.MessageCollector;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcSimulation;
import org.scrutin.modelcheck.tlc.TlcTask;
import tlc2.tool.Simulator;
import tlc2.util.FP64;
import tlc2.util.RandomGenerator;
import tlc2.value.RandomEnumerableValues;

/** Runs TLC's simulator. */
public final class SimulationEngine implements TlcSimulation {

  @Override
  public List<TlcMessage> run(TlcTask task, Behaviours behaviours) {
    MessageCollector collector = new MessageCollector();
    TlcSetup.prepare(collector, task.workers());
    TlcThreads threads = new TlcThreads();
    String name = "TLC " + task.module().getFileName();
    threads.run(
        name, () -> TlcSetup.reporting(() -> simulate(task, behaviours)), () -> {}, () -> {});
    return TlcSetup.told(collector, threads);
  }

  private static void simulate(TlcTask task, Behaviours behaviours) throws Exception {
    FP64.Init(TlcSetup.FINGERPRINT);
    RandomEnumerableValues.setSeed(behaviours.seed());
    RandomGenerator random = new RandomGenerator();
    random.setSeed(behaviours.seed());
    TlcEngine.loadLivenessQuietly();
    Path module = task.module().toAbsolutePath();
    new Simulator(
            TlcSetup.withoutSuffix(module.toString(), ".tla"),
            TlcSetup.withoutSuffix(task.config().toAbsolutePath().toString(), ".cfg"),
            null,
            true,
            behaviours.depth(),
            behaviours.count(),
            random,
            behaviours.seed(),
            new SpecResolver(task.searched(), task.scratch()),
            task.workers())
        .simulate();
  }
}
