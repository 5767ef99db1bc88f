package org.scrutin.protocol.raft;

import java.util.Optional;

/**
 * An entry of a log; RaftState.tla, Entry.
 *
 * @param term the term of the leader that made it
 * @param value the command, or empty in the entry with which a leader begins its term
 */
public record Entry(int term, Optional<Command> value) {}
