package org.scrutin.node.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.scrutin.protocol.NodeId;
import org.scrutin.storage.DurableFormat;
import org.scrutin.storage.DurableStore;
import org.scrutin.storage.FolderVolume;
import org.scrutin.storage.Journal;

/**
 * The folder of one node of one cluster: {@code identity} says whose it is, {@code journal} has
 * what it promised and is locked while it runs, {@code snapshots} has the states of its service,
 * {@code incoming} what peers are sending. Not thread-safe.
 */
public final class NodeFolder implements Closeable {

  private final Path folder;
  private final FolderVolume journal;
  private final DiskFault fault;

  private NodeFolder(Path folder, FolderVolume journal, DiskFault fault) {
    this.folder = folder;
    this.journal = journal;
    this.fault = fault;
  }

  /**
   * Opens the folder, which is made if there is none, and locks it.
   *
   * @throws NodeFolderException in one line, if it is another node's
   * @throws org.scrutin.storage.FolderInUseException in one line, if somebody has it open
   */
  public static NodeFolder open(Path folder, String cluster, NodeId node, String protocol)
      throws IOException {
    FolderVolume.make(folder);
    FolderVolume journal = FolderVolume.open(folder.resolve("journal"));
    try {
      String identity =
          "cluster: " + cluster + "\nnode: " + node + "\nalgorithm: " + protocol + "\n";
      identify(folder, identity, journal);
      emptied(folder.resolve("incoming"));
      return new NodeFolder(folder, journal, DiskFault.NONE);
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** The same folder, where a file can disturb what is written, for tests. */
  public NodeFolder disturbed() {
    return new NodeFolder(folder, journal, DiskFault.in(folder));
  }

  /** What disturbs it. */
  public DiskFault fault() {
    return fault;
  }

  /** The journal is there before the identity: so one that is missing later was lost. */
  private static void identify(Path folder, String identity, FolderVolume journal)
      throws IOException {
    Path file = folder.resolve("identity");
    if (Files.exists(file)) {
      String found =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8); // If damaged, too.
      if (!found.equals(identity)) {
        throw new NodeFolderException(
            folder
                + ": this folder belongs to ("
                + oneLine(found)
                + "), and not to ("
                + oneLine(identity)
                + "); name another folder, or mend what differs");
      }
      if (!Journal.isOn(journal)) {
        throw new NodeFolderException(
            folder.resolve("journal")
                + ": the journal is gone, and with it all that the node promised"
                + SnapshotFolder.REMEDY);
      }
    } else if (hasRecords(journal)) {
      throw new NodeFolderException(
          folder
              + ": there is a journal, and no file 'identity' that says whose; restore it, or"
              + " name another folder");
    } else {
      Journal.begin(journal);
      AtomicFiles.write(file, identity.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean hasRecords(FolderVolume journal) throws IOException {
    for (String file : journal.files()) {
      if (journal.read(file).length > 0) {
        return true;
      }
    }
    return false;
  }

  private static String oneLine(String identity) {
    return identity.strip().replace("\n", ", ").replaceAll("\\p{Cntrl}", "?");
  }

  /** What a crash has left half of is of no use. */
  private static void emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * What the node kept.
   *
   * @throws org.scrutin.storage.CorruptJournalException in one line, if it is not as it was written
   */
  public <D> DurableStore<Kept<D>> store(DurableFormat<D> format) throws IOException {
    return Kept.on(new DisturbedVolume(journal, fault), format);
  }

  /** Where files go that peers are sending. */
  public Path incoming() {
    return folder.resolve("incoming");
  }

  /** The states of its service. */
  public SnapshotFolder snapshots() throws IOException {
    return SnapshotFolder.open(folder.resolve("snapshots"), fault);
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
