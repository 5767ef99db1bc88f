package org.scrutin.replay.shrink;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.scrutin.replay.ReplayEngine.Place;

/**
 * Where a replay stood after events, by their lines; 0 is its beginning. If there are too many
 * states in them, every other one is forgotten, and again.
 */
final class Places {

  /** Most of a state is shared with the one before; some kilobytes are not. */
  private static final int MAX_STATES = 10_000;

  private final TreeMap<Integer, Place> byLine = new TreeMap<>();
  private long states;

  void put(int line, Place place) {
    remove(line);
    byLine.put(line, place);
    states += place.states();
    while (states > MAX_STATES && byLine.size() > 2) {
      thin();
    }
  }

  private void thin() {
    Iterator<Map.Entry<Integer, Place>> all = byLine.entrySet().iterator();
    all.next();
    for (boolean goes = true; all.hasNext(); goes = !goes) {
      Place place = all.next().getValue();
      if (goes) {
        states -= place.states();
        all.remove();
      }
    }
  }

  void remove(int line) {
    Place place = byLine.remove(line);
    states -= place == null ? 0 : place.states();
  }

  Optional<Place> after(int line) {
    return Optional.ofNullable(byLine.get(line));
  }

  /** The last line before this one after which it is known where the replay stood. */
  int lastBefore(int line) {
    return byLine.lowerKey(line);
  }
}
