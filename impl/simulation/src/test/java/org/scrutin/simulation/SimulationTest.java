package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;

class SimulationTest {

  private static final List<NodeId> RING = List.of(NodeId.of(2), NodeId.of(3), NodeId.of(1));

  private static RunReport run(Scene scene, long steps, long micros) {
    return scene.with(Gossip.allTellAll(3), Optional.empty()).run(steps, micros);
  }

  @Test
  void aRunEndsAfterSoManySteps() {
    RunReport report = run(Scene.asynchronous(), 123, Long.MAX_VALUE);
    assertThat(report.steps()).isEqualTo(123);
  }

  @Test
  void aRunEndsAtItsMomentAndLastsUntilItsLastEvent() {
    Played played = Scene.asynchronous().lasting(95).play(Gossip.oneTellsAnother(2));
    assertThat(played.report().duration()).isEqualTo(91_000);
    Played longer = Scene.asynchronous().lasting(100).play(Gossip.oneTellsAnother(2));
    assertThat(longer.report().duration()).as("the moment itself is in").isEqualTo(100_000);
  }

  @Test
  void aRunEndsWhenNothingIsLeftToHappen() {
    RunReport report = Scene.asynchronous().play(Scripted.cores("10ms n1@1", "20ms n1@1")).report();
    assertThat(report.duration()).isEqualTo(20_000);
    assertThat(report.steps()).isEqualTo(2);
  }

  @Test
  void theReportAndTheTraceAgree() {
    Played played =
        Scene.asynchronous(Fault.values())
            .befallenBy(
                "crash n2 at 20ms for 5ms; crash n3 at 50ms for 9ms; pause n1 at 70ms"
                    + " for 3ms; cut n1->n2 at 9ms for 50ms; partition n1 at 80ms for 5ms")
            .play(Gossip.allTellAll(3));
    RunReport report = played.report();
    assertThat(report.steps())
        .isEqualTo(played.events().stream().filter(event -> event.state() != null).count());
    assertThat(report.events()).isGreaterThan(report.steps());
    assertThat(report.sent())
        .isEqualTo(played.events().stream().mapToLong(event -> event.sent().size()).sum());
    assertThat(report.lost()).isEqualTo(played.all("Lose").size()).isPositive();
    assertThat(report.duplicated()).isEqualTo(played.all("Duplicate").size()).isPositive();
    assertThat(report.faults())
        .containsExactly(
            Map.entry("Crash", 2),
            Map.entry("Cut", 1),
            Map.entry("Partition", 1),
            Map.entry("Pause", 1));
    assertThat(played.notes()).hasSize(3);
    assertThat(report.duration()).isBetween(99_000L, 100_000L);
  }

  @Test
  void aDisturbanceAfterTheEndOfTheRunIsNotCounted() {
    RunReport report =
        run(
            Scene.asynchronous().befallenBy("crash n1 at 2s for 1s; pause n2 at 1ms for 1ms"),
            Long.MAX_VALUE,
            100_000);
    assertThat(report.faults()).containsOnly(Map.entry("Pause", 1));
  }

  @Test
  void writingATraceChangesNothing() {
    Scene scene =
        Scene.asynchronous(Fault.values()).befallenBy("crash n2 at 20ms for 5ms").lasting(100);
    assertThat(run(scene, Long.MAX_VALUE, 100_000))
        .isEqualTo(scene.play(Gossip.allTellAll(3)).report());
  }

  @Test
  void theSeedDecidesTheRun() {
    Scene scene = Scene.asynchronous(Fault.values()).delays(100, 2_000);
    List<Played.Event> events = scene.seed(5).play(Gossip.allTellAll(3)).events();
    assertThat(scene.seed(5).play(Gossip.allTellAll(3)).events()).isEqualTo(events);
    assertThat(scene.seed(6).play(Gossip.allTellAll(3)).events()).isNotEqualTo(events);
  }

  @Test
  void timeNeverGoesBack() {
    List<Long> times =
        Scene.asynchronous(Fault.values())
            .befallenBy("crash n2 at 20ms for 5ms; pause n1 at 50ms for 9ms; drift n3 by 3")
            .play(Gossip.allTellAll(3))
            .events()
            .stream()
            .map(Played.Event::time)
            .toList();
    assertThat(times).isSorted();
  }

  @Test
  void theCoresMustBeThoseOfTheNodesInTheirOrder() {
    List<Protocol<Gossip.Heard, Gossip.Tell, Gossip.Saved>> cores =
        new ArrayList<>(Gossip.allTellAll(3));
    Collections.swap(cores, 0, 1);
    assertThatThrownBy(() -> Scene.asynchronous().play(cores))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the cores must be those of the nodes 1, 2, 3, …");
  }

  @ParameterizedTest
  @CsvSource({
    "crash n4 at 1ms for 1ms, 4",
    "pause n0 at 1ms for 1ms, 0",
    "cut n4->n1 at 1ms for 1ms, 4",
    "cut n1->n5 at 1ms for 1ms, 5",
    "partition n1 n9 at 1ms for 1ms, 9",
    "drift n7 by 1.1, 7"
  })
  void aScheduleThatNamesANodeWhichIsNotThereIsRefused(String story, int node) {
    assertThatThrownBy(() -> Scene.asynchronous().befallenBy(story).play(Gossip.allTellAll(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the schedule names n" + node + ", but there are n1 to n3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pause n2 at 25ms for 50ms",
        "cut n1->n2 at 25ms for 50ms",
        "partition n1 at 25ms for 50ms",
        "drift n2 by 1.5",
        "lose #3",
        "double #3",
        "delay #3 by 25ms"
      })
  void aSynchronousNetworkIsRefusedWhatWouldBreakItsPromises(String story) {
    assertThatThrownBy(() -> Scene.synchronous().befallenBy(story).play(Gossip.allTellAll(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a synchronous network has crashes only, not '"
                + story
                + "'; choose an asynchronous one, with faults such as pause or loss");
  }

  @Test
  void aQuorumGuardedAlgorithmIsNotRunInASynchronousNetwork() {
    for (Algorithm algorithm : Algorithms.all()) {
      if (algorithm.quorumGuarded()) {
        assertThatThrownBy(() -> calm(algorithm, Weather.honest()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(algorithm.name() + " is judged in an asynchronous network");
      }
    }
  }

  @Test
  void everyAlgorithmElectsInTheWeatherThatItIsMadeFor() {
    for (Algorithm algorithm : Algorithms.all()) {
      RunReport report = calm(algorithm, algorithm.assumedWeather());
      assertThat(report.stable()).as(algorithm.name()).isTrue();
      assertThat(report.elections()).as(algorithm.name()).isPositive();
      assertThat(report.twoLeadersOfOneEpoch()).as(algorithm.name()).isFalse();
      assertThat(report.messages()).as(algorithm.name()).hasSizeGreaterThan(1);
      assertThat(report.messages().values().stream().mapToLong(count -> count).sum())
          .as(algorithm.name())
          .isEqualTo(report.sent());
    }
  }

  private static RunReport calm(Algorithm algorithm, Weather weather) {
    return Simulation.of(algorithm, RING, weather, Schedule.NONE, new Random(1), Optional.empty())
        .run(200, 60_000_000);
  }
}
