package org.scrutin.simulation;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the application on a node holds: a register, a map of texts, and a fenced lock, each of
 * whose grants has a greater token. Immutable.
 *
 * @param executed commands so far
 * @param register 0 before the first write
 * @param map by key
 * @param held whether the lock is
 * @param token of its last grant, 0 before the first
 */
record Store(int executed, long register, SortedMap<String, String> map, boolean held, long token) {

  static final Store EMPTY = new Store(0, 0, new TreeMap<>(), false, 0);

  /**
   * What a client is told.
   *
   * @param execution the number of the execution: another for each, so that two can be told apart
   * @param done whether it was possible
   */
  record Answer(int execution, Object value, boolean done) {}

  /** The answer to a wish. */
  Answer answer(Wish wish) {
    int execution = executed + 1;
    return switch (wish.f()) {
      case "read" -> new Answer(execution, register, true);
      case "get" -> new Answer(execution, map.getOrDefault((String) wish.input(), ""), true);
      case "acquire" -> new Answer(execution, held ? "" : (Object) (token + 1), !held);
      case "release" -> new Answer(execution, "", held);
      default -> new Answer(execution, wish.input(), true);
    };
  }

  /** What is held after a wish. */
  Store after(Wish wish) {
    int count = executed + 1;
    return switch (wish.f()) {
      case "write" -> new Store(count, (Long) wish.input(), map, held, token);
      case "put" -> new Store(count, register, with(wish.input(), ""), held, token);
      case "append" -> {
        String before = map.getOrDefault((String) ((List<?>) wish.input()).get(0), "");
        yield new Store(count, register, with(wish.input(), before), held, token);
      }
      case "acquire" -> new Store(count, register, map, true, held ? token : token + 1);
      case "release" -> new Store(count, register, map, false, token);
      default -> new Store(count, register, map, held, token);
    };
  }

  private SortedMap<String, String> with(Object pair, String before) {
    List<?> keyAndValue = (List<?>) pair;
    SortedMap<String, String> after = new TreeMap<>(map);
    after.put((String) keyAndValue.get(0), before + keyAndValue.get(1));
    return after;
  }
}
