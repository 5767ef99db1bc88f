package org.scrutin.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
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

  private final List<Operation.Ask> old = new ArrayList<>();

  /** What it has no answer to: by the number of the request, what it wants. */
  private final SortedMap<Long, Integer> waiting = new TreeMap<>();

  private final int number;
  private int wants;
  private int session;
  private int past;
  private long next;

  SessionClient(int number) {
    this.number = number;
  }

  /** Its own, from 1. */
  int number() {
    return number;
  }

  /** What it wants now. */
  Operation wants(Random random) {
    if (!old.isEmpty() && random.nextInt(TURN_UP) == 0) {
      return old.get(random.nextInt(old.size()));
    }
    if (session == 0) {
      return new Operation.OpenSession(this);
    }
    boolean again = waiting.size() >= AT_ONCE || (!waiting.isEmpty() && random.nextBoolean());
    long number = again ? waiting.firstKey() : next++;
    if (!again) {
      waiting.put(number, ++wants);
    }
    Request request = new Request(session, number, waiting.firstKey());
    Operation.Ask ask = new Operation.Ask(this, request, waiting.get(number));
    remember(ask, random);
    return ask;
  }

  private void remember(Operation.Ask ask, Random random) {
    if (old.size() < OLD) {
      old.add(ask);
    } else {
      old.set(random.nextInt(OLD), ask);
    }
  }

  /**
   * It hears that an entry of its own has opened a session. If it is in one, it needs no other, and
   * it does not go back to one that it was in.
   */
  void opened(int index) {
    if (session == 0 && index > past) {
      session = index;
      past = index;
      next = 1;
    }
  }

  /**
   * It hears an answer.
   *
   * @return whether that is no answer to something else than what it takes it for
   */
  boolean answered(Operation.Ask ask) {
    if (ask.request().session() != session) {
      return true;
    }
    Integer wanted = waiting.remove(ask.request().number());
    return wanted == null || wanted == ask.want();
  }

  /** It hears that its session was ended: whether this request was executed it cannot know. */
  void refused(Request request) {
    if (request.session() == session && waiting.containsKey(request.number())) {
      session = 0;
      waiting.clear();
    }
  }
}
