package org.scrutin.simulation.weather;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of faults that random weather is made of. */
public enum Fault {
  CRASH,
  PARTITION,
  LOSS,
  DUPLICATE,
  REORDER,
  DELAY,
  PAUSE,
  CLOCK,
  DISK;

  /** All kinds. */
  public static Set<Fault> all() {
    return EnumSet.allOf(Fault.class);
  }

  /**
   * Reads names between commas.
   *
   * @throws IllegalArgumentException in one line, if a name is not known
   */
  public static Set<Fault> parse(String names) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (String name : names.split(",", -1)) {
      try {
        if (!name.isBlank()) {
          faults.add(valueOf(name.strip().toUpperCase(Locale.ROOT)));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "no such fault: '"
                + name.strip()
                + "'; there are crash, partition, loss, duplicate, reorder, delay, pause, clock,"
                + " disk",
            e);
      }
    }
    return faults;
  }
}
