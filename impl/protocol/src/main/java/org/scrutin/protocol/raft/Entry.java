package org.scrutin.protocol.raft;

import java.util.Optional;

/**
 * An entry of a log; RaftState.tla, MemberEntry.
 *
 * @param term the term of the leader that made it
 * @param value the command, if it has one; the entry with which a leader begins its term has none
 * @param config who belongs to the cluster from here on, if it says that; it then has no command
 */
public record Entry(int term, Optional<Command> value, Optional<Configuration> config) {

  /** One that does not change the cluster. */
  public Entry(int term, Optional<Command> value) {
    this(term, value, Optional.empty());
  }
}
