package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The few rows of many that come furthest; of equal ones those that came first. */
final class Furthest {

  private record Row(int number, int done) {}

  private static final Comparator<Row> WORST_FIRST =
      Comparator.comparingInt(Row::done)
          .thenComparing(Comparator.comparingInt(Row::number).reversed());

  private final int most;
  private final PriorityQueue<Row> rows = new PriorityQueue<>(WORST_FIRST);

  Furthest(int most) {
    this.most = most;
  }

  void add(int row, int done) {
    // Nearly all rows of a large frontier go no further than those that are kept.
    if (rows.size() < most || done > rows.element().done()) {
      rows.add(new Row(row, done));
      if (rows.size() > most) {
        rows.remove();
      }
    }
  }

  /** The furthest first. */
  List<Integer> rows() {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(WORST_FIRST.reversed());
    return sorted.stream().map(Row::number).toList();
  }
}
