package org.scrutin.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Hands lines over to a thread that writes them. Who offers a line never waits for the disk: a line
 * that does not fit any more is refused. Thread-safe.
 */
final class LineQueue implements Closeable {

  /** 292 years. */
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final OutputStream out;
  private final int capacityBytes;
  private final Duration lastWait;
  private final Thread writer = new Thread(this::write, "scrutin tracer");
  private final Object lock = new Object();
  private Deque<Line> waiting = new ArrayDeque<>();

  /** Offered and not yet with the stream. */
  private int bytes;

  /** As many of these are steps. */
  private long steps;

  private long lost;

  /** How many lines were ever taken, and how many of these are with the stream. */
  private long taken;

  private long written;

  private boolean closing;
  private Optional<IOException> failure = Optional.empty();

  @SuppressWarnings("ArrayRecordComponent") // Handed on once, and never compared.
  private record Line(byte[] text, int steps) {}

  /**
   * @param lastWait so long an interrupted {@link #close} waits for the disk
   */
  LineQueue(OutputStream out, int capacityBytes, Duration lastWait) {
    this.out = out;
    this.capacityBytes = capacityBytes;
    this.lastWait = lastWait;
    writer.setDaemon(true);
    writer.start();
  }

  /** Takes a step's line, unless there is no room or the disk has failed. */
  boolean offer(byte[] line) {
    return offer(new Line(line, 1));
  }

  /** Takes a line that is no step, unless there is no room or the disk has failed. */
  boolean offerNote(byte[] line) {
    return offer(new Line(line, 0));
  }

  private boolean offer(Line line) {
    synchronized (lock) {
      boolean fits = failure.isEmpty() && bytes + (long) line.text().length <= capacityBytes;
      if (fits) {
        add(line);
      }
      return fits;
    }
  }

  /** Takes a first or last line, which is no step, whether there is room or not. */
  void last(byte[] line) {
    synchronized (lock) {
      add(new Line(line, 0));
    }
  }

  private void add(Line line) {
    waiting.add(line);
    taken++;
    bytes += line.text().length;
    steps += line.steps();
    lock.notifyAll();
  }

  Optional<IOException> failure() {
    synchronized (lock) {
      return failure;
    }
  }

  /**
   * How many steps were taken of which, since the disk has failed, nobody knows that they are
   * there.
   */
  long lost() {
    synchronized (lock) {
      return lost;
    }
  }

  /**
   * Waits until all that was taken before is with the stream, which has been flushed; not for what
   * is taken meanwhile.
   */
  void flush() throws IOException {
    try {
      await(FOREVER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the trace was written");
    }
    throwFailure();
  }

  /**
   * Waits until all that was taken before is written, or nothing will be; returns whether it is.
   */
  private boolean await(Duration limit) throws InterruptedException {
    synchronized (lock) {
      long last = taken;
      long begin = System.nanoTime();
      long left = limit.toNanos();
      while (written < last && failure.isEmpty() && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(lock, left);
        left = limit.toNanos() - (System.nanoTime() - begin);
      }
      return written >= last || failure.isPresent();
    }
  }

  private void throwFailure() throws IOException {
    Optional<IOException> failed = failure();
    if (failed.isPresent()) {
      throw new IOException("the trace is cut off: " + failed.get().getMessage(), failed.get());
    }
  }

  /**
   * Ends when all is written. An interrupt does not lose what was taken: it is kept for the caller,
   * and limits the wait; a second one ends it.
   */
  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closing = true;
      lock.notifyAll();
    }
    boolean interrupted = Thread.interrupted();
    try (out) {
      interrupted |= awaitEnd(interrupted);
      throwFailure();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether it was interrupted. */
  private boolean awaitEnd(boolean interrupted) {
    try {
      if (!await(interrupted ? lastWait : FOREVER)) {
        fail(new InterruptedIOException("interrupted, and the disk stood still"));
      }
      return false;
    } catch (InterruptedException e) {
      if (interrupted) {
        fail(new InterruptedIOException("interrupted twice while it was written"));
      } else {
        awaitEnd(true);
      }
      return true;
    }
  }

  private void write() {
    try {
      Optional<Deque<Line>> batch = take();
      while (batch.isPresent()) {
        write(batch.get());
        batch = take();
      }
    } catch (Throwable e) {
      // Whatever it is that the stream throws: nobody may wait for this thread any more.
      fail(asIoException(e));
    }
  }

  private static IOException asIoException(Throwable e) {
    if (e instanceof IOException io) {
      return io;
    }
    return e instanceof InterruptedException
        ? new InterruptedIOException("stopped")
        : new IOException(e.toString(), e);
  }

  /** What is on the disk stays a prefix: nothing is written after a gap that nobody notes. */
  private void fail(IOException reason) {
    synchronized (lock) {
      if (failure.isEmpty()) {
        failure = Optional.of(reason);
        lost = steps;
        waiting.clear();
        lock.notifyAll();
      }
    }
  }

  private Optional<Deque<Line>> take() throws InterruptedException {
    synchronized (lock) {
      while (waiting.isEmpty() && !closing) {
        lock.wait();
      }
      if (waiting.isEmpty()) {
        return Optional.empty();
      }
      Deque<Line> batch = waiting;
      waiting = new ArrayDeque<>();
      return Optional.of(batch);
    }
  }

  private void write(Deque<Line> batch) throws IOException {
    for (Line line : batch) {
      out.write(line.text());
    }
    out.flush();
    synchronized (lock) {
      for (Line line : batch) {
        bytes -= line.text().length;
        steps -= line.steps();
      }
      written += batch.size();
      lock.notifyAll();
    }
  }
}
