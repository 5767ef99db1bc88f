package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scrutin.protocol.NodeId;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.storage.DurableFormat;

/** Nodes whose disks lose, tear and damage what is on them. */
class JournalDiskTest {

  private static final long MINUTE = 60_000_000;
  private static final Weather DISKS = Weather.rough(Set.of(Fault.CRASH, Fault.DISK));

  /** A number, written whole, and read back with something added. */
  private record Plus(int added) implements DurableFormat<Integer> {

    @Override
    public Integer blank() {
      return 0;
    }

    @Override
    public byte[] difference(Integer before, Integer after) {
      return ByteBuffer.allocate(Integer.BYTES).putInt(after).array();
    }

    @Override
    public Integer apply(Integer before, ByteBuffer difference) {
      return difference.getInt() + added;
    }
  }

  @Test
  void aDiskKeepsWhatWasFlushed() {
    JournalDisk<Integer> disk = new JournalDisk<>(new Plus(0));
    disk.flush(7);
    disk.crash(List.of(7), new Random(1));
    assertThat(disk.opens()).isTrue();
    assertThat(disk.contents()).isEqualTo(7);
  }

  @Test
  void aDiskHasSomethingOfWhatWasWritten() {
    Set<Integer> left = new TreeSet<>();
    for (long seed = 0; seed < 50; seed++) {
      JournalDisk<Integer> disk = new JournalDisk<>(new Plus(0));
      disk.flush(7);
      disk.crash(List.of(7, 8, 9), new Random(seed));
      left.add(disk.contents());
    }
    assertThat(left).containsExactly(7, 8, 9);
  }

  @Test
  void aDamagedDiskDoesNotOpen() {
    JournalDisk<Integer> disk = new JournalDisk<>(new Plus(0));
    disk.flush(7);
    disk.flush(8);
    disk.crash(List.of(8), new Random(1));
    assertThat(disk.rot(new Random(1))).isTrue();
    assertThat(disk.opens()).isFalse();
    assertThat(disk.damage().orElseThrow()).startsWith("journal-00000001: byte ");
  }

  @Test
  void aJournalThatGivesBackSomethingElseEndsTheRun() {
    JournalDisk<Integer> disk = new JournalDisk<>(new Plus(1));
    disk.flush(7);
    assertThatThrownBy(() -> disk.crash(List.of(7), new Random(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("after a crash a journal has 8, not of [7]");
    disk.flush(9);
    assertThatThrownBy(disk::opens)
        .isInstanceOf(AssertionError.class)
        .hasMessage("a journal did not notice its damage: 10, not 9");
  }

  static Stream<Algorithm> algorithms() {
    return Algorithms.all().stream();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void inRunsOfEveryAlgorithmDisksAreDamagedAndNodesStayAway(Algorithm algorithm) {
    int damaged = 0;
    int refused = 0;
    for (long seed = 0; seed < 10; seed++) {
      RunReport report = run(algorithm, DISKS.schedule(5, MINUTE, new Random(seed)), seed);
      damaged += report.faults().getOrDefault("Rot", 0);
      damaged += report.faults().getOrDefault("Misdirect", 0);
      refused += report.refusedToStart();
    }
    assertThat(refused).isPositive().isLessThanOrEqualTo(damaged);
  }

  @Test
  void aNodeWhoseDiskIsDamagedStaysDown() {
    Schedule schedule =
        Schedule.parse("crash n2 at 500ms for 50ms; rot n2 at 520ms; crash n2 at 5s for 50ms");
    RunReport report = run(Algorithms.RAFT, schedule, 1);
    assertThat(report.faults()).containsEntry("Crash", 1).containsEntry("Rot", 1);
    assertThat(report.refusedToStart()).isEqualTo(1);
  }

  private static RunReport run(Algorithm algorithm, Schedule schedule, long seed) {
    List<NodeId> nodes = new ArrayList<>();
    for (int node = 1; node <= 5; node++) {
      nodes.add(NodeId.of(node));
    }
    return Simulation.of(algorithm, nodes, DISKS, schedule, new Random(seed), Optional.empty())
        .run(20_000, MINUTE);
  }
}
