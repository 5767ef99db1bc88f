package org.scrutin.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The states of a service, each after an entry of the log: a file for each, written whole, with a
 * checksum (CRC-32C) in its first four bytes. Thread-safe.
 */
public final class SnapshotFolder {

  private static final Pattern NAME = Pattern.compile("snapshot-(\\d+)");

  private final Path folder;
  private final DiskFault fault;

  private SnapshotFolder(Path folder, DiskFault fault) {
    this.folder = folder;
    this.fault = fault;
  }

  /** One that does not exist, of a service that takes no snapshots. */
  public static SnapshotFolder unopened() {
    return new SnapshotFolder(Path.of("none"), DiskFault.NONE);
  }

  /** What a crash has left half of is of no use. */
  static SnapshotFolder open(Path folder, DiskFault fault) throws IOException {
    Files.createDirectories(folder);
    AtomicFiles.deleteHalves(folder);
    return new SnapshotFolder(folder, fault);
  }

  /** Where the state after that entry is, if there is one. */
  public Path file(int index) {
    return folder.resolve("snapshot-" + index);
  }

  /** Puts the state after an entry there, durably. */
  public void write(int index, byte[] state) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(Integer.BYTES + state.length);
    if (fault.fitting(DiskFault.Part.SNAPSHOTS, file.capacity()) < file.capacity()) {
      throw DiskFault.noSpace(file(index).toString());
    }
    AtomicFiles.write(file(index), file.putInt(checksum(state)).put(state).array());
  }

  /**
   * Takes a file that has come from a peer and is on disk; not if it is damaged: the peer's disk
   * may have changed it, and who counts on it can never start again.
   *
   * @return whether it was taken; if not, it is deleted
   */
  public boolean adopt(int index, Path received) throws IOException {
    if (state(Files.readAllBytes(received)).isEmpty()) {
      Files.delete(received);
      return false;
    }
    AtomicFiles.move(received, file(index));
    return true;
  }

  /**
   * The state after that entry.
   *
   * @throws NodeFolderException in one line, if it is not there, or not as it was written
   */
  public byte[] read(int index) throws IOException {
    if (Files.notExists(file(index))) {
      throw new NodeFolderException(file(index) + ": the journal counts on this snapshot" + REMEDY);
    }
    return state(Files.readAllBytes(file(index)))
        .orElseThrow(
            () -> new NodeFolderException(file(index) + ": the snapshot is damaged" + REMEDY));
  }

  /** What is in a file, if it is as it was written. */
  private static Optional<byte[]> state(byte[] file) {
    byte[] state = Arrays.copyOfRange(file, Math.min(Integer.BYTES, file.length), file.length);
    return file.length >= Integer.BYTES && ByteBuffer.wrap(file).getInt() == checksum(state)
        ? Optional.of(state)
        : Optional.empty();
  }

  static final String REMEDY =
      "; do not start this node on it: take the node out of the cluster, empty its folder, and let"
          + " it join as a new one";

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Removes those of earlier entries. */
  public void forgetBefore(int index) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && Integer.parseInt(name.group(1)) < index) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
