package org.scrutin.trace;

import java.util.List;

/**
 * Long lists, such as logs, of which steps change the end: what a step has kept of one need not be
 * written again.
 */
final class ListEnds {

  /** Of a shorter list, all of it is no longer than to say what was kept. */
  private static final int LONG = 8;

  private ListEnds() {}

  /** Whether a component is such a list, or a record that has one. */
  static boolean isWorth(RecordShape shape, int i, Object before, Object after) {
    if (shape.isInt(i)) {
      return false;
    }
    Object old = shape.component(i, before);
    Object next = shape.component(i, after);
    if (next instanceof List<?> list) {
      return old instanceof List<?> was && startsAlike(was, list);
    }
    return next instanceof Record && next.getClass() == old.getClass() && hasOne(old, next);
  }

  private static boolean hasOne(Object before, Object after) {
    RecordShape shape = RecordShape.of(after.getClass());
    if (shape.isWrapper() || shape.isAlternative()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      if (isWorth(shape, i, before, after)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAlike(List<?> before, List<?> after) {
    return before.size() >= LONG && after.size() >= LONG && kept(before, after, LONG) == LONG;
  }

  /**
   * How many first elements both have. That a list is the other one with more at its end is the
   * usual case, and asked first: a list may know that without looking at its elements.
   */
  static int kept(List<?> before, List<?> after) {
    int most = Math.min(before.size(), after.size());
    return before.subList(0, most).equals(after.subList(0, most))
        ? most
        : kept(before, after, most);
  }

  private static int kept(List<?> before, List<?> after, int most) {
    int kept = 0;
    while (kept < most && before.get(kept).equals(after.get(kept))) {
      kept++;
    }
    return kept;
  }
}
