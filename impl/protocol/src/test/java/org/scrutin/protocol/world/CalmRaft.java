package org.scrutin.protocol.world;

import java.util.ArrayList;
import java.util.List;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;

/**
 * MCRaftCalm.tla: messages arrive before anybody times out, nobody stands while somebody leads, and
 * a leader hears of a majority before it asks itself whether it has.
 *
 * @param maxLength so many commands are proposed, about
 */
public record CalmRaft(int maxLength) implements Weather<RaftState, RaftMessage> {

  @Override
  public Links links() {
    return Links.BREAKING;
  }

  @Override
  public boolean mayTimeOut(World<RaftState, RaftMessage> world, NodeId node, String timer) {
    return world.nothingInFlight()
        && switch (timer) {
          case "election" -> world.up().stream().noneMatch(world::leads);
          case "quorum" -> hasHeardOfAMajority(world, node);
          default -> true;
        };
  }

  private static boolean hasHeardOfAMajority(World<RaftState, RaftMessage> world, NodeId leader) {
    return 2 * (world.states().get(leader).heard().size() + 1) > world.states().size();
  }

  @Override
  public boolean maySuspect(World<RaftState, RaftMessage> world, NodeId node, NodeId peer) {
    return false;
  }

  @Override
  public List<Input<RaftMessage>> requests(World<RaftState, RaftMessage> world, NodeId node) {
    List<Input<RaftMessage>> requests = new ArrayList<>();
    if (world.states().get(node).log().lastIndex() < maxLength) {
      requests.add(new Input.Propose<>(new Command(1)));
      world.states().keySet().forEach(to -> requests.add(new Input.Transfer<>(to)));
    }
    return requests;
  }
}
