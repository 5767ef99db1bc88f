package org.scrutin.linearizability;

import java.util.Arrays;

/**
 * A set of configurations, each a row of words: first a key, then a set as bits, and last a word
 * that goes along. Of rows with equal keys one whose bits are a subset of another's makes that
 * other useless, and it is not kept.
 */
final class Rows {

  private final int width;
  private final int key;
  private long[] data;
  private int[] hashes = new int[64];
  private int[] next = new int[64];
  private int[] heads = new int[64];
  private int size;

  Rows(int width, int key) {
    this.width = width;
    this.key = key;
    data = new long[64 * width];
    Arrays.fill(heads, -1);
  }

  int size() {
    return size;
  }

  long bytes() {
    return 8L * data.length + 4L * (hashes.length + next.length + heads.length);
  }

  void copyTo(int row, long[] target) {
    System.arraycopy(data, row * width, target, 0, width);
  }

  void clear() {
    if (size * 4 > heads.length) {
      Arrays.fill(heads, -1);
    } else {
      for (int i = 0; i < size; i++) {
        heads[hashes[i] & (heads.length - 1)] = -1;
      }
    }
    size = 0;
  }

  /** The row's number where it is new or takes the place of a worse one; -1 where it is useless. */
  int add(long[] row) {
    int hash = hash(row);
    for (int i = heads[hash & (heads.length - 1)]; i >= 0; i = next[i]) {
      if (hashes[i] == hash && sameKey(i, row)) {
        if (subset(i, row)) {
          return -1;
        }
        if (superset(i, row)) {
          System.arraycopy(row, 0, data, i * width, width);
          return i;
        }
      }
    }
    if (size == hashes.length) {
      grow();
    }
    System.arraycopy(row, 0, data, size * width, width);
    hashes[size] = hash;
    link(size);
    return size++;
  }

  private void link(int i) {
    int bucket = hashes[i] & (heads.length - 1);
    next[i] = heads[bucket];
    heads[bucket] = i;
  }

  private void grow() {
    int capacity = Math.multiplyExact(size, 2);
    data = Arrays.copyOf(data, Math.multiplyExact(capacity, width));
    hashes = Arrays.copyOf(hashes, capacity);
    next = Arrays.copyOf(next, capacity);
    heads = new int[capacity];
    Arrays.fill(heads, -1);
    for (int i = 0; i < size; i++) {
      link(i);
    }
  }

  private int hash(long[] row) {
    long h = 0;
    for (int i = 0; i < key; i++) {
      h = (h ^ row[i]) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 29;
    }
    return (int) (h ^ (h >>> 32));
  }

  private boolean sameKey(int i, long[] row) {
    return Arrays.equals(data, i * width, i * width + key, row, 0, key);
  }

  private boolean subset(int i, long[] row) {
    for (int w = key; w < width - 1; w++) {
      if ((data[i * width + w] & ~row[w]) != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean superset(int i, long[] row) {
    for (int w = key; w < width - 1; w++) {
      if ((row[w] & ~data[i * width + w]) != 0) {
        return false;
      }
    }
    return true;
  }
}
