package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.scrutin.protocol.election.RingOrder;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage;
import org.scrutin.protocol.quorumbully.QuorumBullyState;
import org.scrutin.protocol.quorumring.QuorumRingMessage;
import org.scrutin.protocol.quorumring.QuorumRingState;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.world.AnyTimeRaft;
import org.scrutin.protocol.world.Asynchronous;
import org.scrutin.protocol.world.Calm;
import org.scrutin.protocol.world.CalmRaft;
import org.scrutin.protocol.world.Cluster;
import org.scrutin.protocol.world.Limits;
import org.scrutin.protocol.world.SynchronousBully;
import org.scrutin.protocol.world.SynchronousRing;
import org.scrutin.protocol.world.World;

/**
 * Whatever happens, and in whatever order: when faults end, there is the leader that is promised.
 */
class ElectionWalkTest {

  /** Far more steps than any election takes: whoever needs more is stuck. */
  private static final int PATIENCE = 20_000;

  private static final int FAULTY_STEPS = 60;

  /** Raft's least and most. */
  private static final List<Set<RaftPart>> PARTS = List.of(Set.of(), EnumSet.allOf(RaftPart.class));

  @Provide
  Arbitrary<List<NodeId>> nodes() {
    return Arbitraries.integers()
        .between(2, 5)
        .flatMap(
            count ->
                Arbitraries.shuffle(IntStream.rangeClosed(1, count).mapToObj(NodeId::of).toList()));
  }

  @Property(seed = "1", tries = 200)
  void theHighestLiveNodeOfBullyLeads(@ForAll("nodes") List<NodeId> nodes, @ForAll long seed) {
    highestLeads(limits -> Cores.bully(nodes, new SynchronousBully(), limits), nodes, seed);
  }

  @Property(seed = "1", tries = 200)
  void theHighestLiveNodeOfRingLeads(@ForAll("nodes") List<NodeId> nodes, @ForAll long seed) {
    highestLeads(limits -> Cores.ring(nodes, new SynchronousRing<>(), limits), nodes, seed);
  }

  @Property(seed = "1", tries = 200)
  void theHighestLiveNodeOfChangRobertsLeads(
      @ForAll("nodes") List<NodeId> nodes, @ForAll long seed) {
    highestLeads(limits -> Cores.changRoberts(nodes, new SynchronousRing<>(), limits), nodes, seed);
  }

  @Property(seed = "1", tries = 200)
  void aMajorityOfQuorumBullyKnowsOneLeader(
      @ForAll("nodes") List<NodeId> nodes, @ForAll long seed) {
    oneLeads(limits -> Cores.quorumBully(nodes, new Calm<>(), limits), nodes, seed);
  }

  @Property(seed = "1", tries = 200)
  void aMajorityOfQuorumRingKnowsOneLeader(@ForAll("nodes") List<NodeId> nodes, @ForAll long seed) {
    oneLeads(limits -> Cores.quorumRing(nodes, new Calm<>(), limits), nodes, seed);
  }

  @Property(seed = "1", tries = 200)
  void noWeatherGivesAnEpochOfQuorumBullyTwoLeaders(
      @ForAll("nodes") List<NodeId> nodes, @ForAll long seed) {
    var weather = new Asynchronous<QuorumBullyState, QuorumBullyMessage>(new RingOrder(nodes));
    oneLeaderAnEpoch(Cores.quorumBully(nodes, weather, new Limits(4, 4, 5)), seed);
  }

  @Property(seed = "1", tries = 200)
  void noWeatherGivesAnEpochOfQuorumRingTwoLeaders(
      @ForAll("nodes") List<NodeId> nodes, @ForAll long seed) {
    var weather = new Asynchronous<QuorumRingState, QuorumRingMessage>(new RingOrder(nodes));
    oneLeaderAnEpoch(Cores.quorumRing(nodes, weather, new Limits(4, 4, 5)), seed);
  }

  @Property(seed = "1", tries = 200)
  void allOfRaftKnowOneLeader(@ForAll("nodes") List<NodeId> nodes, @ForAll long seed) {
    for (Set<RaftPart> parts : PARTS) {
      World<RaftState, RaftMessage> world =
          oneLeads(limits -> Cores.raft(nodes, parts, new CalmRaft(6), limits), nodes, seed);
      assertCommittedAlike(world);
    }
  }

  @Property(seed = "1", tries = 200)
  void noWeatherGivesATermOfRaftTwoLeaders(@ForAll("nodes") List<NodeId> nodes, @ForAll long seed) {
    for (Set<RaftPart> parts : PARTS) {
      Cluster<RaftState, RaftMessage, RaftDurable> cluster =
          Cores.raft(nodes, parts, new AnyTimeRaft(6, 6), new Limits(4, 4, 5));
      assertCommittedAlike(oneLeaderAnEpoch(cluster, seed));
    }
  }

  /** StateMachineSafety of Raft.tla. */
  private static void assertCommittedAlike(World<RaftState, RaftMessage> world) {
    for (RaftState one : world.states().values()) {
      for (RaftState other : world.states().values()) {
        int both = Math.min(one.commitIndex(), other.commitIndex());
        assertThat(RaftServer.agree(one.log(), other.log(), both)).as("%s", world).isTrue();
      }
    }
  }

  /** Nothing is left to happen, and the highest leads. */
  private static <S extends ElectionState, M extends Message, D extends Record> void highestLeads(
      Clusters<S, M, D> clusters, List<NodeId> nodes, long seed) {
    Walk<S, M, D> walk = new Walk<>(new Random(seed));
    World<S, M> world = walk.through(clusters, new Limits(nodes.size() - 1, nodes.size(), 1_000));
    Cluster<S, M, D> cluster = clusters.within(faultless(world));
    world = walk.until(cluster, world, calm -> cluster.successors(calm).isEmpty());
    assertThat(world.agreesOn(world.up().last())).as("%s", world).isTrue();
    assertOneLeaderAnEpoch(world);
  }

  /** One node leads, and all that are up know. */
  private static <S extends ElectionState, M extends Message, D extends Record>
      World<S, M> oneLeads(Clusters<S, M, D> clusters, List<NodeId> nodes, long seed) {
    Walk<S, M, D> walk = new Walk<>(new Random(seed));
    int minority = (nodes.size() - 1) / 2;
    World<S, M> world = walk.through(clusters, new Limits(minority, minority, 1_000));
    Predicate<World<S, M>> stable =
        calm -> calm.nothingInFlight() && calm.up().stream().anyMatch(calm::agreesOn);
    world = walk.until(clusters.within(faultless(world)), world, stable);
    assertOneLeaderAnEpoch(world);
    return world;
  }

  private static <S extends ElectionState, M extends Message, D extends Record>
      World<S, M> oneLeaderAnEpoch(Cluster<S, M, D> cluster, long seed) {
    Walk<S, M, D> walk = new Walk<>(new Random(seed));
    World<S, M> world = cluster.boot();
    for (int step = 0; step < FAULTY_STEPS; step++) {
      world = walk.step(cluster, world);
    }
    assertOneLeaderAnEpoch(world);
    return world;
  }

  private static void assertOneLeaderAnEpoch(World<?, ?> world) {
    assertThat(world.won().stream().map(World.Won::epoch)).doesNotHaveDuplicates();
  }

  /** Nobody crashes any more, and nobody comes back. */
  private static Limits faultless(World<?, ?> world) {
    return new Limits(world.crashes(), world.restarts(), Integer.MAX_VALUE);
  }

  /** Clusters that differ in their limits. */
  private interface Clusters<S extends ElectionState, M extends Message, D extends Record> {
    Cluster<S, M, D> within(Limits limits);
  }

  /** One way among many. */
  private record Walk<S extends ElectionState, M extends Message, D extends Record>(Random random) {

    World<S, M> through(Clusters<S, M, D> clusters, Limits limits) {
      Cluster<S, M, D> cluster = clusters.within(limits);
      World<S, M> world = cluster.boot();
      int steps = random.nextInt(FAULTY_STEPS);
      for (int step = 0; step < steps && !cluster.successors(world).isEmpty(); step++) {
        world = step(cluster, world);
      }
      return world;
    }

    World<S, M> until(Cluster<S, M, D> cluster, World<S, M> from, Predicate<World<S, M>> end) {
      World<S, M> world = from;
      for (int step = 0; !end.test(world); step++) {
        assertThat(step).as("patience, in %s", world).isLessThan(PATIENCE);
        world = step(cluster, world);
      }
      return world;
    }

    World<S, M> step(Cluster<S, M, D> cluster, World<S, M> world) {
      Map<Action, World<S, M>> successors = cluster.successors(world);
      List<World<S, M>> next = new ArrayList<>(successors.values());
      assertThat(next).as("what can happen in %s", world).isNotEmpty();
      return next.get(random.nextInt(next.size()));
    }
  }
}
