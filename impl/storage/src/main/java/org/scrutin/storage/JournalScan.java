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
    int from = header.isPresent() ? at + RecordHeader.BYTES : at;
    long end = header.isPresent() ? header.get().end(at) : (long) at + RecordHeader.BYTES;
    if (end <= bytes.length && !hasUnwrittenSector(bytes, from, (int) end)) {
      throw new CorruptJournalException(
          file, at, "the last record is not as it was written, and no crash tears one so");
    }
  }

  private static boolean hasUnwrittenSector(byte[] bytes, int from, int to) {
    int begin = from;
    while (begin < to) {
      int end = Math.min(to, (begin / SECTOR + 1) * SECTOR);
      if (isZero(bytes, begin, end)) {
        return true;
      }
      begin = end;
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
