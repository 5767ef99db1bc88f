package org.scrutin.node.transport;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What goes over a connection: after Netty's length of four bytes a checksum of the rest (CRC-32C),
 * a byte that says which frame it is, and its contents, big-endian.
 */
final class Frame {

  /** No message is longer: a batch of entries, or a piece of a snapshot. */
  static final int MAX_BYTES = 16 << 20;

  static final byte HELLO = 1;
  static final byte WELCOME = 2;
  static final byte REFUSED = 3;
  static final byte MESSAGE = 4;
  static final byte PING = 5;
  static final byte PONG = 6;
  static final byte FILE = 7;

  private static final int CHECKSUM_BYTES = 4;

  private Frame() {}

  /** Begins a frame; what follows is written behind it, and then it is {@link #sealed}. */
  static ByteBuf begun(ByteBuf out, byte kind) {
    return out.writeInt(0).writeByte(kind);
  }

  /** Puts the checksum in its place. */
  static ByteBuf sealed(ByteBuf frame) {
    return frame.setInt(0, checksum(frame, CHECKSUM_BYTES));
  }

  /**
   * Which frame it is.
   *
   * @throws CodecException if it is not as it was sent
   */
  static byte opened(ByteBuf frame) {
    if (frame.readableBytes() <= CHECKSUM_BYTES) {
      throw new CodecException("a frame of " + frame.readableBytes() + " bytes");
    }
    int begin = frame.readerIndex();
    int sum = frame.readInt();
    if (sum != checksum(frame, begin + CHECKSUM_BYTES)) {
      throw new CodecException("a frame with a wrong checksum");
    }
    return frame.readByte();
  }

  private static int checksum(ByteBuf frame, int from) {
    CRC32C crc = new CRC32C();
    crc.update(frame.nioBuffer(from, frame.writerIndex() - from));
    return (int) crc.getValue();
  }

  static void writeText(String text, ByteBuf out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length).writeBytes(bytes);
  }

  static String readText(ByteBuf in) {
    int length = in.readUnsignedShort();
    if (length > in.readableBytes()) {
      throw new CodecException("a text of " + length + " bytes");
    }
    return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
  }
}
