package org.scrutin.linearizability;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Open completed operations, by return: new ones come anywhere, and the first one leaves. */
final class ByReturn {

  private final int[] ret;
  private int[] items = new int[64];
  private int first;
  private int end;

  ByReturn(int[] ret) {
    this.ret = ret;
  }

  int size() {
    return end - first;
  }

  int get(int k) {
    return items[first + k];
  }

  void add(int o) {
    if (end == items.length) {
      makeRoom();
    }
    int at = end++;
    while (at > first && ret[items[at - 1]] > ret[o]) {
      items[at] = items[at - 1];
      at--;
    }
    items[at] = o;
  }

  private void makeRoom() {
    int[] from = items;
    if (2 * size() > items.length) {
      items = new int[2 * items.length];
    }
    System.arraycopy(from, first, items, 0, size());
    end -= first;
    first = 0;
  }

  IntStream stream() {
    return Arrays.stream(items, first, end);
  }

  void removeFirst() {
    first++;
  }
}
