package org.scrutin.storage;

import java.nio.file.Path;

/** A folder is another node's. The message is one line. */
public final class FolderInUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FolderInUseException(Path folder) {
    super(folder + ": another node has this folder open; stop it, or name another folder");
  }
}
