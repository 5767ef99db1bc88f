package org.scrutin.modelcheck.engine;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.scrutin.modelcheck.tlc.MessageCollector;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.TlcMessage;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDeclNode;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.tool.fp.FPSetConfiguration;
import tlc2.tool.fp.FPSetFactory;
import tlc2.tool.impl.FastTool;
import tlc2.util.Vect;
import util.Assert;
import util.Assert.TLCRuntimeException;
import util.ToolIO;

/** How TLC is set up, alone and distributed. The statics that are set belong to one sandbox. */
public final class TlcSetup {

  /** Which of TLC's fingerprint polynomials; fixed, so that a run repeats exactly. */
  public static final int FINGERPRINT = 0;

  /** By name, since newer releases of TLC may lack it. */
  private static final String GROWING_SET = "tlc2.tool.fp.MemFPSet1";

  private TlcSetup() {}

  /** What TLC does, and may fail at. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /**
   * Makes TLC tell the collector everything, in the form for tools.
   *
   * @param workers threads that evaluate at the same time
   */
  public static void prepare(MessageCollector collector, int workers) {
    ToolIO.out = new PrintStream(collector, true, StandardCharsets.UTF_8);
    ToolIO.err = ToolIO.out;
    TLCGlobals.tool = true;
    TLCGlobals.lnCheck = "final";
    TLCGlobals.chkptDuration = 0;
    TLCGlobals.setNumWorkers(workers);
  }

  /** Runs it; what it throws becomes a message of TLC, but for what is ours and says it all. */
  public static void reporting(Work work) {
    try {
      work.run();
    } catch (SpecException e) {
      throw e;
    } catch (InterruptedException e) {
      // Whoever interrupts TLC knows why; that it comes to no result is seen.
      Thread.currentThread().interrupt();
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

  /**
   * All that TLC said, and what ended a thread of it without a word, which comes first: the rest
   * may only follow from it.
   */
  static List<TlcMessage> told(MessageCollector collector, TlcThreads threads) {
    List<TlcMessage> messages = new ArrayList<>(collector.messages());
    threads.failure().ifPresent(failure -> messages.add(0, failure));
    return List.copyOf(messages);
  }

  /** TLC itself is silent about a constant that is given a value but does not exist. */
  public static void rejectUnknownConstants(FastTool tool) {
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
   * A set of fingerprints on the heap that starts small and grows: 11 to 22 bytes a state. TLC's
   * default reserves a share of the memory at once and registers a management bean. A release of
   * TLC that has no such set any more gets its default, with the least memory.
   */
  public static FPSetConfiguration fingerprints() {
    FPSetConfiguration growing = new FPSetConfiguration(0.0, GROWING_SET);
    growing.setFpBits(0);
    try {
      Class.forName(GROWING_SET, false, TlcSetup.class.getClassLoader());
      return growing;
    } catch (ClassNotFoundException e) {
      return new FPSetConfiguration(0.0, FPSetFactory.getImplementationDefault());
    }
  }

  public static String withoutSuffix(String name, String suffix) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }
}
