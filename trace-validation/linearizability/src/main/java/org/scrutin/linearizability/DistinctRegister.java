package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers whose writes all differ, in O(n log n): Gibbons & Korach, "Testing shared memories",
 * 1997. A value's zone lies between the first return and the last call of its operations. The value
 * must be there throughout a forward zone (first return before last call); so no two of these
 * overlap, and no backward zone lies within one.
 */
final class DistinctRegister {

  private static final class Zone {
    private final Operation write;
    private Operation firstReturn;
    private Operation lastCall;

    Zone(Operation write) {
      this.write = write;
      firstReturn = write;
      lastCall = write;
    }

    boolean forward() {
      return firstReturn.ret() < lastCall.call();
    }

    int start() {
      return Math.min(firstReturn.ret(), lastCall.call());
    }

    int end() {
      return Math.max(firstReturn.ret(), lastCall.call());
    }
  }

  private DistinctRegister() {}

  /**
   * Empty where two writes have the same value, where more than reads and writes is asked for, and
   * where a read of {@code nil} says something.
   */
  static Optional<Outcome> decide(Register model, History history) {
    if (!model.initial().equals(Nil.NIL)) {
      return Optional.empty();
    }
    Map<Object, Zone> zones = new LinkedHashMap<>();
    List<Operation> reads = new ArrayList<>();
    for (Operation o : history.operations()) {
      if (o.f().equals("write")) {
        if (o.status() != Status.FAIL && zones.put(o.input(), new Zone(o)) != null) {
          return Optional.empty();
        }
      } else if (o.f().equals("read")) {
        if (o.status() == Status.OK && !o.output().equals(Nil.NIL)) {
          reads.add(o);
        } else if (o.status() == Status.OK && model.nilReads()) {
          return Optional.empty();
        }
      } else {
        return Optional.empty();
      }
    }
    // Of several culprits the first that returned is told.
    reads.sort(Comparator.comparingInt(Operation::ret));
    for (Operation read : reads) {
      Zone zone = zones.get(read.output());
      if (zone == null) {
        return refuted(read, "nobody wrote " + read.output());
      }
      if (read.ret() < zone.write.call()) {
        return refuted(read, "it returned before " + zone.write + " was called");
      }
      if (read.ret() < zone.firstReturn.ret()) {
        zone.firstReturn = read;
      }
      if (read.call() > zone.lastCall.call()) {
        zone.lastCall = read;
      }
    }
    // A crashed write that nobody read has no return: it never happened.
    return Optional.of(
        judge(
            zones.values().stream()
                .filter(zone -> zone.firstReturn.ret() != Operation.NEVER)
                .sorted(Comparator.comparingInt(Zone::start))
                .toList()));
  }

  private static Outcome judge(List<Zone> zones) {
    List<Zone> forward = zones.stream().filter(Zone::forward).toList();
    for (int i = 1; i < forward.size(); i++) {
      Zone a = forward.get(i - 1);
      Zone b = forward.get(i);
      if (b.start() < a.end()) {
        return between(a, b);
      }
    }
    int at = -1;
    for (Zone zone : zones) {
      while (at + 1 < forward.size() && forward.get(at + 1).start() < zone.start()) {
        at++;
      }
      if (!zone.forward() && at >= 0 && zone.end() < forward.get(at).end()) {
        return between(forward.get(at), zone);
      }
    }
    return new Outcome.Found();
  }

  private static Outcome between(Zone kept, Zone other) {
    return new Outcome.Refuted(
        kept.lastCall,
        "the value was there when "
            + kept.firstReturn
            + " returned, and in between it was that of "
            + other.write);
  }

  private static Optional<Outcome> refuted(Operation culprit, String reason) {
    return Optional.of(new Outcome.Refuted(culprit, reason));
  }
}
