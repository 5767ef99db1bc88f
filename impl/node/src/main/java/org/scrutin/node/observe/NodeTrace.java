package org.scrutin.node.observe;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.node.disk.DiskFault;
import org.scrutin.trace.TraceHeader;
import org.scrutin.trace.TraceWriter;

/**
 * The trace of one node, over all its lives. What the steps of a batch write is put into the file
 * before anything of the batch is written to the journal, and so before anybody else hears of it. A
 * batch that is to write to the journal begins with a blank line. If the node is killed before the
 * journal has it, the steps of the batch have come to nothing: the next life takes them back, from
 * that blank line on. It tells by the length that the journal has noted.
 *
 * <p>The file is not synced: after a power failure its end may be missing, and the node then does
 * not go on with it. Not thread-safe.
 */
public final class NodeTrace implements Closeable {

  private final Path path;
  private final FileChannel file;
  private final DiskFault fault;
  private final ByteArrayOutputStream batch;
  private final TraceWriter writer;
  private long length;

  private NodeTrace(
      Path path,
      FileChannel file,
      DiskFault fault,
      ByteArrayOutputStream batch,
      TraceWriter writer,
      long length) {
    this.path = path;
    this.file = file;
    this.fault = fault;
    this.batch = batch;
    this.writer = writer;
    this.length = length;
  }

  /** The trace of a node that has never lived; an older file is replaced. */
  public static NodeTrace begin(Path path, TraceHeader header, DiskFault fault) throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    NodeTrace trace = new NodeTrace(path, file, fault, batch, TraceWriter.to(batch, header), 0);
    trace.flush(false);
    return trace;
  }

  /**
   * The trace of a node that has lived before.
   *
   * @param header what it would begin with now
   * @param bytes how long it was when the journal was written last
   * @param events how many events it had then
   * @throws TraceLostException in one line, if the file is not there or shorter than that, or has
   *     begun with other constants, by which it would be judged
   */
  public static NodeTrace resume(
      Path path, TraceHeader header, long bytes, long events, DiskFault fault) throws IOException {
    if (Files.notExists(path) || Files.size(path) < bytes || bytes == 0) {
      throw new TraceLostException(
          path
              + ": the node has lived before, and its trace is not here, or not all of it; a trace"
              + " from the middle cannot be judged: put it back, or turn tracing off");
    }
    requireBegunWith(header, path);
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    String rest = read(file, bytes);
    int end = end(rest);
    long more = rest.substring(0, end).lines().filter(line -> line.startsWith("{\"n\":")).count();
    long length = bytes + rest.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    file.truncate(length);
    file.position(length);
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    return new NodeTrace(
        path, file, fault, batch, TraceWriter.resume(batch, events + more), length);
  }

  private static void requireBegunWith(TraceHeader header, Path path) throws IOException {
    ByteArrayOutputStream now = new ByteArrayOutputStream();
    TraceWriter.to(now, header).flush();
    byte[] first = new byte[now.size()];
    try (InputStream in = Files.newInputStream(path)) {
      if (in.readNBytes(first, 0, first.length) < first.length
          || !Arrays.equals(first, now.toByteArray())) {
        throw new TraceLostException(
            path
                + ": this trace has begun with other peers, which are all that it can ever speak"
                + " of; go on with the same ones, or turn tracing off");
      }
    }
  }

  private static String read(FileChannel file, long from) throws IOException {
    ByteBuffer rest = ByteBuffer.allocate(Math.toIntExact(file.size() - from));
    while (rest.hasRemaining() && file.read(rest, from + rest.position()) >= 0) {
      // Goes on.
    }
    return new String(rest.array(), 0, rest.position(), StandardCharsets.UTF_8);
  }

  /** Up to where what the journal has not noted happened all the same. */
  private static int end(String rest) {
    if (rest.startsWith("\n")) {
      return 0;
    }
    int blank = rest.indexOf("\n\n");
    return blank >= 0 ? blank + 1 : rest.lastIndexOf('\n') + 1;
  }

  /** One step. */
  public void event(
      int at,
      long clock,
      long micros,
      String action,
      List<?> arguments,
      Optional<? extends Record> state,
      long received,
      List<TraceWriter.Sent> sent)
      throws IOException {
    writer.event(at, clock, micros, action, arguments, state, received, sent);
  }

  /** Something that is no step. */
  public void note(String note, Map<String, ?> fields) throws IOException {
    writer.note(note, fields);
  }

  /**
   * Puts the steps since the last time into the file.
   *
   * @param persists whether the journal is to be written next
   */
  public void flush(boolean persists) throws IOException {
    writer.flush();
    if (batch.size() == 0) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(batch.size() + 1);
    if (persists) {
      bytes.put((byte) '\n');
    }
    bytes.put(batch.toByteArray()).flip();
    batch.reset();
    int whole = bytes.limit();
    bytes.limit(fault.fitting(DiskFault.Part.TRACE, whole));
    try {
      while (bytes.hasRemaining()) {
        length += file.write(bytes);
      }
    } catch (IOException e) {
      throw new IOException("the trace " + path + ": " + e.getMessage(), e);
    }
    if (bytes.limit() < whole) {
      throw DiskFault.noSpace("the trace " + path);
    }
  }

  /** How long the file is. */
  public long bytes() {
    return length;
  }

  /** How many events it has. */
  public long events() {
    return writer.written();
  }

  /**
   * Closes it without the steps since the last time: of a node that has failed these have come to
   * nothing, since nobody was told of them, and they are not in its journal.
   */
  public void abandon() throws IOException {
    file.close();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      flush(false);
    }
  }
}
