package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sets that only grow, by values that all differ, and that are read as a whole, in O(n log n) and
 * the size of what was read. What is read grows too: so it says in which order all stands. Before
 * the reads of one size stand the adds of what they have and smaller ones have not; adds of what
 * nobody read stand last. There is an order exactly when nothing returned before something was
 * called that stands in front of it.
 */
final class GrowingSet {

  /** An operation and its place: the adds of a size, its reads, the adds of the next size. */
  private record Placed(int place, Operation operation) {}

  private final Map<Object, Operation> adds = new LinkedHashMap<>();

  /** Those that completed, the smallest first. */
  private final List<Operation> reads = new ArrayList<>();

  /** Of each value that was read, the place of its add. */
  private final Map<Object, Integer> places = new HashMap<>();

  /** Of each place of adds that were read, a read that has them, and nothing that comes later. */
  private final Map<Integer, Operation> readers = new HashMap<>();

  private final List<Placed> placed = new ArrayList<>();

  private GrowingSet() {}

  /** Empty where a value is added twice, and where more than adds and whole reads is asked for. */
  static Optional<Outcome> decide(History history) {
    GrowingSet set = new GrowingSet();
    for (Operation o : history.operations()) {
      if (o.status() != Status.FAIL && !set.take(o)) {
        return Optional.empty();
      }
    }
    return Optional.of(set.judge());
  }

  private boolean take(Operation o) {
    if (o.f().equals("add")) {
      return adds.put(o.input(), o) == null;
    }
    if (o.output() instanceof Collection<?>) {
      reads.add(o);
    }
    return o.f().equals("read");
  }

  private Outcome judge() {
    reads.sort(Comparator.comparingInt(read -> values(read).size()));
    Optional<Outcome> wrong = placeReads();
    if (wrong.isPresent()) {
      return wrong.get();
    }
    int last = places.values().stream().mapToInt(place -> place + 2).max().orElse(2);
    adds.forEach(
        (value, add) -> {
          // A crashed one that nobody read never happened.
          if (places.containsKey(value) || !add.crashed()) {
            placed.add(new Placed(places.getOrDefault(value, last), add));
          }
        });
    return inTime();
  }

  private static Collection<?> values(Operation read) {
    return (Collection<?>) read.output();
  }

  private Optional<Outcome> placeReads() {
    Set<Object> before = Set.of();
    int place = 1;
    for (Operation read : reads) {
      Set<Object> now = new HashSet<>(values(read));
      if (now.size() < values(read).size()) {
        return refuted(read, "it has a value twice");
      }
      if (!now.containsAll(before)) {
        return refuted(read, "it lacks what " + placed.get(placed.size() - 1).operation() + " has");
      }
      place += now.size() > before.size() ? 2 : 0;
      for (Object value : now) {
        if (!adds.containsKey(value)) {
          return refuted(read, "nobody added " + value);
        }
        places.putIfAbsent(value, place - 1);
      }
      readers.putIfAbsent(place - 1, read);
      placed.add(new Placed(place, read));
      before = now;
    }
    return Optional.empty();
  }

  /** Whether nothing returned before something was called that stands in front of it. */
  private Outcome inTime() {
    placed.sort(Comparator.comparingInt(Placed::place));
    // Of all with a smaller place, and of all so far, the one that was called last.
    Optional<Placed> front = Optional.empty();
    Optional<Placed> latest = Optional.empty();
    int place = 0;
    for (Placed one : placed) {
      if (one.place() > place) {
        place = one.place();
        front = latest;
      }
      if (front.isPresent() && one.operation().ret() < front.get().operation().call()) {
        return overtaken(front.get(), one.operation());
      }
      if (latest.isEmpty() || one.operation().call() > latest.get().operation().call()) {
        latest = Optional.of(one);
      }
    }
    return new Outcome.Found();
  }

  private Outcome overtaken(Placed front, Operation earlier) {
    Operation late = front.operation();
    if (late.f().equals("read")) {
      return new Outcome.Refuted(late, "it lacks what was there when " + earlier + " returned");
    }
    if (earlier.f().equals("read")) {
      return new Outcome.Refuted(earlier, "it returned before " + late + " was called");
    }
    return new Outcome.Refuted(
        readers.get(front.place()),
        "it has the value of " + late + ", and not that of " + earlier + ", which returned before");
  }

  private static Optional<Outcome> refuted(Operation culprit, String reason) {
    return Optional.of(new Outcome.Refuted(culprit, reason));
  }
}
