package org.scrutin.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Hands lines over to a thread that writes them. Who offers a line never waits for the disk: a line
 * that does not fit any more is refused. Thread-safe.
 */
final class LineQueue implements Closeable {

  private final OutputStream out;
  private final int capacityBytes;
  private final Thread writer = new Thread(this::write, "scrutin tracer");
  private final Object lock = new Object();
  private Deque<byte[]> waiting = new ArrayDeque<>();

  /** Offered and not yet with the stream. */
  private int bytes;

  private boolean closing;
  private Optional<IOException> failure = Optional.empty();

  LineQueue(OutputStream out, int capacityBytes) {
    this.out = out;
    this.capacityBytes = capacityBytes;
    writer.setDaemon(true);
    writer.start();
  }

  /** Takes the line, unless there is no room or the disk has failed. */
  boolean offer(byte[] line) {
    synchronized (lock) {
      boolean fits = failure.isEmpty() && bytes + (long) line.length <= capacityBytes;
      if (fits) {
        add(line);
      }
      return fits;
    }
  }

  /** Takes a last line, whether there is room or not. */
  void last(byte[] line) {
    synchronized (lock) {
      add(line);
    }
  }

  private void add(byte[] line) {
    waiting.add(line);
    bytes += line.length;
    lock.notifyAll();
  }

  Optional<IOException> failure() {
    synchronized (lock) {
      return failure;
    }
  }

  /** Waits until all that was taken is with the stream, which has been flushed. */
  void flush() throws IOException {
    synchronized (lock) {
      try {
        while (bytes > 0 && failure.isEmpty()) {
          lock.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while the trace was written");
      }
    }
    throwFailure();
  }

  private void throwFailure() throws IOException {
    Optional<IOException> failed = failure();
    if (failed.isPresent()) {
      throw new IOException("the trace is cut off: " + failed.get().getMessage(), failed.get());
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closing = true;
      lock.notifyAll();
    }
    try (out) {
      flush();
    }
  }

  private void write() {
    try {
      Optional<Deque<byte[]>> batch = take();
      while (batch.isPresent()) {
        write(batch.get());
        batch = take();
      }
    } catch (IOException | InterruptedException e) {
      synchronized (lock) {
        // What is on the disk stays a prefix: nothing is written after a gap that nobody notes.
        failure =
            Optional.of(e instanceof IOException io ? io : new InterruptedIOException("stopped"));
        waiting.clear();
        lock.notifyAll();
      }
    }
  }

  private Optional<Deque<byte[]>> take() throws InterruptedException {
    synchronized (lock) {
      while (waiting.isEmpty() && !closing) {
        lock.wait();
      }
      if (waiting.isEmpty()) {
        return Optional.empty();
      }
      Deque<byte[]> batch = waiting;
      waiting = new ArrayDeque<>();
      return Optional.of(batch);
    }
  }

  private void write(Deque<byte[]> batch) throws IOException {
    int written = 0;
    for (byte[] line : batch) {
      out.write(line);
      written += line.length;
    }
    out.flush();
    synchronized (lock) {
      bytes -= written;
      lock.notifyAll();
    }
  }
}
