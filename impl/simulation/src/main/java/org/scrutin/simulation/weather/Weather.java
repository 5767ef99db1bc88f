package org.scrutin.simulation.weather;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The climate in which a run takes place; a seed makes weather of it. All times are microseconds.
 *
 * @param synchronous whether links are reliable and FIFO with a delay of at most {@code maxDelay},
 *     and failure detection is perfect; otherwise messages are a bag, and anything goes
 * @param minDelay the least time that a message takes
 * @param maxDelay the most time that a message takes, stragglers apart
 * @param pingPeriod how often a node asks those that it watches for a sign of life
 * @param suspectAfter how long a silence the failure detector bears
 * @param phiAccrual whether the failure detector is phi accrual (with threshold 8) instead
 * @param faults the kinds of faults that may happen
 */
public record Weather(
    boolean synchronous,
    long minDelay,
    long maxDelay,
    long pingPeriod,
    long suspectAfter,
    boolean phiAccrual,
    Set<Fault> faults) {

  private static final long MS = 1_000;

  /** Of all messages, where loss, duplication, or reordering is on. */
  public static final double LOSS = 0.05;

  public static final double DUPLICATION = 0.05;
  public static final double STRAGGLERS = 0.05;

  /** A straggler takes up to so many times the longest delay. */
  public static final int STRAGGLER_FACTOR = 20;

  /** The mean time between two crashes, pauses or partitions of a random schedule. */
  private static final long BETWEEN_FAULTS = 700 * MS;

  /** Of so many crashes, one damages the disk, while it may. */
  private static final int ROTTEN = 8;

  /** Of so many disks, one may be damaged in a run: its node does not come back. */
  private static final int MAY_ROT = 3;

  private static final long FOR_EVER = Long.MAX_VALUE;

  public Weather {
    faults = Set.copyOf(faults);
    if (minDelay < 1 || maxDelay < minDelay) {
      throw new IllegalArgumentException("delays must be 1 or more, the least one first");
    }
  }

  /**
   * The assumptions of textbooks: reliable FIFO links, delays of 1 to 10 ms, perfect failure
   * detection, crashes. The detector is perfect because a living peer is never silent for longer
   * than a ping period and a round trip, and because a crashed node stays down for longer than it
   * takes to notice.
   */
  public static Weather honest() {
    long maxDelay = 10 * MS;
    long period = 50 * MS;
    return new Weather(
        true, MS, maxDelay, period, period + 2 * maxDelay, false, Set.of(Fault.CRASH));
  }

  /** An asynchronous network with the given faults. */
  public static Weather rough(Set<Fault> faults) {
    return new Weather(false, MS, 10 * MS, 50 * MS, 120 * MS, false, faults);
  }

  /** The same weather with the phi accrual failure detector. */
  public Weather withPhiAccrual() {
    return new Weather(synchronous, minDelay, maxDelay, pingPeriod, suspectAfter, true, faults);
  }

  /** The least time for which a crashed node stays down. */
  public long minDowntime() {
    return synchronous ? suspectAfter + 4 * pingPeriod + 20 * maxDelay : 20 * MS;
  }

  /**
   * What befalls a run of this length, drawn from the random numbers. At most a minority is down at
   * one time, one node at least stays up; the disks of a third at most are damaged.
   */
  public Schedule schedule(int nodes, long duration, Random random) {
    List<Disturbance> drawn = new ArrayList<>();
    if (faults.contains(Fault.CLOCK)) {
      for (int node = 1; node <= nodes; node++) {
        drawn.add(new Disturbance.Drift(node, (80 + random.nextInt(41)) / 100.0));
      }
    }
    List<Fault> episodes = new ArrayList<>();
    for (Fault fault : List.of(Fault.CRASH, Fault.PAUSE, Fault.PARTITION)) {
      if (faults.contains(fault)) {
        episodes.add(fault);
      }
    }
    if (episodes.isEmpty()) {
      return new Schedule(drawn);
    }
    long[] downUntil = new long[nodes + 1];
    long time = 100 * MS + below(random, BETWEEN_FAULTS);
    while (time < duration) {
      Fault fault = episodes.get(random.nextInt(episodes.size()));
      int node = 1 + random.nextInt(nodes);
      long length = minDowntime() + below(random, 600 * MS);
      if (fault == Fault.CRASH) {
        if (down(downUntil, time) < Math.max(1, (nodes - 1) / 2) && downUntil[node] <= time) {
          drawn.add(new Disturbance.Crash(node, time, length));
          downUntil[node] = time + length + MS;
          if (faults.contains(Fault.DISK)
              && random.nextInt(ROTTEN) == 0
              && down(downUntil, FOR_EVER - 1) < nodes / MAY_ROT) {
            drawn.add(damage(node, time + 1, random));
            downUntil[node] = FOR_EVER;
          }
        }
      } else if (fault == Fault.PAUSE) {
        drawn.add(new Disturbance.Pause(node, time, length));
      } else {
        drawn.add(partition(nodes, node, time, length, random));
      }
      time += 1 + below(random, 2 * BETWEEN_FAULTS);
    }
    return new Schedule(drawn);
  }

  private static Disturbance damage(int node, long time, Random random) {
    return random.nextBoolean()
        ? new Disturbance.Rot(node, time)
        : new Disturbance.Misdirect(node, time);
  }

  private static Disturbance partition(int nodes, int node, long time, long length, Random random) {
    if (random.nextInt(3) == 0) {
      int other = 1 + (node + random.nextInt(nodes - 1)) % nodes;
      return new Disturbance.Cut(node, other, time, length);
    }
    List<Integer> group = new ArrayList<>();
    for (int member = 1; member <= nodes; member++) {
      if (member == node || random.nextInt(3) == 0) {
        group.add(member);
      }
    }
    return new Disturbance.Partition(group, time, length);
  }

  private static int down(long[] downUntil, long time) {
    int down = 0;
    for (long until : downUntil) {
      down += until > time ? 1 : 0;
    }
    return down;
  }

  private static long below(Random random, long bound) {
    return random.nextInt(Math.toIntExact(bound));
  }
}
