package org.scrutin.cli.torture;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a nemesis can do. */
public enum Fault {
  /** kill -9, and a restart after a while. */
  KILL,
  /** SIGSTOP, and SIGCONT after a while, often after the lease is over. */
  PAUSE,
  /** All links to and from a node are cut. */
  PARTITION,
  /** What one node says reaches nobody; it hears all others. */
  ONE_WAY,
  /** What one node says arrives, but late. */
  DELAY,
  /** All connections to and from a node break; new ones may be made at once. */
  DROP,
  /** Each sync of a node's disk takes long. */
  SLOW_DISK,
  /** A node's disk has no space left, in the middle of a record: the node has to stop itself. */
  FULL_DISK,
  /** The leader is asked to hand over. */
  TRANSFER,
  /** A server is removed, becomes a learner, or votes again. */
  MEMBERSHIP;

  /** Those that ask something of a log, which only Raft has. */
  public boolean needsLog() {
    return this == TRANSFER || this == MEMBERSHIP;
  }

  /** As it is called on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The fault that is called so. */
  public static Optional<Fault> named(String word) {
    return Stream.of(values()).filter(fault -> fault.word().equals(word)).findFirst();
  }
}
