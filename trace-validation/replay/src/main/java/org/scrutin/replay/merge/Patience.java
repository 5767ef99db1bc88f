package org.scrutin.replay.merge;

/** How long to wait for files that still grow. */
public interface Patience {

  /** What is there is all. */
  Patience NONE = () -> false;

  /** Waits a little; returns whether to look again. Otherwise, what is there is all. */
  boolean awaitMore();

  /** Something came. */
  default void progress() {}
}
