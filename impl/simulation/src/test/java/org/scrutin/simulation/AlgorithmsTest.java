package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.NodeId;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.trace.TraceHeader;

class AlgorithmsTest {

  private static final List<NodeId> RING = List.of(NodeId.of(2), NodeId.of(3), NodeId.of(1));
  private static final Weather ROUGH = Weather.rough(Set.of());

  @Test
  void everyAlgorithmIsFoundByItsName() {
    for (Algorithm algorithm : Algorithms.all()) {
      assertThat(Algorithms.named(algorithm.name())).containsSame(algorithm);
    }
    assertThat(Algorithms.named("Bully")).isEmpty();
    assertThat(Algorithms.names())
        .isEqualTo("bully, ring, chang-roberts, quorum-bully, quorum-ring, raft");
  }

  @Test
  void theHeaderNamesNodesInOrderAndTheRingAsItStands() {
    TraceHeader header = Algorithms.RING.header(RING, ROUGH, 42);
    assertThat(header.spec()).isEqualTo("ring/Ring");
    assertThat(header.producer()).isEqualTo("simulation");
    assertThat(header.seed()).isEqualTo(OptionalLong.of(42));
    assertThat(header.constants())
        .containsExactly(
            Map.entry("Node", List.of(1, 2, 3)),
            Map.entry("Order", new TraceHeader.Tla("<<2, 3, 1>>")));
    assertThat(Algorithms.BULLY.header(RING, ROUGH, 42).constants()).containsOnlyKeys("Node");
  }

  @Test
  void aRunIsJudgedUnderTheFailureModelOfItsWeather() {
    assertThat(Algorithms.BULLY.header(RING, Weather.honest(), 1).config())
        .isEqualTo("bully/Bully_synchronous.cfg");
    assertThat(Algorithms.BULLY.header(RING, ROUGH, 1).config())
        .isEqualTo("bully/Bully_asynchronous.cfg");
    assertThat(Algorithms.QUORUM_BULLY.header(RING, Weather.honest(), 1).config())
        .isEqualTo("bully/QuorumBully_asynchronous.cfg");
  }

  @Test
  void onlyTheQuorumGuardedAlgorithmsAreMadeForAnAsynchronousNetwork() {
    for (Algorithm algorithm : Algorithms.all()) {
      Weather assumed = algorithm.assumedWeather();
      assertThat(assumed.synchronous()).isEqualTo(!algorithm.quorumGuarded());
      assertThat(assumed.faults()).containsExactly(Fault.CRASH);
    }
  }
}
