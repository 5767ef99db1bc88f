package org.scrutin.linearizability;

import java.util.Arrays;

/**
 * A set of configurations, each a row of bits with a tag that goes along: first a key, then a set.
 * Of rows with equal keys one whose set is a subset of another's makes that other useless, and it
 * is not kept.
 */
final class Rows {

  /** Up to so many rows it is faster to look at each than to keep them by hash. */
  private static final int FEW = 8;

  private final int width;

  /** The bits of the key. */
  private final long[] key;

  private long[] data;
  private int[] tags = new int[64];
  private int[] hashes = new int[64];
  private int[] next = new int[64];
  private int[] heads = new int[64];
  private int size;

  Rows(long[] key) {
    this.key = key;
    width = key.length;
    data = new long[64 * width];
    Arrays.fill(heads, -1);
  }

  int size() {
    return size;
  }

  long bytes() {
    return 8L * data.length + 4L * (tags.length + hashes.length + next.length + heads.length);
  }

  void copyTo(int row, long[] target) {
    Layout.copy(data, row * width, target, 0, width);
  }

  int tag(int row) {
    return tags[row];
  }

  void clear() {
    if (size * 4 > heads.length) {
      Arrays.fill(heads, -1);
    } else if (size > FEW) {
      for (int i = 0; i < size; i++) {
        heads[hashes[i] & (heads.length - 1)] = -1;
      }
    }
    size = 0;
  }

  /** The row's number where it is new or takes the place of a worse one; -1 where it is useless. */
  int add(long[] row, int tag) {
    int at = size <= FEW ? addToFew(row) : addByHash(row, hash(row, 0));
    if (at >= 0) {
      tags[at] = tag;
    }
    return at;
  }

  private int addToFew(long[] row) {
    for (int i = 0; i < size; i++) {
      if (sameKey(i, row)) {
        if (subset(i, row)) {
          return -1;
        }
        if (superset(i, row)) {
          copyFrom(row, i);
          return i;
        }
      }
    }
    copyFrom(row, size);
    if (size == FEW) {
      for (int i = 0; i <= size; i++) {
        hashes[i] = hash(data, i * width);
        link(i);
      }
    }
    return size++;
  }

  private int addByHash(long[] row, int hash) {
    for (int i = heads[hash & (heads.length - 1)]; i >= 0; i = next[i]) {
      if (hashes[i] == hash && sameKey(i, row)) {
        if (subset(i, row)) {
          return -1;
        }
        if (superset(i, row)) {
          copyFrom(row, i);
          return i;
        }
      }
    }
    if (size == hashes.length) {
      grow();
    }
    copyFrom(row, size);
    hashes[size] = hash;
    link(size);
    return size++;
  }

  private void copyFrom(long[] row, int to) {
    Layout.copy(row, 0, data, to * width, width);
  }

  private void link(int i) {
    int bucket = hashes[i] & (heads.length - 1);
    next[i] = heads[bucket];
    heads[bucket] = i;
  }

  private void grow() {
    int capacity = Budget.size(size, 2);
    data = Arrays.copyOf(data, Budget.size(capacity, width));
    tags = Arrays.copyOf(tags, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    next = Arrays.copyOf(next, capacity);
    heads = new int[capacity];
    Arrays.fill(heads, -1);
    for (int i = 0; i < size; i++) {
      link(i);
    }
  }

  private int hash(long[] words, int from) {
    long h = 0;
    for (int w = 0; w < width; w++) {
      h = (h ^ (words[from + w] & key[w])) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 29;
    }
    return (int) (h ^ (h >>> 32));
  }

  private boolean sameKey(int i, long[] row) {
    return Layout.equal(row, data, i * width, key);
  }

  /** Of rows with equal keys. */
  private boolean subset(int i, long[] row) {
    return Layout.subset(data, i * width, row, 0, width);
  }

  /** Of rows with equal keys. */
  private boolean superset(int i, long[] row) {
    return Layout.subset(row, 0, data, i * width, width);
  }
}
