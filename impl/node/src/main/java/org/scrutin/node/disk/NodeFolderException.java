package org.scrutin.node.disk;

/** A folder is not this node's, or is not whole. The message is one line. */
public final class NodeFolderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NodeFolderException(String what) {
    super(what);
  }
}
