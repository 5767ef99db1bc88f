package org.scrutin.protocol.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Two servers and a client as one value, with the variables of Sessions.tla; what servers do with
 * an entry is what {@link Sessions} does.
 *
 * @param machines of the servers
 * @param snapshots of the servers
 * @param session of the client, if it has one
 * @param past the last session that the client was ever in; 0 if none
 * @param next number of its next request
 * @param waiting numbers of those without an answer
 */
record SessionWorld(
    List<Entry> log,
    List<Machine> machines,
    List<Machine> snapshots,
    Optional<Integer> session,
    int past,
    long next,
    Set<Long> waiting,
    Set<Request> asked,
    Set<Answer> answers) {

  /** What a client or a leader wants written. */
  sealed interface Entry {}

  /** The client opens a session. */
  record OpenSession() implements Entry {}

  /** The client asks. */
  record Ask(Request request) implements Entry {}

  /** A leader ends a session. */
  record EndSession(int session) implements Entry {}

  /** What a server says; no answer is a refusal. */
  record Answer(int session, long number, Optional<Integer> answer) {}

  /** The state of a service. */
  record Machine(
      int applied, List<List<Long>> executed, SortedMap<Integer, Session<Integer>> sessions) {}

  /** What a machine came to, and what it said. */
  private record Applied(Machine machine, Optional<Answer> answer) {}

  private static final int MAX_LOG = 4;
  private static final int MAX_REQUESTS = 2;

  static SessionWorld initial() {
    Machine machine = new Machine(0, List.of(), Collections.emptySortedMap());
    List<Machine> two = List.of(machine, machine);
    return new SessionWorld(
        List.of(), two, two, Optional.empty(), 0, 1, Set.of(), Set.of(), Set.of());
  }

  /** All that can happen next, as often as TLC generates it. */
  List<SessionWorld> successors() {
    List<SessionWorld> all = new ArrayList<>();
    open(all);
    opened(all);
    ask(all);
    hear(all);
    asked.forEach(request -> propose(new Ask(request), all));
    IntStream.range(0, log.size())
        .filter(i -> log.get(i) instanceof OpenSession)
        .forEach(i -> propose(new EndSession(i + 1), all));
    for (int server = 0; server < machines.size(); server++) {
      applyNext(server, all);
      all.add(withSnapshot(server, machines.get(server)));
      all.add(withMachine(server, snapshots.get(server)));
      for (Machine snapshot : snapshots) {
        if (snapshot.applied > machines.get(server).applied) {
          all.add(withMachine(server, snapshot).withSnapshot(server, snapshot));
        }
      }
    }
    return all;
  }

  private void open(Collection<SessionWorld> all) {
    if (session.isEmpty()) {
      propose(new OpenSession(), all);
    }
  }

  /** TLC finds it once for each server that has applied the entry. */
  private void opened(Collection<SessionWorld> all) {
    for (int index = 1; index <= log.size(); index++) {
      for (Machine machine : machines) {
        if (session.isEmpty()
            && log.get(index - 1) instanceof OpenSession
            && machine.applied >= index
            && index > past) {
          all.add(withClient(Optional.of(index), next, waiting, asked));
        }
      }
    }
  }

  private void ask(Collection<SessionWorld> all) {
    if (session.isPresent()) {
      TreeSet<Long> more = new TreeSet<>(waiting);
      more.add(next);
      Set<Request> requests = plus(asked, new Request(session.get(), next, more.first()));
      if (requests.size() <= MAX_REQUESTS) {
        all.add(withClient(session, next + 1, more, requests));
      }
    }
  }

  private void hear(Collection<SessionWorld> all) {
    for (Answer answer : answers) {
      if (Optional.of(answer.session).equals(session) && waiting.contains(answer.number)) {
        TreeSet<Long> rest = new TreeSet<>(waiting);
        rest.remove(answer.number);
        all.add(
            answer.answer.isPresent()
                ? withClient(session, next, rest, asked)
                : withClient(Optional.empty(), 1, Set.of(), asked));
      }
    }
  }

  private void propose(Entry entry, Collection<SessionWorld> all) {
    List<Entry> longer = new ArrayList<>(log);
    longer.add(entry);
    long opened = longer.stream().filter(OpenSession.class::isInstance).count();
    long ended = longer.stream().filter(EndSession.class::isInstance).count();
    if (longer.size() <= MAX_LOG && opened <= 1 && ended <= 1) {
      all.add(
          new SessionWorld(
              List.copyOf(longer),
              machines,
              snapshots,
              session,
              past,
              next,
              waiting,
              asked,
              answers));
    }
  }

  private void applyNext(int server, Collection<SessionWorld> all) {
    Machine machine = machines.get(server);
    if (machine.applied < log.size()) {
      Applied applied = apply(machine, log.get(machine.applied));
      Set<Answer> said = applied.answer.map(answer -> plus(answers, answer)).orElse(answers);
      SessionWorld after = withMachine(server, applied.machine);
      all.add(
          new SessionWorld(
              log, after.machines, snapshots, session, past, next, waiting, asked, said));
    }
  }

  private static Applied apply(Machine machine, Entry entry) {
    int index = machine.applied + 1;
    Sessions<Integer> sessions = new Sessions<>(machine.sessions);
    List<List<Long>> executed = new ArrayList<>(machine.executed);
    Optional<Answer> answer = Optional.empty();
    if (entry instanceof Ask ask) {
      answer = answer(ask.request, serve(sessions, executed, ask.request));
    } else if (entry instanceof EndSession end) {
      sessions.endSession(end.session);
    } else {
      sessions.openSession(index);
    }
    return new Applied(new Machine(index, List.copyOf(executed), sessions.snapshot()), answer);
  }

  private static Outcome<Integer> serve(
      Sessions<Integer> sessions, List<List<Long>> executed, Request request) {
    return sessions.serve(
        request,
        () -> {
          executed.add(List.of((long) request.session(), request.number()));
          return executed.size();
        });
  }

  private static Optional<Answer> answer(Request request, Outcome<Integer> outcome) {
    Optional<Integer> said =
        outcome instanceof Outcome.Executed<Integer> executed
            ? Optional.of(executed.answer())
            : outcome instanceof Outcome.Repeated<Integer> repeated
                ? Optional.of(repeated.answer())
                : Optional.empty();
    return outcome instanceof Outcome.Forgotten
        ? Optional.empty()
        : Optional.of(new Answer(request.session(), request.number(), said));
  }

  private SessionWorld withMachine(int server, Machine machine) {
    return new SessionWorld(
        log,
        with(machines, server, machine),
        snapshots,
        session,
        past,
        next,
        waiting,
        asked,
        answers);
  }

  private SessionWorld withSnapshot(int server, Machine snapshot) {
    return new SessionWorld(
        log,
        machines,
        with(snapshots, server, snapshot),
        session,
        past,
        next,
        waiting,
        asked,
        answers);
  }

  private SessionWorld withClient(
      Optional<Integer> in, long following, Set<Long> open, Set<Request> requests) {
    return new SessionWorld(
        log,
        machines,
        snapshots,
        in,
        Math.max(past, in.orElse(0)),
        following,
        Set.copyOf(open),
        requests,
        answers);
  }

  private static <T> List<T> with(List<T> list, int at, T value) {
    List<T> changed = new ArrayList<>(list);
    changed.set(at, Objects.requireNonNull(value));
    return List.copyOf(changed);
  }

  private static <T> Set<T> plus(Set<T> set, T value) {
    Set<T> more = new java.util.HashSet<>(set);
    more.add(value);
    return Set.copyOf(more);
  }
}
