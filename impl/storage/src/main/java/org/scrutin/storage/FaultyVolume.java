package org.scrutin.storage;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder in memory whose disk does what disks do, when it is asked to: it loses what was not
 * synced, tears what was being written, lets bits rot, and writes to the wrong place. Not
 * thread-safe.
 */
public final class FaultyVolume implements Volume {

  private static final int SECTOR = 512;
  private static final int FIRST_BYTES = 1 << 10;

  private final SortedMap<String, Contents> files = new TreeMap<>();
  private boolean full;

  private static final class Contents {
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private int synced;

    void append(byte[] more) {
      if (length + more.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more.length));
      }
      System.arraycopy(more, 0, bytes, length, more.length);
      length += more.length;
    }

    void cutOff(int at) {
      Arrays.fill(bytes, at, length, (byte) 0);
      length = at;
      synced = Math.min(synced, at);
    }
  }

  @Override
  public SortedSet<String> files() {
    return new TreeSet<>(files.keySet());
  }

  @Override
  public byte[] read(String file) {
    Contents contents = files.get(file);
    return Arrays.copyOf(contents.bytes, contents.length);
  }

  @Override
  public void append(String file, byte[] bytes) throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
    files.computeIfAbsent(file, name -> new Contents()).append(bytes);
  }

  @Override
  public void truncate(String file, long length) {
    files.get(file).cutOff(Math.toIntExact(length));
  }

  @Override
  public void sync(String file) {
    Contents contents = files.get(file);
    if (contents != null) {
      contents.synced = contents.length;
    }
  }

  @Override
  public void delete(String file) {
    files.remove(file);
  }

  /** From now on nothing more can be written, or it can again. */
  public void fill(boolean isFull) {
    full = isFull;
  }

  /** How many bytes have not been synced. */
  public int unsynced() {
    return files.values().stream().mapToInt(contents -> contents.length - contents.synced).sum();
  }

  /**
   * The machine stops. Of what was not synced, the disk has some first bytes; of these, a sector
   * may be missing. What it has then, it keeps.
   */
  public void crash(Random random) {
    for (Contents contents : files.values()) {
      int unsynced = contents.length - contents.synced;
      if (unsynced > 0) {
        contents.cutOff(contents.synced + random.nextInt(unsynced + 1));
        loseSector(contents, random);
        contents.synced = contents.length;
      }
    }
  }

  private static void loseSector(Contents contents, Random random) {
    int sectors = (contents.length - contents.synced) / SECTOR;
    if (sectors > 0 && random.nextBoolean()) {
      int begin = (contents.synced / SECTOR + 1 + random.nextInt(sectors)) * SECTOR;
      int end = Math.min(contents.length, begin + SECTOR);
      if (begin < end) {
        Arrays.fill(contents.bytes, begin, end, (byte) 0);
      }
    }
  }

  /**
   * One bit of what is on disk changes.
   *
   * @return whether there was any
   */
  public boolean rot(Random random) {
    int onDisk = files.values().stream().mapToInt(contents -> contents.length).sum();
    if (onDisk == 0) {
      return false;
    }
    int at = random.nextInt(onDisk);
    for (Contents contents : files.values()) {
      if (at < contents.length) {
        contents.bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return true;
      }
      at -= contents.length;
    }
    throw new AssertionError("no byte " + at);
  }

  /**
   * What was meant for one place is written to another too: as many bytes as the last record of a
   * file may have, over earlier ones.
   *
   * @param bytes how many
   * @return whether there were so many, twice
   */
  public boolean misdirect(int bytes, Random random) {
    for (Contents contents : files.values()) {
      int places = contents.length - 2 * bytes;
      if (places >= 0) {
        int to = random.nextInt(places + 1);
        System.arraycopy(contents.bytes, contents.length - bytes, contents.bytes, to, bytes);
        return true;
      }
    }
    return false;
  }
}
