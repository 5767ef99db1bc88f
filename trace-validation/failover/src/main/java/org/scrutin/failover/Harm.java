package org.scrutin.failover;

/** What is done to the leader. */
enum Harm {
  /** SIGKILL; the node is started again for the next trial. */
  KILL,
  /** SIGSTOP; the node is continued for the next trial. */
  STOP
}
