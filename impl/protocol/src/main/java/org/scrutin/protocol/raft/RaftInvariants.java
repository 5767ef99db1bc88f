package org.scrutin.protocol.raft;

import java.util.Optional;

/** What must hold of a step of one server: Raft.tla, as far as one server can see it. */
record RaftInvariants(Servers servers) {

  void check(RaftState before, RaftState after) {
    boolean sameTerm = after.currentTerm() == before.currentTerm();
    require(
        !sameTerm || before.votedFor().isEmpty() || after.votedFor().equals(before.votedFor()),
        "a second vote in one term",
        after);
    boolean leads = after.state() == RaftRole.LEADER;
    boolean ledBefore = before.state() == RaftRole.LEADER;
    require(
        leads == after.leader().equals(Optional.of(servers.self())),
        "leads, and says that another does, or the other way round",
        after);
    require(
        !leads || !ledBefore || after.log().lastIndex() >= before.log().lastIndex(),
        "a leader took entries away",
        after);
    require(!leads || ledBefore || before.state() == RaftRole.CANDIDATE, "leads unelected", after);
    require(leads || after.reads().isEmpty(), "does not lead, and is to read", after);
    require(leads || after.lease().isEmpty(), "does not lead, and has a lease", after);
    require(
        after.acked().values().stream().allMatch(answered -> answered <= after.round()),
        "an answer to what was not asked",
        after);
    require(after.commitIndex() >= before.commitIndex(), "the commit index went back", after);
    require(after.log().lastIndex() >= after.commitIndex(), "a committed entry is missing", after);
    require(
        after.log().snapshot().index() <= after.commitIndex(),
        "a snapshot stands for what is not committed",
        after);
    require(
        after.log().snapshot().index() > before.commitIndex()
            || after.log().termAt(before.commitIndex())
                == before.log().termAt(before.commitIndex()),
        "a committed entry was replaced",
        after);
  }

  private void require(boolean holds, String fault, RaftState state) {
    if (!holds) {
      throw new AssertionError(servers.self() + ": " + fault + " in " + state);
    }
  }
}
