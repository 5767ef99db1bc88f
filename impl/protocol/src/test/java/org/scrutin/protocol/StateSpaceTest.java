package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.election.RingOrder;
import org.scrutin.protocol.quorumbully.QuorumBullyDurable;
import org.scrutin.protocol.quorumring.QuorumRingDurable;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.world.AnyTimeRaft;
import org.scrutin.protocol.world.Asynchronous;
import org.scrutin.protocol.world.Calm;
import org.scrutin.protocol.world.Limits;
import org.scrutin.protocol.world.StateSpace;
import org.scrutin.protocol.world.SynchronousBully;
import org.scrutin.protocol.world.SynchronousRing;

/**
 * The cores alone have as many states and transitions as TLC finds in the specifications: a
 * difference in any branch would show. The numbers are TLC's, of the named configuration.
 */
class StateSpaceTest {

  private static final List<NodeId> ASCENDING = nodes(1, 2, 3);
  private static final List<NodeId> MIXED = nodes(2, 3, 1);

  private static List<NodeId> nodes(int... numbers) {
    return IntStream.of(numbers).mapToObj(NodeId::of).toList();
  }

  /** spec/bully/MCBully_refinement.cfg. */
  @Test
  void bullyHasTheStatesAndTransitionsOfItsSpecification() {
    var cluster = Cores.bully(ASCENDING, new SynchronousBully(), new Limits(1, 1, 30));
    StateSpace space = StateSpace.explore(cluster, List.of(cluster.boot()), true);
    assertThat(space.distinct()).isEqualTo(3_284);
    assertThat(space.generated()).isEqualTo(9_495);
  }

  /** spec/ring/MCRing_refinement.cfg. */
  @Test
  void ringHasTheStatesAndTransitionsOfItsSpecification() {
    var cluster = Cores.ring(ASCENDING, new SynchronousRing<>(), new Limits(1, 0, 40));
    StateSpace space = StateSpace.explore(cluster, List.of(cluster.boot()), true);
    assertThat(space.distinct()).isEqualTo(46_698);
    assertThat(space.generated()).isEqualTo(116_147);
  }

  /** spec/ring/MCChangRoberts_refinement.cfg. */
  @Test
  void changRobertsHasTheStatesAndTransitionsOfItsSpecification() {
    var cluster = Cores.changRoberts(ASCENDING, new SynchronousRing<>(), new Limits(1, 0, 40));
    StateSpace space = StateSpace.explore(cluster, List.of(cluster.boot()), true);
    assertThat(space.distinct()).isEqualTo(217);
    assertThat(space.generated()).isEqualTo(423);
  }

  /** spec/bully/MCQuorumBully_refinement.cfg. */
  @Test
  void quorumBullyHasTheStatesAndTransitionsOfItsSpecification() {
    var cluster =
        Cores.quorumBully(
            ASCENDING, new Asynchronous<>(new RingOrder(ASCENDING)), new Limits(1, 1, 1));
    StateSpace space = StateSpace.explore(cluster, List.of(cluster.boot()), true);
    assertThat(space.distinct()).isEqualTo(54_293);
    assertThat(space.generated()).isEqualTo(632_946);
  }

  /** spec/ring/MCQuorumRing_refinement.cfg with Node = {1, 2}, Order = <<2, 1>>, MaxEpoch = 2. */
  @Test
  void quorumRingOfTwoHasTheStatesAndTransitionsOfItsSpecification() {
    assertThat(asynchronousQuorumRing(nodes(2, 1), new Limits(1, 1, 2)))
        .isEqualTo(List.of(2_380, 16_642));
  }

  /** spec/ring/MCQuorumRing_refinement.cfg with MaxCrashes = 0. */
  @Test
  @Tag("deep")
  void quorumRingOfThreeHasTheStatesAndTransitionsOfItsSpecification() {
    assertThat(asynchronousQuorumRing(MIXED, new Limits(0, 0, 1)))
        .isEqualTo(List.of(127_229, 3_522_580));
  }

  private static List<Integer> asynchronousQuorumRing(List<NodeId> order, Limits limits) {
    var cluster = Cores.quorumRing(order, new Asynchronous<>(new RingOrder(order)), limits);
    // A follower's retry timer depends on whom it suspected when it began to follow.
    StateSpace space = StateSpace.explore(cluster, List.of(cluster.boot()), false);
    return List.of(space.distinct(), space.generated());
  }

  /** spec/raft/MCRaft_plain.cfg. */
  @Test
  void plainRaftHasTheStatesAndTransitionsOfItsSpecification() {
    assertThat(raft(Set.of(), new Limits(1, 1, 2))).isEqualTo(List.of(31_426, 328_129));
  }

  /** spec/raft/MCRaft_transfer.cfg. */
  @Test
  void raftThatHandsOverHasTheStatesAndTransitionsOfItsSpecification() {
    Set<RaftPart> parts = EnumSet.of(RaftPart.CHECK_QUORUM, RaftPart.TRANSFER, RaftPart.NO_OP);
    assertThat(raft(parts, new Limits(1, 1, 2))).isEqualTo(List.of(50_280, 524_629));
  }

  /** spec/raft/MCRaft_prevote.cfg. */
  @Test
  void raftWithPreVoteHasTheStatesAndTransitionsOfItsSpecification() {
    Set<RaftPart> parts = EnumSet.of(RaftPart.PRE_VOTE, RaftPart.NO_OP);
    assertThat(raft(parts, new Limits(1, 1, 1))).isEqualTo(List.of(55_506, 719_837));
  }

  /** spec/raft/MCRaft_compact.cfg. */
  @Test
  void raftWithSnapshotsHasTheStatesAndTransitionsOfItsSpecification() {
    Set<RaftPart> parts = EnumSet.of(RaftPart.NO_OP, RaftPart.SNAPSHOT);
    assertThat(raft(parts, new Limits(1, 1, 2))).isEqualTo(List.of(16_950, 148_743));
  }

  /** spec/raft/MCRaftRead_read.cfg. */
  @Test
  void raftThatReadsHasTheStatesAndTransitionsOfItsSpecification() {
    Set<RaftPart> parts = EnumSet.of(RaftPart.NO_OP, RaftPart.READ_INDEX);
    assertThat(raft(parts, new Limits(1, 1, 1), new AnyTimeRaft(1, 2)))
        .isEqualTo(List.of(3_080, 26_209));
  }

  /** spec/raft/MCRaftRead_lease-read.cfg. */
  @Test
  void raftThatReadsByLeasesHasTheStatesAndTransitionsOfItsSpecification() {
    Set<RaftPart> parts =
        EnumSet.of(RaftPart.CHECK_QUORUM, RaftPart.NO_OP, RaftPart.READ_INDEX, RaftPart.LEASE_READ);
    assertThat(raft(parts, new Limits(1, 1, 1), new AnyTimeRaft(1, 1)))
        .isEqualTo(List.of(25_866, 282_637));
  }

  /** spec/raft/MCRaftMembership_joint.cfg. */
  @Test
  void raftWhoseServersChangeHasTheStatesAndTransitionsOfItsSpecification() {
    var swap =
        new Input.ChangeMembership<RaftMessage>(
            new TreeSet<>(nodes(1, 3)), Collections.emptySortedSet());
    var cluster =
        Cores.raft(
            nodes(1, 2, 3),
            Configuration.of(nodes(1, 2)),
            EnumSet.of(RaftPart.NO_OP, RaftPart.MEMBERSHIP),
            new AnyTimeRaft(2, 0, List.of(swap)),
            new Limits(0, 0, 1));
    StateSpace space = StateSpace.explore(cluster, List.of(cluster.boot()), false);
    assertThat(List.of(space.distinct(), space.generated())).isEqualTo(List.of(7_817, 110_805));
    assertThat(space.actions()).containsKey("ChangeMembership");
  }

  /** spec/raft/MCRaft_whole.cfg. */
  @Test
  @Tag("deep")
  void
      wholeRaftInAnUnchangingClusterWithoutReadsAndSnapshotsHasTheStatesAndTransitionsOfItsSpecification() {
    Set<RaftPart> parts =
        EnumSet.complementOf(
            EnumSet.of(
                RaftPart.READ_INDEX, RaftPart.LEASE_READ, RaftPart.SNAPSHOT, RaftPart.MEMBERSHIP));
    assertThat(raft(parts, new Limits(0, 0, 1))).isEqualTo(List.of(133_523, 2_024_133));
  }

  private static List<Integer> raft(Set<RaftPart> parts, Limits limits) {
    return raft(parts, limits, new AnyTimeRaft(1, 0));
  }

  private static List<Integer> raft(Set<RaftPart> parts, Limits limits, AnyTimeRaft weather) {
    var cluster = Cores.raft(nodes(1, 2), parts, weather, limits);
    StateSpace space = StateSpace.explore(cluster, List.of(cluster.boot()), true);
    return List.of(space.distinct(), space.generated());
  }

  /** spec/bully/MCQuorumBully_liveness.cfg: INIT MCInitAnyDisk, NEXT Next. */
  @Test
  void calmQuorumBullyHasTheStatesAndTransitionsOfItsSpecification() {
    var cluster = Cores.quorumBully(ASCENDING, new Calm<>(), new Limits(1, 1, 8));
    var initial = anyDisks(ASCENDING, QuorumBullyDurable::new).map(cluster::restart).toList();
    StateSpace space = StateSpace.explore(cluster, initial, true);
    assertThat(space.distinct()).isEqualTo(42_854);
    assertThat(space.generated()).isEqualTo(122_263);
  }

  /** spec/ring/MCQuorumRing_liveness.cfg: INIT MCInitAnyDisk, NEXT Next. */
  @Test
  void calmQuorumRingHasTheStatesAndTransitionsOfItsSpecification() {
    var cluster = Cores.quorumRing(MIXED, new Calm<>(), new Limits(1, 1, 8));
    var initial = anyDisks(MIXED, QuorumRingDurable::new).map(cluster::restart).toList();
    StateSpace space = StateSpace.explore(cluster, initial, false);
    assertThat(space.distinct()).isEqualTo(7_085);
    assertThat(space.generated()).isEqualTo(13_747);
  }

  /** MCInitAnyDisk: epoch 0, or epoch 1 and any grant, on each disk. */
  private static <D> Stream<Map<NodeId, D>> anyDisks(
      List<NodeId> nodes, BiFunction<Integer, Optional<NodeId>, D> disk) {
    List<D> disks = new ArrayList<>();
    disks.add(disk.apply(0, Optional.empty()));
    disks.add(disk.apply(1, Optional.empty()));
    nodes.forEach(node -> disks.add(disk.apply(1, Optional.of(node))));
    Stream<Map<NodeId, D>> all = Stream.of(Map.of());
    for (NodeId node : nodes) {
      all =
          all.flatMap(
              some ->
                  disks.stream()
                      .map(
                          one -> {
                            Map<NodeId, D> more = new LinkedHashMap<>(some);
                            more.put(node, one);
                            return more;
                          }));
    }
    return all;
  }
}
