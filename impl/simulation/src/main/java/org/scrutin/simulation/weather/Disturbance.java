package org.scrutin.simulation.weather;

import java.util.List;
import java.util.stream.Collectors;

/** One thing that befalls a run. All times are microseconds of virtual time. */
public sealed interface Disturbance {

  /** The disturbance in the words that {@link Schedule#parse} reads. */
  String story();

  /** A disturbance that begins at a moment. */
  sealed interface Episode extends Disturbance {

    /** When it begins. */
    long at();
  }

  /** The node crashes, and comes back with what was durable. */
  record Crash(int node, long at, long downFor) implements Episode {
    @Override
    public String story() {
      return "crash n" + node + during(at, downFor);
    }
  }

  /** The node handles nothing for a while, and wakes with its old beliefs. */
  record Pause(int node, long at, long duration) implements Episode {
    @Override
    public String story() {
      return "pause n" + node + during(at, duration);
    }
  }

  /** What one node sends to another is lost for a while; not what the other sends. */
  record Cut(int from, int to, long at, long duration) implements Episode {
    @Override
    public String story() {
      return "cut n" + from + "->n" + to + during(at, duration);
    }
  }

  /** The nodes of one group and all others do not hear of each other for a while. */
  record Partition(List<Integer> group, long at, long duration) implements Episode {

    public Partition {
      group = List.copyOf(group);
    }

    @Override
    public String story() {
      return "partition "
          + group.stream().map(node -> "n" + node).collect(Collectors.joining(" "))
          + during(at, duration);
    }
  }

  /** A bit changes of what is on the node's disk. It reads its disk when it comes back. */
  record Rot(int node, long at) implements Episode {
    @Override
    public String story() {
      return "rot n" + node + " at " + micros(at);
    }
  }

  /** The node's disk writes some bytes to the wrong place too. */
  record Misdirect(int node, long at) implements Episode {
    @Override
    public String story() {
      return "misdirect n" + node + " at " + micros(at);
    }
  }

  /** The clock of the node runs slow (a rate below 1) or fast, for the whole run. */
  record Drift(int node, double rate) implements Disturbance {
    @Override
    public String story() {
      return "drift n" + node + " by " + rate;
    }
  }

  /** The k-th message that is sent in the run is lost. */
  record Lose(long message) implements Disturbance {
    @Override
    public String story() {
      return "lose #" + message;
    }
  }

  /** The k-th message that is sent in the run arrives twice. */
  record Twice(long message) implements Disturbance {
    @Override
    public String story() {
      return "double #" + message;
    }
  }

  /** The k-th message that is sent in the run takes longer. */
  record Delay(long message, long by) implements Disturbance {
    @Override
    public String story() {
      return "delay #" + message + " by " + micros(by);
    }
  }

  private static String during(long at, long duration) {
    return " at " + micros(at) + " for " + micros(duration);
  }

  private static String micros(long micros) {
    return micros % 1000 == 0 ? micros / 1000 + "ms" : micros + "us";
  }
}
