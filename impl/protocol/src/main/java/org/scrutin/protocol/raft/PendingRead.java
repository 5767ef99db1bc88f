package org.scrutin.protocol.raft;

/**
 * A read that waits until its leader proves to lead still; RaftRead.tla, ReadIndex.
 *
 * @param read what the client calls it
 * @param index up to where the leader had committed when it was asked
 * @param round the round that it has begun; different for each read of a leader
 */
public record PendingRead(int read, int index, int round) implements Comparable<PendingRead> {

  @Override
  public int compareTo(PendingRead other) {
    return Integer.compare(round, other.round);
  }
}
