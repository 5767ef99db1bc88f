package org.scrutin.node.transport;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.scrutin.protocol.NodeId;

/** A file that a peer sends in pieces, into a file of its own. Not thread-safe. */
final class FileReceiving {

  /** No peer may fill the disk. */
  private static final long MAX_BYTES = 1L << 32;

  private final Path path;
  private final FileChannel file;
  private long received;

  FileReceiving(Path folder, NodeId from) throws IOException {
    this.path = Files.createTempFile(folder, "from-" + from + "-", ".part");
    this.file = FileChannel.open(path, StandardOpenOption.WRITE);
  }

  void add(long at, ByteBuf piece) throws IOException {
    if (at != received || received + piece.readableBytes() > MAX_BYTES) {
      throw new CodecException("a piece of a file at " + at + " and not at " + received);
    }
    while (piece.isReadable()) {
      received += piece.readBytes(file, received, piece.readableBytes());
    }
  }

  /** The file, on disk. */
  Path whole() throws IOException {
    file.force(true);
    file.close();
    return path;
  }

  void discard() {
    try {
      file.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
