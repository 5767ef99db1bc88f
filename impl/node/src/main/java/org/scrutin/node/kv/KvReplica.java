package org.scrutin.node.kv;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.scrutin.node.disk.SnapshotFolder;
import org.scrutin.node.host.Application;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.node.host.Host;
import org.scrutin.node.kv.KvException.Kind;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.Payload;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftMessage.InstallSnapshot;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.session.Outcome;
import org.scrutin.wire.EndSessionRequest;
import org.scrutin.wire.ExecuteRequest;
import org.scrutin.wire.LogCommand;
import org.scrutin.wire.OpenSessionRequest;
import org.scrutin.wire.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service on one node: applies what the log delivers, and answers who has asked this node. What
 * was asked of a leader that is one no longer may have been done or not. Requests come by any
 * thread; the rest is of the thread of the protocol.
 */
public final class KvReplica implements Application, ElectionObserver {

  /** No entry is larger: a message has several. */
  public static final int MAX_COMMAND_BYTES = 1 << 20;

  private final Logger log = LoggerFactory.getLogger(KvReplica.class);
  private final SnapshotFolder snapshots;
  private final int snapshotEvery;
  private final KeyValueStore store = new KeyValueStore();
  private final Map<Long, CompletableFuture<KeyValueStore.Answer>> attempts = new HashMap<>();
  private final Map<Integer, Reading> readings = new HashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "snapshot writer");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Optional<Host<RaftState, RaftMessage, RaftDurable>> host = Optional.empty();
  private int nextRead;
  private int lastSnapshot;
  private int lastTried;
  private int damaged;
  private volatile boolean writing;
  private volatile int applied;

  private record Reading(String key, CompletableFuture<Result> answer) {}

  /**
   * @param snapshotEvery so many entries of the log are kept, at least 1, before a snapshot takes
   *     their place
   */
  public KvReplica(SnapshotFolder snapshots, int snapshotEvery) {
    this.snapshots = snapshots;
    this.snapshotEvery = snapshotEvery;
  }

  /** The node on which it runs; to be told before the first request. */
  public void runOn(Host<RaftState, RaftMessage, RaftDurable> node) {
    host = Optional.of(node);
  }

  /**
   * Looks, before the node starts, whether the snapshot is whole that its journal counts on.
   *
   * @param index of its last entry, 0 if there is none
   * @throws org.scrutin.node.disk.NodeFolderException in one line, if not
   */
  public void requireSnapshot(int index) throws IOException {
    if (index > 0) {
      snapshots.read(index);
    }
  }

  /** Up to which entry it has come. */
  public int applied() {
    return applied;
  }

  /** Opens a session; the future fails with {@link KvException}. */
  public CompletableFuture<Integer> openSession() {
    return propose(LogCommand.newBuilder().setOpenSession(OpenSessionRequest.getDefaultInstance()))
        .thenApply(answer -> ((KeyValueStore.Answer.Opened) answer).session());
  }

  /** Ends a session. */
  public CompletableFuture<Void> endSession(EndSessionRequest request) {
    return propose(LogCommand.newBuilder().setEndSession(request)).thenApply(answer -> null);
  }

  /** Executes a request once. */
  public CompletableFuture<Result> execute(ExecuteRequest request) {
    if (request.getSession() < 1
        || request.getFirst() < 1
        || request.getNumber() < request.getFirst()
        || request.getOperation().getKindCase()
            == org.scrutin.wire.Operation.KindCase.KIND_NOT_SET) {
      return CompletableFuture.failedFuture(
          new KvException(
              Kind.INVALID, "a request needs a session, 1 <= first <= number, and an operation"));
    }
    return propose(LogCommand.newBuilder().setExecute(request))
        .thenApply(answer -> result(((KeyValueStore.Answer.Met) answer).outcome()));
  }

  private static Result result(Outcome<Result> outcome) {
    if (outcome instanceof Outcome.Executed<Result> executed) {
      return executed.answer();
    } else if (outcome instanceof Outcome.Repeated<Result> repeated) {
      return repeated.answer();
    } else if (outcome instanceof Outcome.Forgotten<Result>) {
      throw new KvException(Kind.FORGOTTEN, "it was answered before, and the answer forgotten");
    }
    throw new KvException(Kind.SESSION_ENDED, "the session is not open");
  }

  private CompletableFuture<KeyValueStore.Answer> propose(LogCommand.Builder command) {
    CompletableFuture<KeyValueStore.Answer> answer = new CompletableFuture<>();
    long attempt = ThreadLocalRandom.current().nextLong();
    Payload payload = Payload.of(command.setAttempt(attempt).build().toByteArray());
    if (payload.size() > MAX_COMMAND_BYTES) {
      String what = "a command has at most " + MAX_COMMAND_BYTES + " bytes, not " + payload.size();
      answer.completeExceptionally(new KvException(Kind.INVALID, what));
      return answer;
    }
    Command proposal = new Command(checksum(payload), payload);
    offer(
        answer,
        node -> {
          // First this: if the disk fails now, nobody knows what comes of it.
          attempts.put(attempt, answer);
          if (!node.give(new Input.Propose<>(proposal))) {
            attempts.remove(attempt);
            refuse(answer, node.state());
          }
        });
    return answer;
  }

  /** Reads what is no older than anything that was answered before. */
  public CompletableFuture<Result> read(String key) {
    CompletableFuture<Result> answer = new CompletableFuture<>();
    offer(
        answer,
        node -> {
          int read = nextRead;
          nextRead = nextRead == Integer.MAX_VALUE ? 0 : nextRead + 1;
          readings.put(read, new Reading(key, answer));
          if (!node.give(new Input.Read<>(read))) {
            readings.remove(read);
            refuse(answer, node.state());
          }
        });
    return answer;
  }

  private void offer(
      CompletableFuture<?> answer, Consumer<Host.Access<RaftState, RaftMessage>> task) {
    Runnable dropped =
        () ->
            answer.completeExceptionally(
                new KvException(Kind.BUSY, "the node is down, or has too much to do"));
    host.ifPresentOrElse(node -> node.offer(task, dropped), dropped);
  }

  private static void refuse(CompletableFuture<?> answer, RaftState state) {
    String who = state.leader().map(leader -> leader + " leads").orElse("nobody known leads");
    answer.completeExceptionally(
        new KvException(
            Kind.NOT_LEADER, "this node takes no commands now: " + who, state.leader()));
  }

  private static int checksum(Payload payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload.bytes());
    return (int) crc.getValue() & Integer.MAX_VALUE;
  }

  @Override
  public void deliver(int index, Record command) {
    LogCommand parsed;
    try {
      parsed = LogCommand.parseFrom(((Command) command).payload().bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("entry " + index + " is no command of this service", e);
    }
    KeyValueStore.Answer answer = store.apply(index, parsed);
    applied = index;
    CompletableFuture<KeyValueStore.Answer> asked = attempts.remove(parsed.getAttempt());
    if (asked != null) {
      asked.complete(answer);
    }
    if (index - Math.max(lastSnapshot, lastTried) >= snapshotEvery && !writing) {
      takeSnapshot(index);
    }
  }

  /**
   * The file is written by another thread; the log is shortened when it is there. If the disk is
   * full, it is not tried again at each entry: each time it costs a copy of the state.
   */
  private void takeSnapshot(int index) {
    writing = true;
    lastTried = index;
    byte[] state = store.snapshot();
    writer.execute(
        () -> {
          try {
            snapshots.write(index, state);
          } catch (IOException e) {
            log.error(
                "the snapshot after entry {} was not written, and the log stays long: {}",
                index,
                e.getMessage());
            writing = false; // The node goes on; its journal tells if its disk is of no more use.
            return;
          }
          if (!host.orElseThrow().offer(node -> compact(node, index))) {
            writing = false; // There is too much to do now; another snapshot follows.
          }
        });
  }

  private void compact(Host.Access<RaftState, RaftMessage> node, int index) {
    writing = false;
    lastSnapshot = index;
    // As of the last batch: until this one is on disk, the journal counts on that snapshot.
    int onDisk = host.orElseThrow().state().log().snapshot().index();
    node.give(new Input.Compact<>(index));
    try {
      // The one before may still be on its way to a peer.
      int late = node.state().log().snapshot().index() - snapshotEvery;
      snapshots.forgetBefore(Math.min(onDisk, late));
    } catch (IOException e) {
      log.warn("old snapshots stay: {}", e.getMessage());
    }
  }

  @Override
  public void restore(int index) throws IOException {
    store.restore(index, snapshots.read(index));
    applied = index;
    lastSnapshot = index;
  }

  @Override
  public void answer(int read, int index) {
    Reading reading = readings.remove(read);
    if (reading != null) {
      reading.answer().complete(store.read(reading.key()));
    }
  }

  @Override
  public void doubt(int read) {
    Reading reading = readings.remove(read);
    if (reading != null) {
      reading.answer().completeExceptionally(unknown());
    }
  }

  private static KvException unknown() {
    return new KvException(Kind.UNKNOWN, "this node leads no longer; ask again");
  }

  @Override
  public Optional<Path> attachment(Message message) {
    return message instanceof InstallSnapshot install
        ? Optional.of(snapshots.file(install.snapshot().index())).filter(Files::exists)
        : Optional.empty();
  }

  @Override
  public boolean accepts(Message message, Optional<Path> file) throws IOException {
    boolean needs =
        message instanceof InstallSnapshot install && install.snapshot().index() > applied;
    if (needs && file.isPresent()) {
      return adopted((InstallSnapshot) message, file.get());
    } else if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
    return !needs;
  }

  /** One that is damaged counts as lost; it comes again and again, and is told of once. */
  private boolean adopted(InstallSnapshot message, Path file) throws IOException {
    int index = message.snapshot().index();
    boolean taken = snapshots.adopt(index, file);
    if (!taken && index != damaged) {
      damaged = index;
      log.warn(
          "the snapshot after entry {} that {} sends is damaged; its disk may be, too",
          index,
          message.from());
    }
    return taken;
  }

  /** Who asked a leader that leads no longer is told to ask again. */
  @Override
  public void standingChanged(Standing standing, String reason) {
    if (standing.role() != Role.LEADER) {
      List<CompletableFuture<?>> asked = new ArrayList<>(attempts.values());
      readings.values().forEach(reading -> asked.add(reading.answer()));
      attempts.clear();
      readings.clear();
      asked.forEach(answer -> answer.completeExceptionally(unknown()));
    }
  }

  @Override
  public void stopped() {
    writer.shutdown();
  }

  @Override
  public void failed(String what) {
    writer.shutdown();
  }
}
