package org.scrutin.storage;

import java.io.IOException;
import java.util.SortedSet;

/**
 * A folder of files, as far as a {@link Journal} needs one. Files only grow, and are cut off at
 * their ends. What was appended is on disk for certain only after {@link #sync}. Not thread-safe.
 */
public interface Volume {

  /** The names of its files. */
  SortedSet<String> files() throws IOException;

  /** All bytes of a file. */
  byte[] read(String file) throws IOException;

  /** Adds bytes to the end of a file, which is made if there is none. */
  void append(String file, byte[] bytes) throws IOException;

  /** Cuts a file off, durably, so that it has this length; at most the one that it has. */
  void truncate(String file, long length) throws IOException;

  /** Comes back when all bytes of the file are on disk, and its name is in the folder. */
  void sync(String file) throws IOException;

  /** Removes a file, durably. */
  void delete(String file) throws IOException;
}
