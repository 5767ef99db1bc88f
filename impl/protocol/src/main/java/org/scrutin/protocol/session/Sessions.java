package org.scrutin.protocol.session;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The open sessions of a service, a part of its replicated state. The service calls this for the
 * committed entries in the order of the log, so that all servers have the same sessions after the
 * same entry; it puts them into its snapshots, too. What opens and what ends a session is an entry
 * of the log: never end one by a server's own clock. A session costs memory until it is ended, and
 * remembers what its client has not said that it has heard. Not thread-safe.
 *
 * @param <R> the answers, immutable
 */
public final class Sessions<R> {

  private final SortedMap<Integer, Open<R>> open = new TreeMap<>();

  /** Those of a service without a history. */
  public Sessions() {}

  /** Those of a snapshot. */
  public Sessions(SortedMap<Integer, Session<R>> snapshot) {
    snapshot.forEach((session, remembered) -> open.put(session, new Open<>(remembered)));
  }

  /** For a snapshot: immutable, and equal after equal entries. */
  public SortedMap<Integer, Session<R>> snapshot() {
    SortedMap<Integer, Session<R>> snapshot = new TreeMap<>();
    open.forEach(
        (session, remembers) ->
            snapshot.put(session, new Session<>(remembers.first, remembers.answers)));
    return Collections.unmodifiableSortedMap(snapshot);
  }

  /**
   * An entry opens a session.
   *
   * @param index the entry's, from 1: the session is called so
   * @throws IllegalArgumentException if it is open; then the entry is not applied in its turn
   */
  public void openSession(int index) {
    if (index < 1 || open.putIfAbsent(index, new Open<>()) != null) {
      throw new IllegalArgumentException(
          "entry " + index + " cannot open a session: " + (index < 1 ? "no entry" : "it has"));
    }
  }

  /**
   * An entry ends a session. Requests in it are refused from now on.
   *
   * @return whether it was open
   */
  public boolean endSession(int session) {
    return open.remove(session) != null;
  }

  /** Whether requests in this session are executed. */
  public boolean isOpen(int session) {
    return open.containsKey(session);
  }

  /**
   * An entry holds a request.
   *
   * @param command executes it; must do and answer the same on each server. It is not called if the
   *     request was executed before, or its session is not open. What it throws is passed on, and
   *     the request then counts as not executed: a service that fails on purpose answers so instead
   */
  public Outcome<R> serve(Request request, Supplier<? extends R> command) {
    Open<R> session = open.get(request.session());
    if (session == null) {
      return new Outcome.Refused<>();
    }
    session.forgetBelow(request.first());
    if (request.number() < session.first) {
      return new Outcome.Forgotten<>();
    }
    if (session.answers.containsKey(request.number())) {
      return new Outcome.Repeated<>(session.answers.get(request.number()));
    }
    R answer = command.get();
    session.answers.put(request.number(), answer);
    return new Outcome.Executed<>(answer);
  }

  /** A session that changes. */
  private static final class Open<R> {
    private long first;
    private final SortedMap<Long, R> answers;

    Open() {
      this.first = 1;
      this.answers = new TreeMap<>();
    }

    Open(Session<R> session) {
      this.first = session.first();
      this.answers = new TreeMap<>(session.answers());
    }

    void forgetBelow(long number) {
      if (number > first) {
        first = number;
        answers.headMap(number).clear();
      }
    }
  }
}
