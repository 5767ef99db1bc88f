package org.scrutin.modelcheck.engine;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.scrutin.modelcheck.tlc.MessageCollector;
import org.scrutin.modelcheck.tlc.TlcCheck;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcProgress;
import org.scrutin.modelcheck.tlc.TlcTask;
import tlc2.TLCGlobals;
import tlc2.tool.ModelChecker;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import tlc2.util.NoopStateWriter;
import tlc2.value.RandomEnumerableValues;

/**
 * Runs TLC's breadth-first model checker.
 *
 * <p>TLC's own entry point, {@code tlc2.TLC}, is passed by: it registers management beans under one
 * name for the whole process, which two runs at a time would fight for, and it reserves a quarter
 * of the memory for fingerprints. What it does besides is done here.
 */
public final class TlcEngine implements TlcCheck {

  private static final long SEED = 0;

  private volatile boolean stopped;

  @Override
  public List<TlcMessage> run(TlcTask task) {
    MessageCollector collector = new MessageCollector();
    TlcSetup.prepare(collector, task.workers());
    if (task.coverage()) {
      // In milliseconds: only the report at the end is wanted.
      TLCGlobals.coverageInterval = Integer.MAX_VALUE;
    }
    TlcThreads threads = new TlcThreads();
    String name = "TLC " + task.module().getFileName();
    threads.run(
        name, () -> TlcSetup.reporting(() -> check(task)), TlcEngine::finishQueue, this::stop);
    return TlcSetup.told(collector, threads);
  }

  /**
   * The threads of TLC's queue do not hear of the end if it comes before they are ready to listen,
   * so it is told them again.
   */
  private static void finishQueue() {
    if (TLCGlobals.mainChecker instanceof ModelChecker checker) {
      checker.theStateQueue.finishAll();
    }
  }

  private void check(TlcTask task) throws Exception {
    FP64.Init(TlcSetup.FINGERPRINT);
    RandomEnumerableValues.setSeed(SEED);
    Path folder = task.module().toAbsolutePath().getParent();
    // A folder of its own, for TLC deletes it in the end.
    Path states = Files.createDirectory(task.scratch().resolve("states"));
    FastTool tool =
        new FastTool(
            folder + "/",
            TlcSetup.withoutSuffix(task.module().getFileName().toString(), ".tla"),
            TlcSetup.withoutSuffix(task.config().toAbsolutePath().toString(), ".cfg"),
            new SpecResolver(task.searched(), task.scratch()));
    TlcSetup.rejectUnknownConstants(tool);
    if (!tool.livenessIsTrue()) {
      loadLivenessQuietly();
    }
    ModelChecker checker =
        new ModelChecker(
            tool,
            states.toString(),
            new NoopStateWriter(),
            tool.getModelConfig().getCheckDeadlock(),
            null,
            TlcSetup.fingerprints(),
            System.currentTimeMillis());
    TLCGlobals.mainChecker = checker;
    if (!stopped) {
      checker.modelCheck();
    }
  }

  /**
   * TLC's class for liveness registers a management bean as it loads, under one name for the whole
   * process. The bean would hold this sandbox in memory, and the next one would complain.
   */
  static void loadLivenessQuietly() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    synchronized (server) {
      Class.forName("tlc2.tool.liveness.LiveWorker", true, TlcEngine.class.getClassLoader());
      for (ObjectName name : server.queryNames(new ObjectName("tlc2.tool.liveness:*"), null)) {
        server.unregisterMBean(name);
      }
    }
  }

  @Override
  public TlcProgress progress() {
    // Null before the specification is parsed and after the end.
    if (TLCGlobals.mainChecker instanceof ModelChecker checker) {
      return new TlcProgress(
          checker.getStatesGenerated(),
          checker.getDistinctStatesGenerated(),
          checker.getStateQueueSize());
    }
    return TlcProgress.NONE;
  }

  @Override
  public void stop() {
    stopped = true;
    if (TLCGlobals.mainChecker instanceof ModelChecker checker) {
      checker.stop();
    }
  }
}
