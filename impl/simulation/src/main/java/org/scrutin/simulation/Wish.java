package org.scrutin.simulation;

import java.util.List;
import java.util.Random;

/**
 * What a client wants of the services.
 *
 * @param service register, map or lock
 * @param f what it wants done
 * @param input what goes with it
 */
record Wish(String service, String f, Object input) {

  private static final int KEYS = 3;

  /** Reads of the register do not go through the log, too: by asking the leader. */
  static final Wish READ = new Wish("register", "read", "");

  /** The same wish for the same number, whatever the run: no lot of the run is drawn for it. */
  static Wish of(int client, int number) {
    Random lots = new Random(client * 1_000_003L + number);
    int lot = lots.nextInt(8);
    long value = client * 1_000_000L + number;
    String key = "k" + lots.nextInt(KEYS);
    return switch (lot) {
      case 0 -> READ;
      case 1, 2 -> new Wish("register", "write", value);
      case 3 -> new Wish("map", "put", List.of(key, "p" + value));
      case 4 -> new Wish("map", "append", List.of(key, "a" + value));
      case 5 -> new Wish("map", "get", key);
      case 6 -> new Wish("lock", "acquire", "");
      default -> new Wish("lock", "release", "");
    };
  }
}
