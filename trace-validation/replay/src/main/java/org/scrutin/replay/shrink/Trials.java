package org.scrutin.replay.shrink;

import java.util.List;
import java.util.function.Predicate;

/** Leaves out events of a rejected trace, as long as it is rejected for the same reason. */
interface Trials {

  /** What is left; the last one is the rejected event. */
  List<Sketch> kept();

  /**
   * Leaves out these events, and what cannot be without them, if what is left is rejected at the
   * same event for the same reason.
   *
   * @param unwanted is asked about all but the rejected event
   * @param more so many are left out besides at most, since they are impossible without these
   * @return whether they are gone
   */
  boolean without(Predicate<Sketch> unwanted, int more);

  /** How many trials were given up so far: nobody knows what they would have shown. */
  int givenUp();
}
