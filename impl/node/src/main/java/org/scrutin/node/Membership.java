package org.scrutin.node;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scrutin.node.host.Host;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;

/** How a leader of Raft changes who belongs to the cluster. Thread-safe. */
final class Membership {

  private final Contract contract;
  private final Host<RaftState, RaftMessage, RaftDurable> host;
  private final Duration pause;

  /**
   * @param pause before it is looked at again whether a change is done
   */
  Membership(Contract contract, Host<RaftState, RaftMessage, RaftDurable> host, Duration pause) {
    this.contract = contract;
    this.host = host;
    this.pause = pause;
  }

  Members members() {
    RaftState state = host.state();
    return Members.of(state.config(), isCommitted(state));
  }

  boolean votes(NodeId node) {
    return host.state().config().votes(node);
  }

  private static boolean isCommitted(RaftState state) {
    return state.log().configIndex() <= state.commitIndex();
  }

  void addLearner(NodeId node, Duration timeout) throws InterruptedException, TimeoutException {
    become(Standing.LEARNER, node, new Deadline(timeout));
  }

  void addVoter(NodeId node, Duration timeout) throws InterruptedException, TimeoutException {
    Deadline deadline = new Deadline(timeout);
    if (!votes(node)) {
      become(Standing.LEARNER, node, deadline);
      deadline.await(node + " lacks entries, or does not answer", () -> hasCaughtUp(node));
    }
    become(Standing.VOTER, node, deadline);
  }

  void remove(NodeId node, Duration timeout) throws InterruptedException, TimeoutException {
    become(Standing.STRANGER, node, new Deadline(timeout));
  }

  /** What a node is to a cluster. */
  private enum Standing {
    VOTER,
    LEARNER,
    STRANGER;

    static Standing of(NodeId node, Configuration config) {
      if (config.votes(node)) {
        return VOTER;
      }
      return config.learners().contains(node) ? LEARNER : STRANGER;
    }

    Configuration given(NodeId node, Configuration before) {
      return new Configuration(
          with(before.voters(), node, this == VOTER),
          before.next(),
          with(before.learners(), node, this == LEARNER));
    }

    private static SortedSet<NodeId> with(Set<NodeId> nodes, NodeId node, boolean there) {
      SortedSet<NodeId> some = new TreeSet<>(nodes);
      if (there) {
        some.add(node);
      } else {
        some.remove(node);
      }
      return some;
    }
  }

  /** What came of one attempt. */
  private enum Outcome {
    DONE,
    NOT_YET,
    NOT_LEADER,
    TOO_FEW_VOTERS
  }

  private void become(Standing wanted, NodeId node, Deadline deadline)
      throws InterruptedException, TimeoutException {
    Change change = new Change(wanted, node);
    deadline.await("a change of members is under way", () -> change.isDone());
  }

  /** Whether a learner answers a leader, and lacks nothing. */
  private boolean hasCaughtUp(NodeId learner) {
    RaftState state = host.state();
    if (state.state() != RaftRole.LEADER) {
      throw lost(learner + " learns, and does not vote");
    }
    return Handover.isReady(state, learner);
  }

  private LeadershipLostException lost(String what) {
    Optional<NodeId> leader = contract.standing().leader();
    String who = leader.map(node -> "; " + node + " leads").orElse("");
    return new LeadershipLostException("this node does not lead" + who + "; " + what);
  }

  private final class Change {

    private final Standing wanted;
    private final NodeId node;
    private boolean begun;

    Change(Standing wanted, NodeId node) {
      this.wanted = wanted;
      this.node = node;
    }

    boolean isDone() throws InterruptedException {
      CompletableFuture<Outcome> done = new CompletableFuture<>();
      if (!host.offer(access -> done.complete(attempt(access)))) {
        return false; // There is too much to do now.
      }
      while (!contract.await(() -> done.isDone() || contract.ended().isPresent(), pause)) {
        // The thread of the protocol is held up: it will come to it.
      }
      return switch (done.getNow(Outcome.NOT_YET)) {
        case DONE -> true;
        case NOT_YET -> false;
        case NOT_LEADER ->
            throw lost(begun ? "the change may come about, or not" : "nothing was changed");
        case TOO_FEW_VOTERS ->
            throw new IllegalStateException("two voters have to stay, and " + node + " is one");
      };
    }

    /**
     * On the thread of the protocol. A leader that removes itself leads no longer when it is done.
     */
    private Outcome attempt(Host.Access<RaftState, RaftMessage> access) {
      RaftState state = access.state();
      Configuration config = state.config();
      boolean leads = state.state() == RaftRole.LEADER;
      boolean done = !config.isJoint() && isCommitted(state) && Standing.of(node, config) == wanted;
      if (done && (leads || begun)) {
        return Outcome.DONE;
      }
      if (!leads) {
        return Outcome.NOT_LEADER;
      }
      Configuration after = wanted.given(node, config);
      if (!config.isJoint() && after.voters().size() < 2) {
        return Outcome.TOO_FEW_VOTERS;
      }
      begun |= access.give(new Input.ChangeMembership<>(after.voters(), after.learners()));
      return Outcome.NOT_YET;
    }
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  /** The end of a wait. */
  private final class Deadline {

    private final Duration timeout;
    private final long nanos;

    Deadline(Duration timeout) {
      this.timeout = timeout;
      this.nanos = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    }

    void await(String otherwise, Condition condition)
        throws InterruptedException, TimeoutException {
      while (!condition.holds()) {
        if (contract.ended().isPresent()) {
          throw new ElectionStoppedException(contract.ended().get());
        }
        if (System.nanoTime() - nanos >= 0) {
          long millis = TimeUnit.MILLISECONDS.convert(timeout);
          throw new TimeoutException(otherwise + ", after " + millis + " ms");
        }
        contract.await(() -> contract.ended().isPresent(), pause);
      }
    }
  }
}
