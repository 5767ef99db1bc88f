package org.scrutin.trace;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fills one buffer while another thread writes the one before to the disk. What comes out is what
 * went in, in its order. An error of the other thread is thrown by the next write that has to wait
 * for it, or by {@link #close}.
 *
 * <p>Not thread-safe: one thread writes and closes.
 */
public final class BackgroundOutputStream extends OutputStream {

  private static final int BUFFER_BYTES = 1 << 18;

  private final OutputStream out;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "trace writer");
            thread.setDaemon(true);
            return thread;
          });
  private byte[] filling = new byte[BUFFER_BYTES];
  private byte[] spare = new byte[BUFFER_BYTES];
  private int filled;
  private Optional<Future<?>> underWay = Optional.empty();
  private boolean closed;

  /**
   * Writes to another stream.
   *
   * @param out closed with this one
   */
  public BackgroundOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    if (filled == filling.length) {
      handOver();
    }
    filling[filled++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (filled == filling.length) {
        handOver();
      }
      int part = Math.min(length - done, filling.length - filled);
      System.arraycopy(bytes, offset + done, filling, filled, part);
      filled += part;
      done += part;
    }
  }

  /** Waits until all is with the other stream, which is flushed too. */
  @Override
  public void flush() throws IOException {
    handOver();
    await();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      handOver();
      await();
    } finally {
      writer.shutdown();
    }
  }

  private void handOver() throws IOException {
    await();
    byte[] full = filling;
    int length = filled;
    underWay =
        Optional.of(
            writer.submit(
                () -> {
                  out.write(full, 0, length);
                  return length;
                }));
    filling = spare;
    spare = full;
    filled = 0;
  }

  private void await() throws IOException {
    if (underWay.isEmpty()) {
      return;
    }
    Future<?> last = underWay.get();
    underWay = Optional.empty();
    try {
      last.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the trace was written");
    }
  }
}
