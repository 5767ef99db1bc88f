package org.scrutin.cli.load;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.io.Closeable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.node.client.ScrutinClient;
import org.scrutin.wire.Operation;
import org.scrutin.wire.Put;

/**
 * One client that puts a value, waits for the answer, and puts the next one. Has a connection and a
 * session of its own. Of one thread at a time.
 */
final class Loader implements Closeable {

  /** So many keys are written to, so that what the nodes hold stays small. */
  private static final int KEYS = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FIRST_ROOM = 1 << 10;

  private final ScrutinClient client;
  private final ByteString value;
  private final Random random;
  private long[] nanos = new long[FIRST_ROOM];
  private int answered;
  private int failed;

  /** Asks this node first. */
  Loader(LocalCluster cluster, LocalNode leader, int number, int valueBytes) {
    client = cluster.client(leader, PATIENCE);
    random = new Random(number);
    byte[] bytes = new byte[valueBytes];
    random.nextBytes(bytes);
    value = ByteString.copyFrom(bytes);
  }

  /**
   * Puts, and keeps how long those took that began and ended between two readings of {@link
   * System#nanoTime}.
   */
  void run(long from, long until) {
    answered = 0;
    failed = 0;
    for (long began = System.nanoTime(); began - until < 0; began = System.nanoTime()) {
      boolean done = put();
      long ended = System.nanoTime();
      boolean counts = began - from >= 0 && ended - until <= 0;
      if (counts && done) {
        keep(ended - began);
      } else if (!done) {
        failed++;
      }
    }
  }

  /** Puts once; the first time it connects, and opens its session. */
  boolean put() {
    Put.Builder put = Put.newBuilder().setKey("key " + random.nextInt(KEYS)).setValue(value);
    try {
      client.execute(Operation.newBuilder().setPut(put).build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private void keep(long time) {
    if (answered == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * answered);
    }
    nanos[answered] = time;
    answered++;
  }

  /** Of the last run, in nanoseconds. */
  long[] times() {
    return Arrays.copyOf(nanos, answered);
  }

  /** How many of the last run were not answered. */
  int failed() {
    return failed;
  }

  @Override
  public void close() {
    client.close();
  }
}
