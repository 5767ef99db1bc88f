package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pairs calls with returns, by the rules of Jepsen: a client does one thing at a time. */
final class HistoryAssembler {

  private record Open(HistoryEvent invoke, int position) {}

  private static final String NEMESIS = "nemesis";
  private static final Set<String> OF_CLIENTS = Set.of("invoke", "ok", "fail");

  private final String source;
  private final Map<Long, Open> open = new HashMap<>();
  private final Set<Long> gone = new HashSet<>();
  private final List<Operation> operations = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private int position;
  private long index = -1;
  private Optional<HistoryEvent> first = Optional.empty();

  HistoryAssembler(String source) {
    this.source = source;
  }

  /** What injects faults says :info, or is the nemesis; who else calls or returns is a client. */
  private void mark(HistoryEvent event) {
    String who = HistoryEvent.plain(event.process());
    if (OF_CLIENTS.contains(event.type()) && !who.equals(NEMESIS)) {
      throw broken(
          event,
          "a client has a number, and "
              + who
              + " is a name, but its line has the type "
              + event.type()
              + "; give clients whole numbers, and all else the type info");
    }
    marks.add(new Mark(position, who, event.f(), event.value(), event.line()));
  }

  void add(HistoryEvent event) {
    inOrder(event);
    if (!(event.process() instanceof Long process)) {
      mark(event);
      return;
    }
    sameKeys(event);
    if (event.type().equals("invoke")) {
      if (gone.contains(process)) {
        throw broken(
            event,
            "process "
                + process
                + " calls after :info; give it a new number, for it may still act");
      }
      Open before = open.put(process, new Open(event, position++));
      if (before != null) {
        throw broken(
            event,
            "process "
                + process
                + " calls before its call of line "
                + before.invoke().line()
                + " returned; a process does one thing at a time");
      }
      return;
    }
    Status status =
        switch (event.type()) {
          case "ok" -> Status.OK;
          case "fail" -> Status.FAIL;
          case "info" -> Status.INFO;
          default ->
              throw broken(
                  event, "the type is invoke, ok, fail or info, not " + event.type() + "; mend it");
        };
    Open call = open.remove(process);
    if (call == null) {
      throw broken(
          event, "process " + process + " returns without a call; add its invoke before this");
    }
    if (!call.invoke().f().equals(event.f())) {
      throw broken(
          event,
          "process "
              + process
              + " called "
              + call.invoke().f()
              + " in line "
              + call.invoke().line()
              + ", and returns from "
              + event.f()
              + "; mend one of them");
    }
    if (status == Status.INFO) {
      gone.add(process);
    }
    int ret = status == Status.INFO ? Operation.NEVER : position++;
    add(process, call, status, event.value(), ret, event.line());
  }

  /** With keys on some lines nobody knows to which key the others belong. */
  private void sameKeys(HistoryEvent event) {
    if (first.isEmpty()) {
      first = Optional.of(event);
    }
    if (event.keyed() != first.get().keyed()) {
      throw broken(
          event,
          "this line has "
              + (event.keyed() ? "a field key, and line " : "no field key, and line ")
              + first.get().line()
              + (event.keyed() ? " has none" : " has one")
              + "; all lines of clients have one, or none has");
    }
  }

  /** Calls and returns count in the order in which they stand. */
  private void inOrder(HistoryEvent event) {
    if (event.index() >= 0 && event.index() < index) {
      throw broken(
          event,
          "the index "
              + event.index()
              + " comes after "
              + index
              + "; lines must be in the order of :index, sort them");
    }
    index = Math.max(index, event.index());
  }

  private void add(long process, Open call, Status status, Object value, int ret, int line) {
    Object input = call.invoke().value();
    // A failure should repeat the call's value; some do not.
    Object output = status == Status.OK ? value : status == Status.FAIL ? input : Nil.NIL;
    operations.add(
        new Operation(
            process,
            call.invoke().f(),
            input,
            output,
            status,
            call.position(),
            ret,
            call.invoke().line(),
            line));
  }

  History history() {
    open.forEach((process, call) -> add(process, call, Status.INFO, Nil.NIL, Operation.NEVER, 0));
    if (operations.isEmpty()) {
      throw new HistoryException(
          source + ": there is no operation of a client in it; is this a history?");
    }
    return new History(operations, marks, first.get().keyed());
  }

  private HistoryException broken(HistoryEvent event, String what) {
    return HistoryException.at(source, event.line(), what);
  }
}
