package org.scrutin.node.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on its way to a peer in pieces, and the message that follows it. Not thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // The handler is told of what becomes of it.
final class FileSending implements Closeable {

  /** Of a file at once, so that nothing large waits in memory. */
  private static final int PIECE_BYTES = 1 << 18;

  private final FileChannel file;
  private final ByteBuf message;
  private long sent;

  FileSending(Path file, ByteBuf message) throws IOException {
    this.file = FileChannel.open(file, StandardOpenOption.READ);
    this.message = message;
  }

  /**
   * Writes the next piece, and after the last one the message.
   *
   * @return whether that was all
   */
  boolean writePiece(Channel to) throws IOException {
    int length = (int) Math.min(PIECE_BYTES, file.size() - sent);
    if (length > 0 || sent == 0) {
      ByteBuf piece = Frame.begun(to.alloc().buffer(length + 32), Frame.FILE);
      piece.writeLong(sent);
      while (length > 0) {
        int read = piece.writeBytes(file, sent, length);
        if (read < 0) {
          piece.release();
          throw new IOException("a file became shorter while it was sent");
        }
        sent += read;
        length -= read;
      }
      to.write(Frame.sealed(piece), to.voidPromise());
    }
    if (sent < file.size()) {
      return false;
    }
    to.write(message, to.voidPromise());
    close();
    return true;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
