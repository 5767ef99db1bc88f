package org.scrutin.node.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.scrutin.storage.Volume;

/**
 * A disk that can be disturbed from outside, for tests: as long as there is a file {@code
 * disk-fault} that says {@code slow 300ms}, each sync takes so much longer; if it says {@code
 * full}, half of what is to be written fits, and then there is no space left. It is looked at
 * before each write and sync. Not thread-safe.
 */
final class DisturbedVolume implements Volume {

  static final String CONTROL = "disk-fault";

  private static final String SLOW = "slow [1-9]\\d{0,4}ms";

  private final Volume volume;
  private final Path control;

  DisturbedVolume(Volume volume, Path control) {
    this.volume = volume;
    this.control = control;
  }

  private String fault() throws IOException {
    try {
      return Files.readString(control).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  @Override
  public void append(String file, byte[] bytes) throws IOException {
    String fault = fault();
    if (fault.equals("full")) {
      volume.append(file, Arrays.copyOf(bytes, bytes.length / 2));
      throw new FileSystemException(file, null, "No space left on device, says " + CONTROL);
    }
    if (!fault.isEmpty() && !fault.matches(SLOW)) {
      throw new FileSystemException(
          control.toString(), null, "'" + fault + "' is none of 'full', 'slow 300ms'");
    }
    volume.append(file, bytes);
  }

  @Override
  public void sync(String file) throws IOException {
    String fault = fault();
    if (fault.matches(SLOW)) {
      long millis = Long.parseLong(fault.substring(5, fault.length() - 2));
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
    volume.sync(file);
  }

  @Override
  public SortedSet<String> files() throws IOException {
    return volume.files();
  }

  @Override
  public byte[] read(String file) throws IOException {
    return volume.read(file);
  }

  @Override
  public void truncate(String file, long length) throws IOException {
    volume.truncate(file, length);
  }

  @Override
  public void delete(String file) throws IOException {
    volume.delete(file);
  }
}
