package org.scrutin.protocol.world;

import java.util.List;
import java.util.stream.Stream;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.bully.BullyMessage;
import org.scrutin.protocol.bully.BullyState;

/** Bully.tla with Synchronous = TRUE, and MCPatient of MCBully.tla. */
public final class SynchronousBully implements Weather<BullyState, BullyMessage> {

  @Override
  public Links links() {
    return Links.BREAKING;
  }

  @Override
  public boolean mayTimeOut(World<BullyState, BullyMessage> world, NodeId node, String timer) {
    return switch (timer) {
      case "answer" -> inFlight(world).noneMatch(message -> concernsAnswers(message, node));
      case "coordinator" ->
          inFlight(world)
              .noneMatch(message -> message.from().equals(node) || message.to().equals(node));
      default -> true;
    };
  }

  /** NoAnswerCanCome, of one message. */
  private static boolean concernsAnswers(BullyMessage message, NodeId node) {
    return message instanceof BullyMessage.Election
        ? message.from().equals(node)
        : message.to().equals(node);
  }

  private static Stream<BullyMessage> inFlight(World<BullyState, BullyMessage> world) {
    return world.links().values().stream().flatMap(List::stream);
  }

  @Override
  public boolean maySuspect(World<BullyState, BullyMessage> world, NodeId node, NodeId peer) {
    return !world.isUp(peer);
  }

  /** Bully.tla, MayReturn. */
  @Override
  public boolean mayReturn(World<BullyState, BullyMessage> world, NodeId node) {
    return inFlight(world).noneMatch(message -> message.from().equals(node));
  }
}
