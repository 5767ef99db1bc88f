package org.scrutin.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a journal keeps, what it cuts off, and what it refuses. */
class JournalTest {

  private static final String FIRST = "journal-00000001";
  private static final String SECOND = "journal-00000002";

  /** All records of these tests have this length with their headers. */
  private static final int RECORD = RecordHeader.BYTES + "record 0".length() + 1;

  private final FaultyVolume volume = new FaultyVolume();

  private static byte[] record(int i) {
    return ("record " + i).getBytes(StandardCharsets.UTF_8);
  }

  /** A journal with so many records, each synced. */
  private Journal journalOf(int records) throws IOException {
    Journal journal = Journal.open(volume).journal();
    for (int i = 0; i < records; i++) {
      journal.append(record(i));
      journal.sync();
    }
    return journal;
  }

  private List<String> found() throws IOException {
    return Journal.open(volume).records().stream()
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .toList();
  }

  /** The bytes of a file in the place of those that it had. */
  private void put(String file, byte[] bytes) throws IOException {
    if (volume.files().contains(file)) {
      volume.delete(file);
    }
    volume.append(file, bytes);
  }

  @Test
  void aJournalHasTheRecordsThatWereAppended() throws IOException {
    journalOf(3);
    assertThat(found()).containsExactly("record 0", "record 1", "record 2");
  }

  @Test
  void anOpenedJournalGoesOn() throws IOException {
    journalOf(2);
    Journal again = Journal.open(volume).journal();
    again.append(record(2));
    assertThat(found()).containsExactly("record 0", "record 1", "record 2");
  }

  @Test
  void aTornEndIsCutOffWhereverItEnds() throws IOException {
    Journal journal = journalOf(2);
    journal.append(record(2));
    byte[] whole = volume.read(FIRST);
    for (int length = 2 * RECORD; length < 3 * RECORD; length++) {
      put(FIRST, Arrays.copyOf(whole, length));
      assertThat(found()).as("cut at %s", length).containsExactly("record 0", "record 1");
      assertThat(volume.read(FIRST)).hasSize(2 * RECORD);
    }
  }

  @Test
  void anEndThatWasNeverWrittenIsCutOff() throws IOException {
    journalOf(2);
    byte[] grown = Arrays.copyOf(volume.read(FIRST), 5 * RECORD);
    put(FIRST, grown);
    assertThat(found()).containsExactly("record 0", "record 1");
  }

  @Test
  void aRecordOfWhichASectorIsMissingIsCutOffWithWhatWasNotSyncedAfterIt() throws IOException {
    Journal journal = journalOf(1);
    byte[] large = new byte[2_000];
    Arrays.fill(large, (byte) 'x');
    journal.append(large);
    journal.append(record(2));
    byte[] bytes = volume.read(FIRST);
    Arrays.fill(bytes, 512, 1_024, (byte) 0);
    put(FIRST, bytes);
    assertThat(found()).containsExactly("record 0");
  }

  @Test
  void aSectorThatWasSyncedAndIsMissingIsRefused() throws IOException {
    Journal journal = journalOf(1);
    byte[] large = new byte[2_000];
    Arrays.fill(large, (byte) 'x');
    journal.append(large);
    journal.sync();
    journal.append(record(2));
    byte[] bytes = volume.read(FIRST);
    Arrays.fill(bytes, 512, 1_024, (byte) 0);
    put(FIRST, bytes);
    assertThatThrownBy(this::found)
        .isInstanceOf(CorruptJournalException.class)
        .hasMessage(
            "journal-00000001: byte 45: no good record, but good ones that were synced later follow;"
                + " do not start this node on it: take the node out of the cluster, empty its"
                + " folder, and let it join as a new one");
  }

  @Test
  void anyBitThatRotsIsNoticed() throws IOException {
    journalOf(3);
    byte[] good = volume.read(FIRST);
    for (int bit = 0; bit < Byte.SIZE * good.length; bit++) {
      byte[] rotten = good.clone();
      rotten[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      put(FIRST, rotten);
      assertThat(catchThrowable(this::found))
          .as("bit %s", bit)
          .isInstanceOf(CorruptJournalException.class);
    }
  }

  @Test
  void aRecordThatWentAstrayIsRefused() throws IOException {
    journalOf(3);
    byte[] bytes = volume.read(FIRST);
    System.arraycopy(bytes, 2 * RECORD, bytes, RECORD, RECORD);
    put(FIRST, bytes);
    assertThatThrownBy(this::found)
        .hasMessageStartingWith(
            "journal-00000001: byte 45: a record that was written to byte 90 of journal file 1;");
  }

  @Test
  void theFileOfAnotherTimeIsRefused() throws IOException {
    journalOf(2);
    put(SECOND, volume.read(FIRST));
    volume.delete(FIRST);
    assertThatThrownBy(this::found)
        .hasMessageStartingWith(
            "journal-00000002: byte 0: a record that was written to byte 0 of journal file 1;");
  }

  @Test
  void aRewrittenJournalHasTheOneRecordAndGoesOn() throws IOException {
    Journal journal = journalOf(3);
    journal.rewrite(record(7));
    journal.append(record(8));
    assertThat(volume.files()).containsExactly(SECOND);
    assertThat(found()).containsExactly("record 7", "record 8");
  }

  @Test
  void aRewritingThatACrashStopsIsUndone() throws IOException {
    journalOf(2);
    byte[] old = volume.read(FIRST);
    Journal.open(volume).journal().rewrite(record(7));
    byte[] next = volume.read(SECOND);
    for (int length = 0; length < next.length; length++) {
      put(FIRST, old);
      put(SECOND, Arrays.copyOf(next, length));
      assertThat(found()).as("cut at %s", length).containsExactly("record 0", "record 1");
      assertThat(volume.files()).containsExactly(FIRST);
    }
  }

  @Test
  void aRewritingThatIsDoneButForTheOldFileIsFinished() throws IOException {
    journalOf(2);
    byte[] old = volume.read(FIRST);
    Journal.open(volume).journal().rewrite(record(7));
    put(FIRST, old);
    assertThat(found()).containsExactly("record 7");
    assertThat(volume.files()).containsExactly(SECOND);
  }

  @Test
  void aLaterFileWithoutRecordsAndWithoutAnOlderOneIsRefused() throws IOException {
    journalOf(2).rewrite(record(7));
    put(SECOND, new byte[0]);
    assertThatThrownBy(this::found)
        .hasMessageStartingWith("journal-00000002: byte 0: no record is left, and no older file");
  }

  @Test
  void afterAFailureNothingMoreIsWritten() throws IOException {
    Journal journal = journalOf(1);
    volume.fill(true);
    assertThatThrownBy(() -> journal.append(record(1))).isInstanceOf(IOException.class);
    volume.fill(false);
    assertThatThrownBy(journal::sync)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("journal-00000001: an earlier write has failed; start the node anew");
    assertThat(found()).containsExactly("record 0");
  }
}
