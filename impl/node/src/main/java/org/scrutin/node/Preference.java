package org.scrutin.node;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.scrutin.node.host.Host;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;

/**
 * Priorities: a leader hands over to a voter that is preferred to it, once that one answers and
 * lacks nothing. To Raft that is a hand-over like any other, and to the contract of leadership too:
 * who is elected is not changed, so that nothing has to be said of it in either specification. A
 * thread of its own.
 */
final class Preference implements Runnable {

  /** After each attempt it waits twice as long, up to so many times: a sick one is not asked on. */
  private static final int MAX_WAIT = 64;

  private final NodeId self;
  private final Map<NodeId, Integer> priorities;
  private final Contract contract;
  private final Host<RaftState, RaftMessage, RaftDurable> host;
  private final Handover handover;
  private final Duration period;

  /**
   * @param priorities of nodes; those that are missing have 0
   * @param period between two looks
   */
  Preference(
      NodeId self,
      Map<NodeId, Integer> priorities,
      Contract contract,
      Host<RaftState, RaftMessage, RaftDurable> host,
      Handover handover,
      Duration period) {
    this.self = self;
    this.priorities = Map.copyOf(priorities);
    this.contract = contract;
    this.host = host;
    this.handover = handover;
    this.period = period;
  }

  @Override
  public void run() {
    int wait = 1;
    int followed = 0;
    try {
      while (!contract.await(() -> contract.ended().isPresent(), period.multipliedBy(wait))) {
        OptionalInt token = contract.token();
        Optional<NodeId> preferred = token.isPresent() ? preferred(host.state()) : Optional.empty();
        if (preferred.isPresent()) {
          handover.transfer(preferred.get(), token.getAsInt());
          wait = Math.min(MAX_WAIT, 2 * wait);
        }
        followed = token.isPresent() ? 0 : followed + 1;
        wait = followed > 1 ? 1 : wait; // The one that was preferred has held out meanwhile.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody does that; if so, it is to end.
    }
  }

  private Optional<NodeId> preferred(RaftState state) {
    return state.config().voters().stream()
        .filter(node -> priority(node) > priority(self))
        .filter(node -> Handover.isReady(state, node))
        .max(Comparator.comparing(this::priority));
  }

  private int priority(NodeId node) {
    return priorities.getOrDefault(node, 0);
  }
}
