package org.scrutin.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.scrutin.protocol.bully.Bully;
import org.scrutin.protocol.bully.BullyDurable;
import org.scrutin.protocol.bully.BullyMessage;
import org.scrutin.protocol.bully.BullyState;
import org.scrutin.protocol.changroberts.ChangRoberts;
import org.scrutin.protocol.changroberts.ChangRobertsDurable;
import org.scrutin.protocol.changroberts.ChangRobertsMessage;
import org.scrutin.protocol.changroberts.ChangRobertsState;
import org.scrutin.protocol.election.Timing;
import org.scrutin.protocol.quorumbully.QuorumBully;
import org.scrutin.protocol.quorumbully.QuorumBullyDurable;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage;
import org.scrutin.protocol.quorumbully.QuorumBullyState;
import org.scrutin.protocol.quorumring.QuorumRing;
import org.scrutin.protocol.quorumring.QuorumRingDurable;
import org.scrutin.protocol.quorumring.QuorumRingMessage;
import org.scrutin.protocol.quorumring.QuorumRingState;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.RaftTiming;
import org.scrutin.protocol.ring.Ring;
import org.scrutin.protocol.ring.RingDurable;
import org.scrutin.protocol.ring.RingMessage;
import org.scrutin.protocol.ring.RingState;
import org.scrutin.protocol.world.Cluster;
import org.scrutin.protocol.world.Limits;
import org.scrutin.protocol.world.Weather;

/** Clusters of each algorithm, for tests. */
final class Cores {

  static final Timing TIMING = Timing.synchronous(Duration.ofMillis(10), 3);

  private Cores() {}

  static Cluster<BullyState, BullyMessage, BullyDurable> bully(
      List<NodeId> nodes, Weather<BullyState, BullyMessage> weather, Limits limits) {
    return new Cluster<>(
        nodes.stream().map(node -> new Bully(node, nodes, TIMING)).toList(), weather, limits);
  }

  static Cluster<RingState, RingMessage, RingDurable> ring(
      List<NodeId> nodes, Weather<RingState, RingMessage> weather, Limits limits) {
    return new Cluster<>(
        nodes.stream().map(node -> new Ring(node, nodes, TIMING)).toList(), weather, limits);
  }

  static Cluster<ChangRobertsState, ChangRobertsMessage, ChangRobertsDurable> changRoberts(
      List<NodeId> nodes, Weather<ChangRobertsState, ChangRobertsMessage> weather, Limits limits) {
    return new Cluster<>(
        nodes.stream().map(node -> new ChangRoberts(node, nodes, TIMING)).toList(),
        weather,
        limits);
  }

  static Cluster<QuorumBullyState, QuorumBullyMessage, QuorumBullyDurable> quorumBully(
      List<NodeId> nodes, Weather<QuorumBullyState, QuorumBullyMessage> weather, Limits limits) {
    return new Cluster<>(
        nodes.stream().map(node -> new QuorumBully(node, nodes, TIMING)).toList(), weather, limits);
  }

  static Cluster<QuorumRingState, QuorumRingMessage, QuorumRingDurable> quorumRing(
      List<NodeId> nodes, Weather<QuorumRingState, QuorumRingMessage> weather, Limits limits) {
    return new Cluster<>(
        nodes.stream().map(node -> new QuorumRing(node, nodes, TIMING)).toList(), weather, limits);
  }

  static Cluster<RaftState, RaftMessage, RaftDurable> raft(
      List<NodeId> nodes,
      Set<RaftPart> parts,
      Weather<RaftState, RaftMessage> weather,
      Limits limits) {
    return raft(nodes, Configuration.of(nodes), parts, weather, limits);
  }

  static Cluster<RaftState, RaftMessage, RaftDurable> raft(
      List<NodeId> nodes,
      Configuration first,
      Set<RaftPart> parts,
      Weather<RaftState, RaftMessage> weather,
      Limits limits) {
    RaftOptions options =
        new RaftOptions(new TreeSet<>(parts), RaftTiming.patient(Duration.ofMillis(10)));
    return new Cluster<>(
        nodes.stream().map(node -> new Raft(node, first, options)).toList(), weather, limits);
  }
}
