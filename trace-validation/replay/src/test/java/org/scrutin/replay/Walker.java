package org.scrutin.replay;

import java.util.List;
import java.util.Optional;

/** A second, slow way through a specification, to compare replay with. */
public interface Walker {

  /** Loads a specification. */
  void load(ReplayEngine.Source source);

  /**
   * A random walk, fully logged, as a trace would have it.
   *
   * @param seed what decides the walk
   * @param length how many events at most
   * @param partly whether to leave logged variables out at random
   */
  List<TraceLine.Event> walk(long seed, int length, boolean partly);

  /**
   * The number of the first event that the specification does not allow, by enumerating everything
   * that it does allow.
   */
  Optional<Long> firstWrong(List<TraceLine.Event> events);

  /** What differs between all successors of Next and those of its named actions, on a walk. */
  Optional<String> incompleteSites(long seed, int length);
}
