package org.scrutin.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scrutin.protocol.session.Request;

/**
 * A client with a session (Sessions.tla: Open, Opened, Ask, Hear). It does not wait for its answers
 * and asks again what it has none to; now and then old requests of its turn up once more. Not
 * thread-safe.
 */
final class SessionClient {

  /** So many requests are without an answer at once, at most. */
  private static final int AT_ONCE = 4;

  /** So many old requests may still be somewhere in the network. */
  private static final int OLD = 16;

  /** One of so many is an old one. */
  private static final int TURN_UP = 8;

  private final List<Request> old = new ArrayList<>();
  private final SortedSet<Long> waiting = new TreeSet<>();
  private int session;
  private long next;

  /** What it wants now. */
  Operation wants(Random random) {
    if (!old.isEmpty() && random.nextInt(TURN_UP) == 0) {
      return new Operation.Ask(this, old.get(random.nextInt(old.size())));
    }
    if (session == 0) {
      return new Operation.OpenSession(this);
    }
    boolean again = waiting.size() >= AT_ONCE || (!waiting.isEmpty() && random.nextBoolean());
    Request request = again ? ask(waiting.first()) : ask(next++);
    remember(request, random);
    return new Operation.Ask(this, request);
  }

  private Request ask(long number) {
    waiting.add(number);
    return new Request(session, number, waiting.first());
  }

  private void remember(Request request, Random random) {
    if (old.size() < OLD) {
      old.add(request);
    } else {
      old.set(random.nextInt(OLD), request);
    }
  }

  /** It hears that an entry of its own has opened a session. If it is in one, it needs no other. */
  void opened(int index) {
    if (session == 0) {
      session = index;
      next = 1;
    }
  }

  /** It hears an answer. */
  void answered(Request request) {
    if (request.session() == session) {
      waiting.remove(request.number());
    }
  }

  /** It hears that its session was ended: whether this request was executed it cannot know. */
  void refused(Request request) {
    if (request.session() == session && waiting.contains(request.number())) {
      session = 0;
      waiting.clear();
    }
  }
}
