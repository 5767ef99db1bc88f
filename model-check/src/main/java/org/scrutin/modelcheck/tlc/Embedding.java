package org.scrutin.modelcheck.tlc;

/** What has to change in TLC, which is made to be a process of its own, for it to be a guest. */
final class Embedding {

  private static final String ENGINE = "org/scrutin/modelcheck/engine/";

  private Embedding() {}

  /**
   * A class of TLC, fit to share a process.
   *
   * @param shipped whether it is of the release that Scrutin ships; of others, only what is sure to
   *     fit is changed
   */
  static byte[] adapt(String className, byte[] code, boolean shipped) {
    return switch (className) {
      // The set of fingerprints makes itself reachable by RMI, for the sake of the distributed
      // mode: it would open a port, leave a thread behind, and keep TLC's classes in RMI's caches.
      case "tlc2.tool.fp.FPSet" ->
          ClassFile.rename(
              code, "java/rmi/server/UnicastRemoteObject", "java/rmi/server/RemoteObject");
      // What cannot be evaluated, or a disk that is full, would end the process: and mostly with 1,
      // the exit code of a violation.
      case "tlc2.tool.liveness.LiveCheck",
          "tlc2.tool.liveness.AbstractDiskGraph",
          "tlc2.tool.liveness.DiskGraph",
          "tlc2.tool.liveness.NodePtrTable",
          "tlc2.tool.liveness.TableauDiskGraph",
          "tlc2.tool.TLCTrace",
          "tlc2.tool.fp.MemFPSet1",
          "tlc2.tool.queue.ByteArrayQueue",
          "tlc2.tool.queue.DiskByteArrayQueue$ByteArrayPoolReader",
          "tlc2.tool.queue.DiskByteArrayQueue$ByteArrayPoolWriter",
          "tlc2.tool.queue.DiskByteArrayQueue$StatePoolCleaner",
          "tlc2.tool.queue.DiskStateQueue$StatePoolCleaner",
          "tlc2.tool.queue.StateQueue",
          "tlc2.util.StatePoolReader",
          "tlc2.util.StatePoolWriter" ->
          shipped ? ClassFile.rename(code, "java/lang/System", ENGINE + "NoExit") : code;
      // The printing of a lasso would leave a thread behind.
      case "tlc2.tool.liveness.LiveWorker" ->
          shipped
              ? ClassFile.rename(
                  code, "java/util/concurrent/Executors", ENGINE + "ShortLivedThreads")
              : code;
      // Trace specifications are loaded anew for each trace, and need not be parsed anew.
      case "tlc2.tool.impl.SpecProcessor" ->
          shipped ? ClassFile.rename(code, "tla2sany/drivers/SANY", ENGINE + "ParsedOnce") : code;
      default -> code;
    };
  }

  /**
   * A class of the shipped TLC, fit to share a process, and to explore with other processes: what
   * is reachable by RMI stays so.
   */
  static byte[] adaptDistributed(String className, byte[] code) {
    return switch (className) {
      case "tlc2.tool.fp.FPSet" -> code;
      // A worker remembers which states it has sent. When the answer is lost on its way and the
      // server asks again, it would leave those out, and they would never be explored.
      case "tlc2.tool.distributed.TLCWorker" ->
          ClassFile.rename(code, "tlc2/util/SimpleCache", ENGINE + "distributed/ForgetfulCache");
      default -> adapt(className, code, true);
    };
  }
}
