package org.scrutin.cli.load;

import java.util.Arrays;
import java.util.List;

/** How long requests took, each of them kept. Immutable. */
public final class Latencies {

  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  /** All of these together, in nanoseconds. */
  static Latencies of(List<long[]> parts) {
    int count = parts.stream().mapToInt(part -> part.length).sum();
    long[] all = new long[count];
    int filled = 0;
    for (long[] part : parts) {
      System.arraycopy(part, 0, all, filled, part.length);
      filled += part.length;
    }
    Arrays.sort(all);
    return new Latencies(all);
  }

  /** How many there are. */
  public int count() {
    return sorted.length;
  }

  /**
   * The shortest time, in nanoseconds, within which so many of them were answered; 0 if there are
   * none.
   *
   * @param share above 0, at most 1
   */
  public long within(double share) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
