package org.scrutin.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Files that are there whole, or not at all, whenever the machine stops. */
final class AtomicFiles {

  private AtomicFiles() {}

  private static final String HALF = ".tmp";

  /** Puts a file with these bytes there, durably; if that fails, nothing is left of it. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + HALF);
    try {
      writeAndSync(temporary, bytes);
      move(temporary, file);
    } catch (IOException e) {
      Files.deleteIfExists(temporary); // The disk may be full.
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void writeAndSync(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** What was being written when the process ended. */
  static void deleteHalves(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(HALF)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Gives a file, which is on disk, its name, durably. */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
