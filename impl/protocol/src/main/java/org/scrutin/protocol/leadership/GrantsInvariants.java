package org.scrutin.protocol.leadership;

import org.scrutin.protocol.NodeId;

/** What must hold of one step, as Grants.tla has it. */
final class GrantsInvariants {

  private final NodeId self;
  private final GrantsState before;
  private final GrantsState after;

  private GrantsInvariants(NodeId self, GrantsState before, GrantsState after) {
    this.self = self;
    this.before = before;
    this.after = after;
  }

  static void check(NodeId self, GrantsState before, GrantsState after) {
    GrantsInvariants step = new GrantsInvariants(self, before, after);
    step.grantsAreDurableAndReady();
    step.nothingGoesBack();
    step.grantedOnce();
    after.told().forEach(step::listener);
  }

  private void grantsAreDurableAndReady() {
    boolean holds = after.role().holds();
    require(!holds || after.disk() == after.epoch(), "holds a token that is not on its disk");
    require(!holds || after.first(), "holds a token before its first entry is committed");
  }

  private void nothingGoesBack() {
    require(after.epoch() >= before.epoch(), "its epoch goes back");
    require(after.disk() >= before.disk(), "its disk goes back");
    require(!after.clock().isBefore(before.clock()), "its clock goes back");
  }

  private void grantedOnce() {
    boolean elected = after.role() == GrantsRole.ELECTED && before.role() != GrantsRole.ELECTED;
    require(!elected || after.epoch() > before.epoch(), "is elected again in the same epoch");
    boolean granted = after.held().isPresent() && !after.held().equals(before.held());
    require(
        !granted || (before.role() == GrantsRole.ELECTED && after.clock().isBefore(after.lease())),
        "is granted leadership without an election, or without a lease");
  }

  private void listener(int listener, int token) {
    int believed = before.told().getOrDefault(listener, 0);
    require(token <= after.disk(), "tells listener " + listener + " of what was never granted");
    require(
        token == believed || token == 0 || believed == 0,
        "tells listener " + listener + " of a grant before the end of the last");
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(self + ": " + what + ": " + before + " -> " + after);
    }
  }
}
