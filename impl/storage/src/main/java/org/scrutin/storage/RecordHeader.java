package org.scrutin.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before the bytes of a record. Big-endian: a mark, and the fields in their order, the
 * lengths in bytes; last a checksum of all that.
 *
 * @param file the number of the file that it was written to
 * @param at where in that file it was written; tells a record that went astray
 * @param synced the journal was synced up to here before this record was written
 * @param length of what follows
 * @param checksum of what follows, CRC-32C
 */
record RecordHeader(int file, long at, long synced, int length, int checksum) {

  static final int BYTES = 36;

  /** Not in UTF-8, and no small number. */
  private static final int MARK = 0xF5C2_0DE1;

  private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

  /** Ends each record, so that zeros at its end were never written. */
  private static final byte END = 0x5C;

  /** A record as it is written. */
  static byte[] record(int file, long at, long synced, byte[] content) {
    byte[] body = Arrays.copyOf(content, content.length + 1);
    body[content.length] = END;
    RecordHeader header =
        new RecordHeader(file, at, synced, body.length, crc(body, 0, body.length));
    return header.with(body);
  }

  /** How each record begins that was written to this place. */
  static byte[] beginning(int file, long at) {
    return ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
        .putInt(MARK)
        .putInt(file)
        .putLong(at)
        .array();
  }

  /** The header at that place, if there is a whole one. */
  static Optional<RecordHeader> read(byte[] bytes, int from) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length - from < BYTES || in.position(from).getInt() != MARK) {
      return Optional.empty();
    }
    RecordHeader header =
        new RecordHeader(in.getInt(), in.getLong(), in.getLong(), in.getInt(), in.getInt());
    return in.getInt() == crc(bytes, from, CHECKED_BYTES) ? Optional.of(header) : Optional.empty();
  }

  private byte[] with(byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(BYTES + length);
    out.putInt(MARK).putInt(file).putLong(at).putLong(synced).putInt(length).putInt(checksum);
    return out.putInt(crc(out.array(), 0, CHECKED_BYTES)).put(body).array();
  }

  /** Where the record ends, if it begins here. */
  long end(int from) {
    return (long) from + BYTES + length;
  }

  /** Whether the record is there, all of it, and is what was written. */
  boolean fits(byte[] bytes, int from) {
    return end(from) <= bytes.length && crc(bytes, from + BYTES, length) == checksum;
  }

  /** What the record at this place holds. */
  byte[] content(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from + BYTES, from + BYTES + length - 1);
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
