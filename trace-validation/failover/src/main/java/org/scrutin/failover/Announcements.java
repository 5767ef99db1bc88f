package org.scrutin.failover;

/** What a node says on its standard output. Each is a line of its own, flushed at once. */
final class Announcements {

  /** The node has started. */
  static final String READY = "ready";

  /** The node leads, and has had a write acknowledged, at the nanoseconds that follow. */
  static final String WRITABLE = "writable ";

  private Announcements() {}

  static void ready() {
    say(READY);
  }

  static void writable() {
    say(WRITABLE + System.nanoTime());
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
