package org.scrutin.cli.torture;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.scrutin.cli.torture.Recorder.FencedWrite;
import org.scrutin.linearizability.Nil;
import org.scrutin.linearizability.Status;
import org.scrutin.node.client.ScrutinClient;
import org.scrutin.wire.Cas;
import org.scrutin.wire.Delete;
import org.scrutin.wire.Operation;
import org.scrutin.wire.Put;
import org.scrutin.wire.PutFenced;
import org.scrutin.wire.Result;

/**
 * One client: reads, writes, compares and sets on a few keys that it shares with the others, takes
 * a lock, and writes under its token. Keys change every few seconds, so that each history stays
 * small enough to be checked although some operations never end.
 */
final class Worker implements Runnable {

  /** What a register has before anybody writes to it. */
  static final Long ABSENT = -1L;

  /** What nobody has ever written: so whoever reads it tells of a violation. */
  static final Long NO_NUMBER = -2L;

  private static final int KEYS = 2;
  private static final int VALUES = 1_000_000;
  private static final Duration GENERATION = Duration.ofSeconds(10);
  private static final Duration MAX_PAUSE = Duration.ofMillis(60);

  private final ScrutinClient client;
  private final Recorder recorder;
  private final Random random;
  private final int number;
  private final int workers;
  private final BooleanSupplier goesOn;
  private final long began = System.nanoTime();

  /** Another one after each operation whose end is not known, as Jepsen has it. */
  private long process;

  private long written;

  /**
   * @param number from 0
   * @param workers how many there are
   * @param goesOn until when
   */
  Worker(
      ScrutinClient client,
      Recorder recorder,
      long seed,
      int number,
      int workers,
      BooleanSupplier goesOn) {
    this.client = client;
    this.recorder = recorder;
    this.random = new Random(seed);
    this.number = number;
    this.workers = workers;
    this.goesOn = goesOn;
    this.process = number;
  }

  @Override
  public void run() {
    while (goesOn.getAsBoolean()) {
      long generation = (System.nanoTime() - began) / GENERATION.toNanos();
      String key = "r" + generation + "-" + random.nextInt(KEYS);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> read(key);
        case 3 -> write(key);
        case 4, 5 -> cas(key);
        case 6 -> once();
        default -> underLock(generation);
      }
      LockSupport.parkNanos(random.nextLong(MAX_PAUSE.toNanos()));
    }
  }

  /** The value of a register that nobody works on any more is looked at once again. */
  void read(String key) {
    int call = recorder.call();
    try {
      Long value = number(client.read(key));
      recorder.register(key, process, "read", Nil.NIL, value, Status.OK, call);
    } catch (StatusRuntimeException e) {
      // Whatever became of it, it has changed nothing.
      recorder.register(key, process, "read", Nil.NIL, Nil.NIL, Status.FAIL, call);
    }
  }

  private void write(String key) {
    long value = random.nextInt(VALUES);
    int call = recorder.call();
    Optional<Result> result = execute(put(key, value));
    Status status = result.isPresent() ? Status.OK : Status.INFO;
    recorder.register(key, process, "write", value, value, status, call);
    next(status);
  }

  /** From what it has now, so that it often succeeds. */
  private void cas(String key) {
    Long from;
    try {
      from = number(client.read(key));
    } catch (StatusRuntimeException e) {
      return; // A read that is not in the history claims nothing.
    }
    long to = random.nextInt(VALUES);
    Cas.Builder cas = Cas.newBuilder().setKey(key).setValue(bytes(to));
    if (!from.equals(ABSENT)) {
      cas.setExpected(bytes(from));
    }
    int call = recorder.call();
    Optional<Result> result = execute(Operation.newBuilder().setCas(cas).build());
    Status status =
        result.map(answer -> answer.getDone() ? Status.OK : Status.FAIL).orElse(Status.INFO);
    List<Long> input = List.of(from, to);
    recorder.register(key, process, "cas", input, input, status, call);
    next(status);
  }

  /** A key of its own, which has to be there for ever. */
  private void once() {
    long value = random.nextInt(VALUES);
    String key = "once-" + number + "-" + written++;
    if (execute(put(key, value)).isPresent()) {
      recorder.acknowledged(key, value);
    }
  }

  /** The lock is a key that is not there; the token is the place in the log of who took it. */
  private void underLock(long generation) {
    String lock = "lock-" + generation;
    int call = recorder.call();
    Cas take = Cas.newBuilder().setKey(lock).setValue(bytes(process)).build();
    Optional<Result> taken = execute(Operation.newBuilder().setCas(take).build());
    Status status =
        taken.map(answer -> answer.getDone() ? Status.OK : Status.FAIL).orElse(Status.INFO);
    long token = taken.map(Result::getIndex).orElse(0);
    recorder.lock(lock, process, "acquire", Nil.NIL, token, status, call);
    next(status);
    if (status == Status.OK) {
      String guarded = "guarded-" + generation;
      writeFenced(guarded, token);
      release(lock);
      if (random.nextBoolean()) {
        LockSupport.parkNanos(random.nextLong(MAX_PAUSE.toNanos()));
        writeFenced(guarded, token); // Late: it no longer holds the lock.
      }
    }
  }

  private void release(String lock) {
    int call = recorder.call();
    Delete delete = Delete.newBuilder().setKey(lock).build();
    Status status =
        execute(Operation.newBuilder().setDelete(delete).build()).isPresent()
            ? Status.OK
            : Status.INFO;
    recorder.lock(lock, process, "release", Nil.NIL, Nil.NIL, status, call);
    next(status);
  }

  private void writeFenced(String key, long token) {
    PutFenced put =
        PutFenced.newBuilder().setKey(key).setValue(bytes(process)).setToken(token).build();
    execute(Operation.newBuilder().setPutFenced(put).build())
        .ifPresent(
            answer ->
                recorder.fenced(
                    key,
                    new FencedWrite(
                        answer.getIndex(), token, answer.getDone(), answer.getToken())));
  }

  private void next(Status status) {
    if (status == Status.INFO) {
      process += workers;
    }
  }

  /** Empty if nobody knows whether it was done, or will be. */
  private Optional<Result> execute(Operation operation) {
    try {
      return Optional.of(client.execute(operation));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  private static Operation put(String key, long value) {
    return Operation.newBuilder()
        .setPut(Put.newBuilder().setKey(key).setValue(bytes(value)))
        .build();
  }

  private static ByteString bytes(long value) {
    return ByteString.copyFromUtf8(Long.toString(value));
  }

  /** The value that was read. */
  static Long number(Result result) {
    if (!result.hasValue()) {
      return ABSENT;
    }
    try {
      return Long.valueOf(result.getValue().toStringUtf8());
    } catch (NumberFormatException e) {
      return NO_NUMBER;
    }
  }
}
