package org.scrutin.node;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.scrutin.node.host.Host;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.leadership.GrantsInput;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;

/**
 * How a leader of Raft gives its term up. Raft is asked to hand over only to whom it can ask to
 * stand in the same step: so a hand-over that fails before that has changed nothing of Raft,
 * neither its term nor its lease. Once a token is over, the term has to be left: for that it is
 * handed to one voter after the other, until one takes it. Thread-safe.
 */
final class Handover {

  /** So many pauses a successor has to catch up: together the shortest election timeout. */
  private static final int CATCH_UP = 10;

  private final NodeId self;
  private final Contract contract;
  private final Host<RaftState, RaftMessage, RaftDurable> host;
  private final Duration pause;
  private final Duration patience;

  /** Who was asked to lead after this epoch; of the thread of the protocol. */
  private final Set<NodeId> asked = new HashSet<>();

  private int leaving;

  /**
   * @param pause before it is looked at again whether the successor has caught up
   * @param patience for the successor to take over
   */
  Handover(
      NodeId self,
      Contract contract,
      Host<RaftState, RaftMessage, RaftDurable> host,
      Duration pause,
      Duration patience) {
    this.self = self;
    this.contract = contract;
    this.host = host;
    this.pause = pause;
    this.patience = patience;
  }

  /** Makes Raft leave a term, if it leads it yet. */
  void leave(int epoch) {
    if (!host.offer(access -> leave(access, epoch)) && contract.ended().isEmpty()) {
      contract.later(pause, () -> leave(epoch));
    }
  }

  private void leave(Host.Access<RaftState, RaftMessage> access, int epoch) {
    RaftState state = access.state();
    if (!leads(state, epoch) || state.transferee().isPresent()) {
      return;
    }
    if (leaving != epoch || asked.containsAll(others(state))) {
      asked.clear();
      leaving = epoch;
    }
    Optional<NodeId> next =
        others(state).stream()
            .filter(node -> !asked.contains(node))
            .max(
                Comparator.comparing((NodeId node) -> answers(state, node))
                    .thenComparing(node -> state.matchIndex().getOrDefault(node, 0)));
    next.ifPresent(
        to -> {
          asked.add(to);
          access.give(new Input.Transfer<>(to));
        });
  }

  private Set<NodeId> others(RaftState state) {
    Set<NodeId> others = new HashSet<>(state.config().allVoters());
    others.remove(self);
    return others;
  }

  private static boolean leads(RaftState state, int epoch) {
    return state.state() == RaftRole.LEADER && state.currentTerm() == epoch;
  }

  /** Whether it was heard since the quorum was checked last, or in this lease. */
  private static boolean answers(RaftState state, NodeId node) {
    int acked = state.acked().getOrDefault(node, 0);
    return state
        .lease()
        .map(rounds -> !rounds.isEmpty() && acked >= rounds.first())
        .orElseGet(() -> state.heard().contains(node));
  }

  /** Whether it has answered a leader lately, and lacks nothing. */
  static boolean isReady(RaftState state, NodeId node) {
    return state.matchIndex().getOrDefault(node, 0) == state.log().lastIndex()
        && answers(state, node);
  }

  /** What came of one attempt to hand over. */
  private enum Attempt {
    BEGUN,
    NOT_YET,
    OVER
  }

  /** As {@link Election#transferTo}. */
  synchronized boolean transfer(NodeId to, int epoch) throws InterruptedException {
    contract.hand(new GrantsInput.BeginTransfer());
    Attempt attempt = Attempt.NOT_YET;
    try {
      attempt = begin(to, epoch);
    } finally {
      if (attempt == Attempt.NOT_YET) {
        giveUp();
      }
    }
    if (attempt == Attempt.NOT_YET) {
      return false;
    }
    contract.await(() -> contract.hasSuccessor(epoch) || contract.ended().isPresent(), patience);
    return contract.standing().leader().equals(Optional.of(to));
  }

  /** After all attempts that wait for the thread of the protocol. */
  private void giveUp() {
    if (!host.offer(access -> contract.hand(new GrantsInput.FailTransfer()))) {
      contract.hand(new GrantsInput.FailTransfer());
    }
  }

  private Attempt begin(NodeId to, int epoch) throws InterruptedException {
    long deadline = System.nanoTime() + CATCH_UP * pause.toNanos();
    Attempt attempt = attempt(to, epoch);
    while (attempt == Attempt.NOT_YET && System.nanoTime() - deadline < 0) {
      contract.await(() -> !contract.epoch().equals(OptionalInt.of(epoch)), pause);
      attempt = attempt(to, epoch);
    }
    return attempt;
  }

  private Attempt attempt(NodeId to, int epoch) throws InterruptedException {
    CompletableFuture<Attempt> done = new CompletableFuture<>();
    if (!host.offer(access -> done.complete(attempt(access, to, epoch)))) {
      return Attempt.NOT_YET;
    }
    while (!contract.await(() -> done.isDone() || contract.ended().isPresent(), patience)) {
      // The thread of the protocol is held up: it will come to it.
    }
    return done.getNow(Attempt.OVER);
  }

  private Attempt attempt(Host.Access<RaftState, RaftMessage> access, NodeId to, int epoch) {
    RaftState state = access.state();
    if (!leads(state, epoch)) {
      return Attempt.OVER;
    }
    return isReady(state, to) && access.give(new Input.Transfer<>(to))
        ? Attempt.BEGUN
        : Attempt.NOT_YET;
  }
}
