package org.scrutin.protocol.election;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/**
 * What a step asks of the host, most of it derived from the states before and after. A core calls
 * the methods in the order in which they stand here: the promise is on disk before it is sent, and
 * the application hears last.
 *
 * <p>Not thread-safe; one for each step.
 *
 * @param <M> the protocol's messages
 */
public final class Effects<M extends Message> {

  private final NodeId self;
  private final ElectionState before;
  private final ElectionState after;
  private final List<Effect<M>> list = new ArrayList<>();

  /** The effects of a step of one node. */
  public Effects(NodeId self, ElectionState before, ElectionState after) {
    this.self = self;
    this.before = before;
    this.after = after;
  }

  /**
   * The durable part of a state is new when its epoch is: in no algorithm does a grant change
   * within an epoch.
   */
  public Effects<M> persist() {
    if (after.epoch() != before.epoch()) {
      list.add(new Effect.Persist<>());
    }
    return this;
  }

  /** Sends the messages. */
  public Effects<M> send(List<? extends Effect<M>> sends) {
    list.addAll(sends);
    return this;
  }

  /**
   * Puts the timer of the state after in place of that of the state before.
   *
   * @param anew whether the timer is to be started anew even if it is the same
   */
  public Effects<M> timer(
      Optional<Effect.SetTimer<M>> old, Optional<Effect.SetTimer<M>> next, boolean anew) {
    boolean same = old.equals(next);
    if (!same && old.isPresent()) {
      list.add(new Effect.CancelTimer<>(old.get().timer()));
    }
    if ((!same || anew) && next.isPresent()) {
      list.add(next.get());
    }
    return this;
  }

  /** Watches the leader, if it is another node, and nobody else. */
  public Effects<M> watchLeader() {
    Optional<NodeId> followed = followed(after);
    if (!followed.equals(followed(before))) {
      list.add(new Effect.Watch<>(followed.isPresent() ? Set.of(followed.get()) : Set.of()));
    }
    return this;
  }

  private Optional<NodeId> followed(ElectionState state) {
    return leads(state) ? Optional.empty() : state.leader();
  }

  /** Tells the application what has become of this node's own leadership. */
  public Effects<M> leadership() {
    boolean led = leads(before);
    boolean leads = leads(after);
    boolean goesOn = led && leads && before.epoch() == after.epoch();
    if (led && !goesOn) {
      list.add(new Effect.LoseLeadership<>(before.epoch()));
    }
    if (leads && !goesOn) {
      list.add(new Effect.BecomeLeader<>(after.epoch()));
    }
    return this;
  }

  private boolean leads(ElectionState state) {
    return state.leader().isPresent() && state.leader().get().equals(self);
  }

  /** All effects so far, in order. */
  public List<Effect<M>> list() {
    return Collections.unmodifiableList(list);
  }
}
