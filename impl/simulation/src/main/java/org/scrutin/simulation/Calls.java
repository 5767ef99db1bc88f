package org.scrutin.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down what clients ask for, and what they hear. Not thread-safe. */
final class Calls {

  private record Open(Wish wish, long process, int call) {}

  private final List<ClientCall> calls = new ArrayList<>();
  private final Map<Object, Open> open = new LinkedHashMap<>();

  /** Processes that have nothing to do. One whose call has no answer is never among them. */
  private final Deque<Long> idle = new ArrayDeque<>();

  private long processes;
  private int position;

  /**
   * Somebody asks for the first time.
   *
   * @param name of the call, no other's
   */
  void asked(Object name, Wish wish) {
    long process = idle.isEmpty() ? processes++ : idle.remove();
    if (open.put(name, new Open(wish, process, position++)) != null) {
      throw new AssertionError("two calls have one name: " + name);
    }
  }

  /** An answer is heard; what nobody waits for is left out. */
  void answered(Object name, Store.Answer answer) {
    Open call = open.remove(name);
    if (call != null) {
      idle.add(call.process);
      boolean done = answer.done();
      ClientCall.End end = done ? ClientCall.End.DONE : ClientCall.End.REFUSED;
      calls.add(call(call, answer.value(), end, position++));
    }
  }

  private static ClientCall call(Open open, Object output, ClientCall.End end, int answer) {
    Wish wish = open.wish;
    return new ClientCall(
        wish.service(), open.process, wish.f(), wish.input(), output, end, open.call, answer);
  }

  /** All so far, those without an answer last. */
  List<ClientCall> all() {
    List<ClientCall> all = new ArrayList<>(calls);
    open.values()
        .forEach(call -> all.add(call(call, "", ClientCall.End.UNKNOWN, ClientCall.NEVER)));
    return List.copyOf(all);
  }
}
