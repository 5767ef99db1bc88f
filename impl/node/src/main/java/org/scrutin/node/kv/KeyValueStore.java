package org.scrutin.node.kv;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.protocol.session.Outcome;
import org.scrutin.protocol.session.Request;
import org.scrutin.protocol.session.Session;
import org.scrutin.protocol.session.Sessions;
import org.scrutin.wire.Cas;
import org.scrutin.wire.ExecuteRequest;
import org.scrutin.wire.KvEntry;
import org.scrutin.wire.KvSession;
import org.scrutin.wire.KvSnapshot;
import org.scrutin.wire.LogCommand;
import org.scrutin.wire.Operation;
import org.scrutin.wire.PutFenced;
import org.scrutin.wire.Result;

/**
 * The state of the service on one node: what the commands of the log, each applied in its turn,
 * have come to. The same on all nodes after the same entry. Not thread-safe.
 */
final class KeyValueStore {

  /** A key without a value is kept for its token: an old one stays refused. */
  private record Cell(Optional<ByteString> value, long token) {

    static final Cell NONE = new Cell(Optional.empty(), 0);
  }

  private final SortedMap<String, Cell> cells = new TreeMap<>();
  private Sessions<Result> sessions = new Sessions<>();
  private int applied;

  /** Up to which entry it has come. */
  int applied() {
    return applied;
  }

  /** What a command came to. */
  sealed interface Answer {

    /** A session was opened; it is called like the entry. */
    record Opened(int session) implements Answer {}

    /** A session was ended. */
    record Ended() implements Answer {}

    /** A request was met. */
    record Met(Outcome<Result> outcome) implements Answer {}
  }

  /** Applies the command of the next entry that has one. */
  Answer apply(int index, LogCommand command) {
    applied = index;
    return switch (command.getKindCase()) {
      case OPEN_SESSION -> {
        sessions.openSession(index);
        yield new Answer.Opened(index);
      }
      case END_SESSION -> {
        sessions.endSession(command.getEndSession().getSession());
        yield new Answer.Ended();
      }
      case EXECUTE -> {
        ExecuteRequest execute = command.getExecute();
        Request request =
            new Request(execute.getSession(), execute.getNumber(), execute.getFirst());
        yield new Answer.Met(sessions.serve(request, () -> execute(index, execute.getOperation())));
      }
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("entry " + index + " has no command that we know");
    };
  }

  private Result execute(int index, Operation operation) {
    return switch (operation.getKindCase()) {
      case PUT -> put(index, operation.getPut().getKey(), operation.getPut().getValue());
      case CAS -> cas(index, operation.getCas());
      case DELETE -> delete(index, operation.getDelete().getKey());
      case PUT_FENCED -> putFenced(index, operation.getPutFenced());
      case KIND_NOT_SET -> throw new IllegalArgumentException("an operation of no kind");
    };
  }

  private Cell cell(String key) {
    return cells.getOrDefault(key, Cell.NONE);
  }

  private Result put(int index, String key, ByteString value) {
    cells.put(key, new Cell(Optional.of(value), cell(key).token()));
    return result(index, true, cell(key));
  }

  private Result cas(int index, Cas cas) {
    Optional<ByteString> expected =
        cas.hasExpected() ? Optional.of(cas.getExpected()) : Optional.empty();
    Cell before = cell(cas.getKey());
    if (!before.value().equals(expected)) {
      return result(index, false, before);
    }
    return put(index, cas.getKey(), cas.getValue());
  }

  private Result delete(int index, String key) {
    Cell before = cell(key);
    if (before.token() > 0) {
      cells.put(key, new Cell(Optional.empty(), before.token()));
    } else {
      cells.remove(key);
    }
    return result(index, before.value().isPresent(), before);
  }

  private Result putFenced(int index, PutFenced put) {
    Cell before = cell(put.getKey());
    if (put.getToken() < before.token()) {
      return result(index, false, before);
    }
    Cell after = new Cell(Optional.of(put.getValue()), put.getToken());
    cells.put(put.getKey(), after);
    return result(index, true, after);
  }

  /** What the key has now. */
  Result read(String key) {
    Cell cell = cell(key);
    return result(applied, cell.value().isPresent(), cell);
  }

  private static Result result(int index, boolean done, Cell cell) {
    Result.Builder result =
        Result.newBuilder().setDone(done).setToken(cell.token()).setIndex(index);
    cell.value().ifPresent(result::setValue);
    return result.build();
  }

  /** The whole state. */
  byte[] snapshot() {
    KvSnapshot.Builder snapshot = KvSnapshot.newBuilder().setIndex(applied);
    cells.forEach(
        (key, cell) -> {
          KvEntry.Builder entry = KvEntry.newBuilder().setKey(key).setToken(cell.token());
          cell.value().ifPresent(entry::setValue);
          snapshot.addEntries(entry);
        });
    sessions
        .snapshot()
        .forEach(
            (session, remembered) ->
                snapshot.addSessions(
                    KvSession.newBuilder()
                        .setSession(session)
                        .setFirst(remembered.first())
                        .putAllAnswers(remembered.answers())));
    return snapshot.build().toByteArray();
  }

  /** Becomes what the other was when it made this snapshot. */
  void restore(int index, byte[] bytes) throws InvalidProtocolBufferException {
    KvSnapshot snapshot = KvSnapshot.parseFrom(bytes);
    cells.clear();
    for (KvEntry entry : snapshot.getEntriesList()) {
      Optional<ByteString> value =
          entry.hasValue() ? Optional.of(entry.getValue()) : Optional.empty();
      cells.put(entry.getKey(), new Cell(value, entry.getToken()));
    }
    SortedMap<Integer, Session<Result>> remembered = new TreeMap<>();
    for (KvSession session : snapshot.getSessionsList()) {
      Map<Long, Result> answers = session.getAnswersMap();
      remembered.put(
          session.getSession(), new Session<>(session.getFirst(), new TreeMap<>(answers)));
    }
    sessions = new Sessions<>(remembered);
    applied = index;
  }
}
