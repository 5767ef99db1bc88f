package org.scrutin.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file of a journal holds. Records that were written last and not synced may be torn by a
 * crash: the file ends within one, or a sector of it was never written and reads as zeros. All else
 * that is not as it was written is corrupt, and is refused. (A record that holds hundreds of zeros,
 * is the last, and rots elsewhere, is taken for torn.)
 *
 * @param records what its good records hold, in their order
 * @param length how many of its bytes these are
 * @param torn whether others follow
 */
record JournalScan(List<byte[]> records, int length, boolean torn) {

  /** What a disk writes whole, or not at all. */
  private static final int SECTOR = 512;

  /**
   * Reads a file.
   *
   * @param number that of the file
   * @throws CorruptJournalException if it is not as it was written, in more than a torn end
   */
  static JournalScan of(String file, int number, byte[] bytes) {
    List<byte[]> records = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      Optional<RecordHeader> header = RecordHeader.read(bytes, at);
      if (header.isEmpty() || !header.get().fits(bytes, at)) {
        refuseUnlessTorn(file, number, bytes, at, header);
        return new JournalScan(records, at, true);
      }
      if (!isAtHome(header.get(), number, at)) {
        throw new CorruptJournalException(
            file,
            at,
            "a record that was written to byte "
                + header.get().at()
                + " of journal file "
                + header.get().file());
      }
      records.add(header.get().content(bytes, at));
      at = Math.toIntExact(header.get().end(at));
    }
    return new JournalScan(records, at, false);
  }

  private static boolean isAtHome(RecordHeader header, int number, int at) {
    return header.file() == number && header.at() == at;
  }

  private static void refuseUnlessTorn(
      String file, int number, byte[] bytes, int at, Optional<RecordHeader> header) {
    for (int later = at + 1; later + RecordHeader.BYTES <= bytes.length; later++) {
      Optional<RecordHeader> next = RecordHeader.read(bytes, later);
      if (next.isPresent() && isAtHome(next.get(), number, later) && next.get().synced() > at) {
        throw new CorruptJournalException(
            file, at, "no good record, but good ones that were synced later follow");
      }
    }
    long end = header.isPresent() ? header.get().end(at) : (long) at + RecordHeader.BYTES;
    boolean mayBeTorn = end > bytes.length || hasUnwrittenSector(bytes, at, (int) end);
    if (!mayBeTorn || !beginsAsItMust(number, bytes, at)) {
      throw new CorruptJournalException(
          file, at, "the last record is not as it was written, and no crash tears one so");
    }
  }

  /** What is known of a record in advance is there, but for sectors that were never written. */
  private static boolean beginsAsItMust(int number, byte[] bytes, int at) {
    byte[] known = RecordHeader.beginning(number, at);
    int length = Math.min(known.length, bytes.length - at);
    for (int i = at; i < at + length; i++) {
      int sector = i / SECTOR * SECTOR;
      int from = Math.max(at, sector);
      int to = Math.min(bytes.length, sector + SECTOR);
      if (bytes[i] != known[i - at] && !isZero(bytes, from, to)) {
        return false;
      }
    }
    return true;
  }

  /** Sectors are written whole or not at all: with all that follows the record's part of it. */
  private static boolean hasUnwrittenSector(byte[] bytes, int from, int to) {
    int begin = from;
    while (begin < to) {
      int next = (begin / SECTOR + 1) * SECTOR;
      if (isZero(bytes, begin, Math.min(bytes.length, next))) {
        return true;
      }
      begin = next;
    }
    return false;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
