package org.scrutin.cli.torture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.Operation;
import org.scrutin.linearizability.Status;

/**
 * What clients did, as they saw it: calls and returns get positions in one order, which is that of
 * real time. Thread-safe.
 */
final class Recorder {

  /** Each register says in the beginning that it is not there, as if that had been written. */
  private static final Operation BEGINNING =
      new Operation(1_000_000_000, "write", Worker.ABSENT, Worker.ABSENT, Status.OK, 0, 1, 0);

  private final Map<String, List<Operation>> registers = new TreeMap<>();
  private final Map<String, List<Operation>> locks = new TreeMap<>();
  private final Map<String, List<FencedWrite>> fenced = new TreeMap<>();
  private final Map<String, Long> acknowledged = new LinkedHashMap<>();

  /** The first two are those of the write with which each register begins. */
  private int position = 2;

  /**
   * A write under a fencing token, as it was answered.
   *
   * @param index of its entry in the log
   * @param done whether it was done, or refused since the token was too old
   * @param greatest the greatest token that the key had afterwards
   */
  record FencedWrite(int index, long token, boolean done, long greatest) {}

  /** The position of a call, to be taken before it is made. */
  synchronized int call() {
    return position++;
  }

  /** An operation on a register, {@code read}, {@code write} or {@code cas}, is over. */
  synchronized void register(
      String key, long process, String f, Object input, Object output, Status status, int call) {
    registers.computeIfAbsent(key, absent -> new ArrayList<>(List.of(BEGINNING)));
    add(registers, key, process, f, input, output, status, call);
  }

  /** An operation on a fenced lock, {@code acquire} or {@code release}, is over. */
  void lock(
      String key, long process, String f, Object input, Object output, Status status, int call) {
    add(locks, key, process, f, input, output, status, call);
  }

  private synchronized void add(
      Map<String, List<Operation>> histories,
      String key,
      long process,
      String f,
      Object input,
      Object output,
      Status status,
      int call) {
    int ret = status == Status.INFO ? Operation.NEVER : position++;
    histories
        .computeIfAbsent(key, absent -> new ArrayList<>())
        .add(new Operation(process, f, input, output, status, call, ret, 0));
  }

  /** A write under a token was answered. */
  synchronized void fenced(String key, FencedWrite write) {
    fenced.computeIfAbsent(key, absent -> new ArrayList<>()).add(write);
  }

  /** A write to a key that nobody writes to again was acknowledged. */
  synchronized void acknowledged(String key, long value) {
    acknowledged.put(key, value);
  }

  synchronized Map<String, History> registers() {
    return histories(registers);
  }

  synchronized Map<String, History> locks() {
    return histories(locks);
  }

  private static Map<String, History> histories(Map<String, List<Operation>> all) {
    Map<String, History> histories = new TreeMap<>();
    all.forEach((key, operations) -> histories.put(key, History.of(operations)));
    return histories;
  }

  synchronized Map<String, List<FencedWrite>> fenced() {
    Map<String, List<FencedWrite>> copy = new TreeMap<>();
    fenced.forEach((key, writes) -> copy.put(key, List.copyOf(writes)));
    return copy;
  }

  synchronized Map<String, Long> acknowledged() {
    return new LinkedHashMap<>(acknowledged);
  }
}
