package org.scrutin.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sequence of records on a {@link Volume}. Each is there whole after a crash, or not at all, and
 * with it all before it: a torn end is cut off. A record that was synced is never lost without a
 * word: bytes that have changed, records that have gone astray, and zeros in the middle are refused
 * with {@link CorruptJournalException}. What no reader can notice: a disk that says "synced" and
 * lies, and a file that lost its last records whole.
 *
 * <p>A journal is in one file, {@code journal-00000001}. To forget what is of no more use, {@link
 * #rewrite} begins the next file and removes the old.
 *
 * <p>After an {@link IOException} nobody knows what is on disk; the journal then refuses all that
 * follows. Not thread-safe.
 */
public final class Journal {

  private static final Pattern NAME = Pattern.compile("journal-(\\d{8})");

  private final Volume volume;
  private int number;

  /** Of its file; not made anew for each record. */
  private String file;

  private long length;
  private long synced;
  private boolean broken;

  private Journal(Volume volume, int number, long length) {
    this.volume = volume;
    this.number = number;
    this.file = name(number);
    this.length = length;
    synced = length;
  }

  /**
   * A journal that was opened.
   *
   * @param journal to go on with
   * @param records what its records hold, in their order
   */
  public record Opened(Journal journal, List<byte[]> records) {}

  /** Whether there is one, of whatever other files there are. */
  public static boolean isOn(Volume volume) throws IOException {
    return !numbers(volume).isEmpty();
  }

  /** Begins one without records, durably: from then on a volume without one has lost it. */
  public static void begin(Volume volume) throws IOException {
    volume.append(name(1), new byte[0]);
    volume.sync(name(1));
  }

  /**
   * Opens the journal on a volume; an empty one begins there if there is none.
   *
   * @throws CorruptJournalException in one line, if it is not as it was written
   */
  public static Opened open(Volume volume) throws IOException {
    List<Integer> numbers = numbers(volume);
    while (numbers.size() > 1) {
      int newest = numbers.remove(numbers.size() - 1);
      JournalScan scan = scan(volume, newest);
      if (!scan.records().isEmpty()) {
        for (int old : numbers) {
          volume.delete(name(old));
        }
        return opened(volume, newest, scan);
      }
      // A crash has stopped the rewriting: the older file still has it all.
      volume.delete(name(newest));
    }
    int number = numbers.isEmpty() ? 1 : numbers.get(0);
    JournalScan scan =
        numbers.isEmpty() ? new JournalScan(List.of(), 0, false) : scan(volume, number);
    if (number > 1 && scan.records().isEmpty()) {
      throw new CorruptJournalException(
          name(number), 0, "no record is left, and no older file from which to take them");
    }
    return opened(volume, number, scan);
  }

  private static Opened opened(Volume volume, int number, JournalScan scan) throws IOException {
    if (scan.torn()) {
      volume.truncate(name(number), scan.length());
    }
    return new Opened(new Journal(volume, number, scan.length()), scan.records());
  }

  private static JournalScan scan(Volume volume, int number) throws IOException {
    return JournalScan.of(name(number), number, volume.read(name(number)));
  }

  private static List<Integer> numbers(Volume volume) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String file : volume.files()) {
      Matcher matcher = NAME.matcher(file);
      if (matcher.matches()) {
        numbers.add(Integer.valueOf(matcher.group(1)));
      }
    }
    return numbers;
  }

  private static String name(int number) {
    return String.format("journal-%08d", number);
  }

  /** Adds a record. A crash may take it away until {@link #sync} has come back. */
  public void append(byte[] content) throws IOException {
    begin();
    byte[] record = RecordHeader.record(number, length, synced, content);
    volume.append(file, record);
    length += record.length;
    broken = false;
  }

  /** Comes back when all records are on disk. */
  public void sync() throws IOException {
    begin();
    volume.sync(file);
    synced = length;
    broken = false;
  }

  /** Puts this record in the place of all others, durably; a crash leaves the ones or the other. */
  public void rewrite(byte[] content) throws IOException {
    begin();
    String old = file;
    number++;
    file = name(number);
    byte[] record = RecordHeader.record(number, 0, 0, content);
    volume.append(file, record);
    volume.sync(file);
    volume.delete(old);
    length = record.length;
    synced = length;
    broken = false;
  }

  /** How many bytes its file has. */
  public long length() {
    return length;
  }

  /** It is broken until what begins here has succeeded. */
  private void begin() {
    if (broken) {
      throw new IllegalStateException(file + ": an earlier write has failed; start the node anew");
    }
    broken = true;
  }
}
