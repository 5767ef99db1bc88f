package org.scrutin.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of the file system, locked while it is open, so that no two nodes write to it. Not
 * thread-safe.
 */
public final class FolderVolume implements Volume, Closeable {

  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lockFile;

  /** The file that was appended to last, and whether its name may not be on disk yet. */
  private Optional<Open> open = Optional.empty();

  private boolean isNew;

  private record Open(String name, FileChannel channel) {}

  private FolderVolume(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Opens a folder, which is made if there is none.
   *
   * @throws FolderInUseException in one line, if another process, or this one, has it open
   */
  public static FolderVolume open(Path folder) throws IOException {
    make(folder);
    FileChannel lockFile =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(lockFile).isEmpty()) {
      lockFile.close();
      throw new FolderInUseException(folder);
    }
    return new FolderVolume(folder, lockFile);
  }

  /**
   * Makes a folder, if there is none, and those above it. Their names are on disk then, and those
   * of the files in it: a life that was killed may have made them, and not have synced them.
   */
  public static void make(Path folder) throws IOException {
    Path whole = folder.toAbsolutePath().normalize();
    Path there = whole;
    while (Files.notExists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    Files.createDirectories(whole);
    sync(whole);
    for (Path made = whole; !made.equals(there); made = made.getParent()) {
      sync(made.getParent());
    }
  }

  private static Optional<FileLock> lock(FileChannel file) throws IOException {
    try {
      return Optional.ofNullable(file.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // This process has it, elsewhere.
    }
  }

  @Override
  public SortedSet<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(LOCK))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Override
  public byte[] read(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  @Override
  public void append(String file, byte[] bytes) throws IOException {
    if (open.isEmpty() || !open.get().name().equals(file)) {
      closeFile();
      isNew = Files.notExists(folder.resolve(file));
      FileChannel channel =
          FileChannel.open(
              folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      open = Optional.of(new Open(file, channel));
    }
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      while (left.hasRemaining()) {
        open.get().channel().write(left);
      }
    } catch (IOException e) {
      throw new IOException(folder.resolve(file) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void truncate(String file, long length) throws IOException {
    closeFile();
    try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    }
  }

  @Override
  public void sync(String file) throws IOException {
    if (open.isPresent() && open.get().name().equals(file)) {
      open.get().channel().force(false);
      if (isNew) {
        syncFolder();
        isNew = false;
      }
    }
  }

  @Override
  public void delete(String file) throws IOException {
    if (open.isPresent() && open.get().name().equals(file)) {
      closeFile();
    }
    Files.delete(folder.resolve(file));
    syncFolder();
  }

  private void syncFolder() throws IOException {
    sync(folder);
  }

  /** A new or removed name is on disk only then. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void closeFile() throws IOException {
    if (open.isPresent()) {
      open.get().channel().close();
      open = Optional.empty();
    }
  }

  /** Lets others have the folder. Does not sync. */
  @Override
  public void close() throws IOException {
    closeFile();
    lockFile.close();
  }
}
