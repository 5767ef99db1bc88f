package org.scrutin.replay;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads JSON values that stand one a line, as other people's logs have them: numbers that are not
 * whole, or need more than 32 bits, become texts. Not thread-safe.
 */
public final class JsonLines implements Closeable {

  private final LineSource lines;
  private final LineParser parser;
  private Optional<String> dropped = Optional.empty();

  /**
   * @param in the log, closed with the reader
   * @param name what messages call it: the file's name
   */
  public JsonLines(InputStream in, String name) {
    lines = new LineSource(in, name);
    parser = new LineParser(name, true);
  }

  /**
   * Opens a file.
   *
   * @throws TraceException in one line, if there is none that can be read
   */
  public static JsonLines open(Path file) {
    return new JsonLines(stream(file), file.toString());
  }

  /** The bytes of a file, unpacked. */
  public static InputStream stream(Path file) {
    if (Files.isDirectory(file)) {
      throw new TraceException(file + ": this is a folder; name a trace in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new TraceException(
          file
              + ": this is a pipe or a device, and a trace may be read twice; write it to a file, or"
              + " give it to --follow -");
    }
    try {
      return unpacked(Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      throw new TraceException(file + ": no such file");
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be opened; may you read it? (" + e + ")");
    }
  }

  /** What gzip has packed is known by its first bytes. */
  private static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return packed ? new Gunzip(buffered) : buffered;
  }

  /**
   * The one JSON value of a file.
   *
   * @throws TraceException in one line, if it is none
   */
  public static Object document(Path file) {
    try (InputStream in = stream(file)) {
      return new LineParser(file.toString(), true).document(in.readAllBytes());
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * The next value, or nothing at the end. A last line that is cut off is left out.
   *
   * @throws TraceException in one line, if a line is no JSON
   */
  public Optional<Object> next() throws IOException {
    while (lines.advance()) {
      if (lines.isBlank()) {
        continue;
      }
      Optional<Object> value = parser.value(lines);
      if (value.isEmpty()) {
        dropped =
            Optional.of("line " + lines.number() + ", cut off after " + lines.length() + " bytes");
      }
      return value;
    }
    return Optional.empty();
  }

  /** The number of the line read last, from 1. */
  public int line() {
    return lines.number();
  }

  /** What was cut off at the end, if anything. */
  public Optional<String> dropped() {
    return dropped;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
