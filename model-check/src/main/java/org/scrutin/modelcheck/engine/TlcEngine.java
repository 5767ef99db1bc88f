package org.scrutin.modelcheck.engine;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.scrutin.modelcheck.tlc.MessageCollector;
import org.scrutin.modelcheck.tlc.TlcCheck;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcProgress;
import org.scrutin.modelcheck.tlc.TlcTask;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDeclNode;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.tool.ModelChecker;
import tlc2.tool.fp.FPSetConfiguration;
import tlc2.tool.fp.FPSetFactory;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import tlc2.util.NoopStateWriter;
import tlc2.util.Vect;
import tlc2.value.RandomEnumerableValues;
import util.Assert;
import util.Assert.TLCRuntimeException;
import util.ToolIO;

/**
 * Runs TLC's breadth-first model checker.
 *
 * <p>TLC's own entry point, {@code tlc2.TLC}, is passed by: it registers management beans under one
 * name for the whole process, which two runs at a time would fight for, and it reserves a quarter
 * of the memory for fingerprints. What it does besides is done here.
 */
public final class TlcEngine implements TlcCheck {

  /** Which of TLC's fingerprint polynomials; fixed, so that a run repeats exactly. */
  private static final int FINGERPRINT = 0;

  private static final long SEED = 0;

  private static final int MAX_TRIES_TO_END = 1000;
  private static final long MILLIS_TO_END = 10;

  /** By name, since newer releases of TLC may lack it. */
  private static final String GROWING_SET = "tlc2.tool.fp.MemFPSet1";

  private volatile boolean stopped;

  @Override
  public List<TlcMessage> run(TlcTask task) {
    MessageCollector collector = new MessageCollector();
    // The statics of TLC that are set here belong to this sandbox alone.
    ToolIO.out = new PrintStream(collector, true, StandardCharsets.UTF_8);
    ToolIO.err = ToolIO.out;
    TLCGlobals.tool = true;
    TLCGlobals.lnCheck = "final";
    TLCGlobals.chkptDuration = 0;
    TLCGlobals.setNumWorkers(task.workers());
    if (task.coverage()) {
      // In milliseconds: only the report at the end is wanted.
      TLCGlobals.coverageInterval = Integer.MAX_VALUE;
    }
    // TLC's threads join the group of the thread that starts them, so that none is lost sight of.
    ThreadGroup group = new ThreadGroup("TLC");
    Thread main =
        new Thread(group, () -> checkAndReport(task), "TLC " + task.module().getFileName());
    main.start();
    boolean interrupted = join(main, 0);
    interrupted |= awaitEnd(group);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return collector.messages();
  }

  /** Waits, also if interrupted, when it makes TLC stop; says whether it was. */
  private boolean join(Thread thread, long millis) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join(millis);
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        stop();
      }
    }
  }

  /**
   * Waits for the threads of TLC. Those of its queue do not hear of the end if it comes before they
   * are ready to listen, so it is told them again.
   */
  private boolean awaitEnd(ThreadGroup group) {
    boolean interrupted = false;
    for (int tries = 0; tries < MAX_TRIES_TO_END && group.activeCount() > 0; tries++) {
      if (TLCGlobals.mainChecker instanceof ModelChecker checker) {
        checker.theStateQueue.finishAll();
      }
      Thread[] threads = new Thread[group.activeCount()];
      int count = group.enumerate(threads);
      for (int i = 0; i < count; i++) {
        interrupted |= join(threads[i], MILLIS_TO_END);
      }
    }
    return interrupted;
  }

  private void checkAndReport(TlcTask task) {
    try {
      check(task);
    } catch (TLCRuntimeException e) {
      MP.printTLCRuntimeException(e);
    } catch (StackOverflowError e) {
      MP.printError(EC.SYSTEM_STACK_OVERFLOW, e);
    } catch (OutOfMemoryError e) {
      MP.printError(EC.SYSTEM_OUT_OF_MEMORY, e);
    } catch (Exception | Error e) {
      // Whatever it is, it must not look as if nothing had been found.
      MP.printError(EC.GENERAL, e);
    }
  }

  private void check(TlcTask task) throws Exception {
    FP64.Init(FINGERPRINT);
    RandomEnumerableValues.setSeed(SEED);
    Path folder = task.module().toAbsolutePath().getParent();
    // A folder of its own, for TLC deletes it in the end.
    Path states = Files.createDirectory(task.scratch().resolve("states"));
    FastTool tool =
        new FastTool(
            folder + "/",
            withoutSuffix(task.module().getFileName().toString(), ".tla"),
            withoutSuffix(task.config().toAbsolutePath().toString(), ".cfg"),
            new SpecResolver(task.searched(), task.scratch()));
    rejectUnknownConstants(tool);
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
            fingerprints(),
            System.currentTimeMillis());
    TLCGlobals.mainChecker = checker;
    if (!stopped) {
      checker.modelCheck();
    }
  }

  /** TLC itself is silent about a constant that is given a value but does not exist. */
  private static void rejectUnknownConstants(FastTool tool) {
    ModuleNode root = tool.getSpecProcessor().getRootModule();
    Set<String> known = new HashSet<>();
    for (OpDeclNode constant : root.getConstantDecls()) {
      known.add(constant.getName().toString());
    }
    Vect<?> assignments = tool.getModelConfig().getConstants();
    for (int i = 0; i < assignments.size(); i++) {
      String name = ((Vect<?>) assignments.elementAt(i)).elementAt(0).toString();
      if (!known.contains(name) && root.getOpDef(name) == null) {
        Assert.fail(EC.TLC_CONFIG_ID_DOES_NOT_APPEAR_IN_SPEC, name);
      }
    }
  }

  /**
   * TLC's class for liveness registers a management bean as it loads, under one name for the whole
   * process. The bean would hold this sandbox in memory, and the next one would complain.
   */
  private static void loadLivenessQuietly() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    synchronized (server) {
      Class.forName("tlc2.tool.liveness.LiveWorker", true, TlcEngine.class.getClassLoader());
      for (ObjectName name : server.queryNames(new ObjectName("tlc2.tool.liveness:*"), null)) {
        server.unregisterMBean(name);
      }
    }
  }

  /**
   * A set of fingerprints on the heap that starts small and grows: 11 to 22 bytes a state. TLC's
   * default reserves a share of the memory at once and registers a management bean. A release of
   * TLC that has no such set any more gets its default, with the least memory.
   */
  private static FPSetConfiguration fingerprints() {
    FPSetConfiguration growing = new FPSetConfiguration(0.0, GROWING_SET);
    growing.setFpBits(0);
    try {
      Class.forName(GROWING_SET, false, TlcEngine.class.getClassLoader());
      return growing;
    } catch (ClassNotFoundException e) {
      return new FPSetConfiguration(0.0, FPSetFactory.getImplementationDefault());
    }
  }

  private static String withoutSuffix(String name, String suffix) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
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
