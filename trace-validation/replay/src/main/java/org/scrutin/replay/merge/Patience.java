package org.scrutin.replay.merge;

/** How long to wait for files that still grow. */
public interface Patience {

  /** What is there is all. */
  Patience NONE = () -> false;

  /** Waits a little; returns whether to look again. Otherwise, what is there is all. */
  boolean awaitMore();

  /** This moment, for {@link #isPast}. */
  default long mark() {
    return 0;
  }

  /** Whether all that any node wrote before that moment is in its file by now. */
  default boolean isPast(long mark) {
    return true;
  }

  /** Something was written. */
  default void progress() {}
}
