package org.scrutin.node.disk;

import java.io.IOException;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.concurrent.locks.LockSupport;
import org.scrutin.storage.Volume;

/** A journal's disk that can be disturbed, see {@link DiskFault}. Not thread-safe. */
final class DisturbedVolume implements Volume {

  private final Volume volume;
  private final DiskFault fault;

  DisturbedVolume(Volume volume, DiskFault fault) {
    this.volume = volume;
    this.fault = fault;
  }

  @Override
  public void append(String file, byte[] bytes) throws IOException {
    int fitting = fault.fitting(DiskFault.Part.JOURNAL, bytes.length);
    volume.append(file, Arrays.copyOf(bytes, fitting));
    if (fitting < bytes.length) {
      throw DiskFault.noSpace(file);
    }
  }

  @Override
  public void sync(String file) throws IOException {
    long end = System.nanoTime() + fault.delayOfSync().toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
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
