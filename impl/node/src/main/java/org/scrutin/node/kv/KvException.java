package org.scrutin.node.kv;

import java.util.Optional;
import org.scrutin.protocol.NodeId;

/** A request was not served. The message is one line. */
public final class KvException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is known of the request. */
  public enum Kind {
    /** It was not executed: another node leads. */
    NOT_LEADER,
    /** Nobody knows whether it was, or will be: ask again, with the same number. */
    UNKNOWN,
    /** It was not executed: too many are waiting, or the node is down. */
    BUSY,
    /** Its session is not open: nobody knows whether it was executed before it was ended. */
    SESSION_ENDED,
    /** It was executed, and its client has said that it has the answer. */
    FORGOTTEN,
    /** It makes no sense. */
    INVALID
  }

  private final Kind kind;
  private final transient Optional<NodeId> leader;

  KvException(Kind kind, String what, Optional<NodeId> leader) {
    super(what);
    this.kind = kind;
    this.leader = leader;
  }

  KvException(Kind kind, String what) {
    this(kind, what, Optional.empty());
  }

  /** What is known of the request. */
  public Kind kind() {
    return kind;
  }

  /** Who leads, as far as the node knew. */
  public Optional<NodeId> leader() {
    return leader;
  }
}
