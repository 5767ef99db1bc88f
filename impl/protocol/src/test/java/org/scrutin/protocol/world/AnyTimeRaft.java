package org.scrutin.protocol.world;

import java.util.ArrayList;
import java.util.List;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;

/**
 * Raft.tla with Guarantee = "set": time-outs at any time, one command that clients propose again
 * and again, reads, hand-overs to anybody, and snapshots of all that is committed.
 *
 * @param maxLength no log grows beyond this
 * @param maxRounds no leader is asked to read more often
 * @param changes what is asked of the cluster; if there is any, there are no proposals
 */
public record AnyTimeRaft(
    int maxLength, int maxRounds, List<Input.ChangeMembership<RaftMessage>> changes)
    implements Weather<RaftState, RaftMessage> {

  /** In a cluster that never changes. */
  public AnyTimeRaft(int maxLength, int maxRounds) {
    this(maxLength, maxRounds, List.of());
  }

  @Override
  public Links links() {
    return Links.ANYHOW;
  }

  @Override
  public boolean mayTimeOut(World<RaftState, RaftMessage> world, NodeId node, String timer) {
    return true;
  }

  @Override
  public boolean maySuspect(World<RaftState, RaftMessage> world, NodeId node, NodeId peer) {
    return false;
  }

  @Override
  public List<Input<RaftMessage>> requests(World<RaftState, RaftMessage> world, NodeId node) {
    List<Input<RaftMessage>> requests = new ArrayList<>();
    requests.addAll(changes);
    if (changes.isEmpty()) {
      requests.add(new Input.Propose<>(new Command(1)));
    }
    if (!readsInVain(world, node)) {
      requests.add(new Input.Read<>(1));
    }
    world.states().keySet().forEach(to -> requests.add(new Input.Transfer<>(to)));
    RaftState state = world.states().get(node);
    for (int index = 1; index <= state.commitIndex(); index++) {
      requests.add(new Input.Compact<>(index));
    }
    return requests;
  }

  /** RaftRead.tla: a lease that is not good (LeaseHolds, and not Unchallenged) is not read by. */
  private static boolean readsInVain(World<RaftState, RaftMessage> world, NodeId node) {
    RaftState state = world.states().get(node);
    int needed = world.states().size() / 2;
    boolean holds =
        state.lease().stream()
            .flatMap(rounds -> rounds.stream())
            .anyMatch(
                round ->
                    state.acked().values().stream().filter(acked -> acked >= round).count()
                        >= needed);
    long later =
        world.states().values().stream()
            .filter(other -> other.currentTerm() > state.currentTerm())
            .count();
    return holds && 2 * later >= world.states().size();
  }

  @Override
  public boolean within(World<RaftState, RaftMessage> world) {
    return world.states().values().stream()
        .allMatch(state -> state.log().lastIndex() <= maxLength && state.round() <= maxRounds);
  }
}
