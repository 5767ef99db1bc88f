package org.scrutin.simulation;

import java.util.Arrays;

/**
 * Events by time, and by age among those of one time. A binary heap in two arrays. Not thread-safe.
 */
final class EventQueue {

  /** Something that happens at a moment of virtual time. */
  abstract static class Event {
    private long time;
    private long sequence;

    /** When it happens, in microseconds. */
    final long time() {
      return time;
    }

    /** It happens. */
    abstract void run();
  }

  private Event[] heap = new Event[256];
  private int size;
  private long sequence;

  /** The event will happen at this time. */
  void add(long time, Event event) {
    event.time = time;
    event.sequence = ++sequence;
    insert(event);
  }

  /** The event, which has been taken out, happens later, but keeps its age. */
  void postpone(long time, Event event) {
    event.time = time;
    insert(event);
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Takes the next event out. */
  Event poll() {
    Event first = heap[0];
    Event last = heap[--size];
    heap[size] = null;
    if (size > 0) {
      siftDown(last);
    }
    return first;
  }

  private void insert(Event event) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (!before(event, heap[parent])) {
        break;
      }
      heap[hole] = heap[parent];
      hole = parent;
    }
    heap[hole] = event;
  }

  private void siftDown(Event event) {
    int hole = 0;
    int half = size >>> 1;
    while (hole < half) {
      int child = 2 * hole + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], event)) {
        break;
      }
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = event;
  }

  private static boolean before(Event a, Event b) {
    return a.time < b.time || (a.time == b.time && a.sequence < b.sequence);
  }
}
