package org.scrutin.protocol.raft;

import java.util.List;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/** The messages of spec/raft; their fields are those of the Raft paper, figure 2. */
public sealed interface RaftMessage extends Message {

  /** The sender's term; of a {@link RequestPreVote}, the one that it would stand for. */
  int term();

  /** "Would you vote for me in this term?" */
  record RequestPreVote(NodeId from, NodeId to, int term, int lastLogIndex, int lastLogTerm)
      implements RaftMessage {}

  /**
   * "I would", or "I would not".
   *
   * @param term the term asked for if granted, else the sender's own
   */
  record RequestPreVoteResponse(NodeId from, NodeId to, int term, boolean voteGranted)
      implements RaftMessage {}

  /**
   * "Vote for me."
   *
   * @param transfer whether the leader itself has asked for this election
   */
  record RequestVote(
      NodeId from, NodeId to, int term, int lastLogIndex, int lastLogTerm, boolean transfer)
      implements RaftMessage {}

  /** "You have my vote", or "you have not". */
  record RequestVoteResponse(NodeId from, NodeId to, int term, boolean voteGranted)
      implements RaftMessage {}

  /**
   * "I lead. After this entry of yours come these."
   *
   * @param entries those after {@code prevLogIndex}; none in a heartbeat
   * @param leaderCommit up to where entries are committed, among those that the receiver will hold
   * @param round how often the sender was asked to read
   */
  record AppendEntries(
      NodeId from,
      NodeId to,
      int term,
      int prevLogIndex,
      int prevLogTerm,
      List<Entry> entries,
      int leaderCommit,
      int round)
      implements RaftMessage {}

  /**
   * "They are on my disk", or "I have not the entry before them".
   *
   * @param index the last entry that is known to match, or from where to try again
   * @param round that of the request; 0 if its term is over
   */
  record AppendEntriesResponse(
      NodeId from, NodeId to, int term, boolean success, int index, int round)
      implements RaftMessage {}

  /**
   * "I lead, and no longer have the entries that you lack. Take this in their place." With it the
   * host sends the state of the service after these entries.
   */
  record InstallSnapshot(NodeId from, NodeId to, int term, Snapshot snapshot)
      implements RaftMessage {}

  /** "Stand for election, now." */
  record TimeoutNow(NodeId from, NodeId to, int term) implements RaftMessage {}
}
