package org.scrutin.junit.tutorial;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.scrutin.trace.Tracer;

/** The service of the tutorial, with a fault: whoever calls release is believed. */
final class LockServer {

  private final Tracer tracer;
  private final Deque<String> queue = new ArrayDeque<>();
  private String holder = "nobody";

  LockServer(Tracer tracer) {
    this.tracer = tracer;
  }

  synchronized void ask(String client) {
    queue.add(client);
    trace("Ask", client);
    grantNext();
  }

  synchronized void release(String client) {
    holder = "nobody";
    trace("Release", client);
    grantNext();
  }

  private void grantNext() {
    if (holder.equals("nobody") && !queue.isEmpty()) {
      holder = queue.remove();
      trace("Grant", holder);
    }
  }

  private void trace(String action, String client) {
    Map<String, Boolean> waiting = new TreeMap<>();
    for (String each : new String[] {"alice", "bob"}) {
      waiting.put(each, queue.contains(each));
    }
    tracer.step(action, client).state(Map.of("holder", holder, "waiting", waiting)).write();
  }
}
