package org.scrutin.modelcheck.engine.distributed;

import java.io.File;
import java.nio.file.Files;
import java.rmi.server.ExportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.modelcheck.engine.TlcSetup;
import org.scrutin.modelcheck.tlc.MessageCollector;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcProgress;
import org.scrutin.modelcheck.tlc.TlcServer;
import org.scrutin.modelcheck.tlc.TlcTask;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.tool.distributed.TLCApp;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;

/** Runs TLC's distributed server. */
public final class ServerEngine implements TlcServer {

  private static final Pattern VIOLATED =
      Pattern.compile("Error: (Invariant|Implied-init|Implied-action) (.*) is violated\\.");
  private static final String DEADLOCK = "Error: deadlock reached.";

  private volatile Optional<Server> server = Optional.empty();
  private volatile int workers;
  private volatile boolean stopped;

  @Override
  public List<TlcMessage> run(TlcTask task, boolean checkDeadlock, int port) {
    // RMI finds classes by the loader of the thread that makes an object reachable.
    Thread.currentThread().setContextClassLoader(ServerEngine.class.getClassLoader());
    MessageCollector collector = new MessageCollector();
    TlcSetup.prepare(collector, 0);
    TlcSetup.reporting(() -> serve(task, checkDeadlock, port));
    server.ifPresent(Server::stop);
    List<TlcMessage> messages = new ArrayList<>();
    server.flatMap(Server::found).map(ServerEngine::message).ifPresent(messages::add);
    collector.messages().stream().map(ServerEngine::translated).forEach(messages::add);
    return messages;
  }

  private void serve(TlcTask task, boolean checkDeadlock, int port) throws Exception {
    FP64.Init(TlcSetup.FINGERPRINT);
    TLCGlobals.metaDir = Files.createDirectory(task.scratch().resolve("states")) + File.separator;
    SpecResolver files = new SpecResolver(task.searched(), task.scratch());
    TLCApp app =
        new TLCApp(
            task.module().toAbsolutePath().getParent()
                + File.separator
                + TlcSetup.withoutSuffix(task.module().getFileName().toString(), ".tla"),
            TlcSetup.withoutSuffix(task.config().toAbsolutePath().toString(), ".cfg"),
            checkDeadlock,
            null,
            TlcSetup.fingerprints(),
            files);
    FastTool tool = (FastTool) app.tool;
    TlcSetup.rejectUnknownConstants(tool);
    if (!tool.livenessIsTrue()) {
      throw new SpecException(
          task.config().getFileName()
              + " names a temporal property, and TLC checks those on one machine only; leave"
              + " --distributed away");
    }
    try {
      server = Optional.of(Server.listening(app, files, port));
    } catch (ExportException e) {
      throw new SpecException("port " + port + " is in use; name another with --port");
    }
    if (!stopped) {
      server.get().work();
    }
  }

  /** What a worker told, as TLC says it when it is alone. */
  private static TlcMessage message(String told) {
    Matcher violated = VIOLATED.matcher(told);
    if (told.equals(DEADLOCK)) {
      return new TlcMessage(EC.TLC_DEADLOCK_REACHED, TlcMessage.ERROR, "Deadlock reached.");
    }
    if (!violated.matches()) {
      return new TlcMessage(EC.GENERAL, TlcMessage.ERROR, told);
    }
    return violated.group(1).equals("Invariant")
        ? new TlcMessage(
            EC.TLC_INVARIANT_VIOLATED_BEHAVIOR,
            TlcMessage.ERROR,
            "Invariant " + violated.group(2) + " is violated.")
        : new TlcMessage(
            EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR,
            TlcMessage.ERROR,
            "Action property " + violated.group(2) + " is violated.");
  }

  /** An initial state that violates something is, to the server, one that it cannot work on. */
  private static TlcMessage translated(TlcMessage message) {
    String first = message.text().lines().findFirst().orElse("");
    Matcher violated = VIOLATED.matcher(first);
    if (message.code() != EC.TLC_INITIAL_STATE || !violated.matches()) {
      return message;
    }
    String state = message.text().lines().skip(2).reduce("", (a, b) -> a + "\n" + b);
    return violated.group(1).equals("Invariant")
        ? new TlcMessage(
            EC.TLC_INVARIANT_VIOLATED_INITIAL,
            TlcMessage.ERROR,
            "Invariant " + violated.group(2) + " is violated by the initial state:" + state)
        : new TlcMessage(
            EC.TLC_PROPERTY_VIOLATED_INITIAL,
            TlcMessage.ERROR,
            "Property " + violated.group(2) + " is violated by the initial state:" + state);
  }

  @Override
  public boolean listening() {
    return server.isPresent();
  }

  @Override
  public TlcProgress progress() {
    return server
        .map(s -> new TlcProgress(s.getStatesGenerated(), s.fpSetManager.size(), s.getNewStates()))
        .orElse(TlcProgress.NONE);
  }

  @Override
  public int workers() {
    server.ifPresent(
        s -> {
          if (s.isRunning()) {
            workers = s.getWorkerCount();
          } else {
            // TLC may miss the end, when it comes early: whoever asks wakes it.
            s.wake();
          }
        });
    return workers;
  }

  @Override
  public long lost() {
    return server.map(Server::lost).orElse(0L);
  }

  @Override
  public void stop() {
    stopped = true;
    server.ifPresent(Server::stop);
  }
}
