package org.scrutin.storage;

/**
 * A journal cannot be what was written: bytes have changed, or have gone astray. A node that went
 * on without them might forget what it has promised to others. The message is one line: which file,
 * at which byte, what is wrong, and what to do.
 */
public final class CorruptJournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String REMEDY =
      "; do not start this node on it: take the node out of the cluster, empty its folder, and let"
          + " it join as a new one";

  CorruptJournalException(String file, long at, String what) {
    super(file + ": byte " + at + ": " + what + REMEDY);
  }
}
