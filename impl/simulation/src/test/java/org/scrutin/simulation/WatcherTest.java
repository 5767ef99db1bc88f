package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/**
 * Three nodes watch each other and believe in n1. They ping at 0.001, 10.001, 20.001 ms, …, an
 * answer comes 2 ms later, a silence of 30 ms is borne: who falls silent after 42.001 ms is
 * suspected at 80.001 ms. They tick, and show whom they suspect, at 10, 20, 30 ms, ….
 */
class WatcherTest {

  private static Played play(Scene scene, String story) {
    return scene.befallenBy(story).play(Gossip.allWatchAll(3));
  }

  private static Played play(String story) {
    return play(Scene.asynchronous().lasting(300), story);
  }

  /** Whom the node suspects at its tick at this moment. */
  private static String suspected(Played played, int node, int millis) {
    return played.at(node).stream()
        .filter(event -> event.time() == millis * 1_000L && event.action().equals("Tick"))
        .map(event -> event.state().get("suspected").toString())
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> noticed(Played played, int node) {
    return played.at(node).stream()
        .filter(event -> event.action().equals("Notice"))
        .map(Played.Event::time)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsUpAndCanBeReachedIsNeverSuspected(boolean phiAccrual) {
    Scene calm = Scene.asynchronous().delays(100, 2_000).lasting(3_000);
    Played played = play(phiAccrual ? calm.withPhiAccrual() : calm, "");
    assertThat(played.report().suspicions()).isZero();
    assertThat(played.all("Notice")).isEmpty();
  }

  @Test
  void whoIsSilentForTooLongIsSuspectedAtTheNextLook() {
    Played played = play("crash n1 at 45ms for 1s");
    assertThat(noticed(played, 2).get(0)).isEqualTo(80_001);
    assertThat(noticed(played, 3).get(0)).isEqualTo(80_001);
    assertThat(suspected(played, 2, 80)).isEqualTo("[]");
    assertThat(suspected(played, 2, 90)).isEqualTo("[1]");
    assertThat(played.report().suspicions()).isEqualTo(2);
    assertThat(played.report().falseSuspicions()).isZero();
  }

  @Test
  void theCoreIsToldOfItsLeaderAgainAndAgainAndOfNobodyElse() {
    Played leader = play("crash n1 at 45ms for 1s");
    assertThat(noticed(leader, 2)).startsWith(80_001L, 90_001L, 100_001L).hasSize(22);
    Played follower = play("crash n2 at 45ms for 1s");
    assertThat(follower.all("Notice")).isEmpty();
    assertThat(suspected(follower, 1, 90)).isEqualTo("[2]");
    assertThat(suspected(follower, 3, 90)).isEqualTo("[2]");
  }

  @Test
  void whoAnswersAgainIsNoLongerSuspected() {
    Played played = play("crash n2 at 45ms for 100ms");
    // It is back at 145 ms; the ping of 150.001 ms is answered at 152.001 ms.
    assertThat(suspected(played, 1, 150)).isEqualTo("[2]");
    assertThat(suspected(played, 1, 160)).isEqualTo("[]");
    assertThat(played.report().suspicions()).isEqualTo(2);
  }

  @Test
  void eachSilenceIsASuspicionOfItsOwn() {
    Played played = play("crash n2 at 45ms for 60ms; crash n2 at 165ms for 60ms");
    assertThat(played.report().suspicions()).isEqualTo(4);
    assertThat(played.report().falseSuspicions()).isZero();
  }

  @Test
  void aShortAbsenceIsNotNoticed() {
    assertThat(play("crash n2 at 45ms for 20ms").report().suspicions()).isZero();
  }

  @Test
  void aLinkThatIsCutOneWayMakesBothEndsSuspectEachOtherFalsely() {
    Played played = play("cut n1->n2 at 45ms for 100ms");
    assertThat(suspected(played, 1, 90)).isEqualTo("[2]");
    assertThat(suspected(played, 2, 90)).isEqualTo("[1]");
    assertThat(suspected(played, 3, 90)).isEqualTo("[]");
    assertThat(played.report().suspicions()).isEqualTo(2);
    assertThat(played.report().falseSuspicions()).isEqualTo(2);
    assertThat(suspected(played, 1, 160)).isEqualTo("[]");
  }

  @Test
  void aPausedNodeIsSuspectedRightlyAndSuspectsTheOthersFalselyWhenItWakes() {
    Played played = play("pause n2 at 45ms for 100ms");
    assertThat(suspected(played, 1, 90)).isEqualTo("[2]");
    assertThat(noticed(played, 2)).containsExactly(145_000L);
    assertThat(played.report().suspicions()).isEqualTo(4);
    assertThat(played.report().falseSuspicions()).isEqualTo(2);
    assertThat(suspected(played, 1, 160)).isEqualTo("[]");
  }

  @Test
  void pingsAreLostLikeMessages() {
    RunReport report = play(Scene.asynchronous(Fault.LOSS).lasting(10_000), "").report();
    assertThat(report.suspicions()).isPositive().isEqualTo(report.falseSuspicions());
    assertThat(report.sent()).as("pings are no messages").isZero();
    assertThat(report.lost()).isZero();
  }

  @Test
  void inASynchronousNetworkNoPingIsLostWhateverTheWeatherLists() {
    Weather calm =
        new Weather(
            true,
            Scene.DELAY,
            Scene.DELAY,
            Scene.PING_PERIOD,
            Scene.SUSPECT_AFTER,
            false,
            Set.of(Fault.LOSS));
    assertThat(play(new Scene(calm, false, "", 7, 10_000), "").report().suspicions()).isZero();
  }

  @Test
  void aSlowClockSuspectsLater() {
    Played played = play("drift n2 by 0.5; crash n1 at 45ms for 1s");
    // n2 looks every 20 ms, and bears a silence of 60 ms of the world's time.
    assertThat(noticed(played, 2).get(0)).isEqualTo(120_001);
    assertThat(noticed(played, 3).get(0)).isEqualTo(80_001);
  }

  @Test
  void aClockThatIsTooFastSuspectsTheLiving() {
    // A silence of 30 ms is 3 ms of the world's time, an answer takes up to 4.
    Played played = play(Scene.asynchronous().delays(1_900, 2_000), "drift n2 by 10");
    assertThat(played.report().falseSuspicions()).isPositive();
    assertThat(noticed(played, 2)).isNotEmpty();
    assertThat(noticed(played, 3)).isEmpty();
  }

  @Test
  void aCrashForgetsAllSuspicionsAndTheWatchBeginsAnew() {
    Played played = play("crash n1 at 45ms for 1s; crash n2 at 85ms for 2ms");
    assertThat(suspected(played, 2, 97)).isEqualTo("[]");
    assertThat(noticed(played, 2)).startsWith(80_001L, 117_001L);
  }

  @Test
  void phiAccrualSuspectsSoonerWhenHeartbeatsWereRegular() {
    Scene scene = Scene.asynchronous().lasting(700);
    String story = "crash n1 at 495ms for 1s";
    Played phi = play(scene.withPhiAccrual(), story);
    Played timeout = play(scene, story);
    assertThat(noticed(timeout, 2).get(0)).isEqualTo(530_001);
    assertThat(noticed(phi, 2).get(0)).isBetween(500_000L, 520_001L);
    assertThat(phi.report().suspicions()).isEqualTo(2);
    assertThat(phi.report().falseSuspicions()).isZero();
  }

  /** Watches others from some tick on. */
  private record Fickle(Gossip gossip, int tick, Set<NodeId> then)
      implements Protocol<Gossip.Heard, Gossip.Tell, Gossip.Saved> {

    @Override
    public NodeId self() {
      return gossip.self();
    }

    @Override
    public Boot<Gossip.Heard, Gossip.Tell> boot() {
      return gossip.boot();
    }

    @Override
    public Step<Gossip.Heard, Gossip.Tell> step(
        Gossip.Heard state, Input<Gossip.Tell> input, Set<NodeId> suspected) {
      Step<Gossip.Heard, Gossip.Tell> step = gossip.step(state, input, suspected);
      if (state.ticks() + 1 != tick || step.state().ticks() != tick) {
        return step;
      }
      List<Effect<Gossip.Tell>> effects = new ArrayList<>(step.effects());
      effects.add(new Effect.Watch<>(then));
      return new Step<>(step.state(), effects, step.action());
    }

    @Override
    public Gossip.Saved durable(Gossip.Heard state) {
      return gossip.durable(state);
    }

    @Override
    public Step<Gossip.Heard, Gossip.Tell> restart(Gossip.Saved durable) {
      return gossip.restart(durable);
    }
  }

  /** The nodes watch all others until their tick of 100 ms, and then these. */
  private static Played fickle(String story, Integer... then) {
    Set<NodeId> watched = new java.util.TreeSet<>();
    List.of(then).forEach(node -> watched.add(NodeId.of(node)));
    List<Protocol<Gossip.Heard, Gossip.Tell, Gossip.Saved>> cores = new ArrayList<>();
    for (Protocol<Gossip.Heard, Gossip.Tell, Gossip.Saved> core : Gossip.allWatchAll(3)) {
      Set<NodeId> others = new java.util.TreeSet<>(watched);
      others.remove(core.self());
      cores.add(new Fickle((Gossip) core, 10, others));
    }
    return Scene.asynchronous().lasting(300).befallenBy(story).play(cores);
  }

  @Test
  void whoIsNoLongerWatchedIsNoLongerSuspectedNorReported() {
    Played played = fickle("crash n1 at 45ms for 1s", 2, 3);
    assertThat(suspected(played, 2, 100)).isEqualTo("[1]");
    assertThat(suspected(played, 2, 110)).isEqualTo("[]");
    assertThat(noticed(played, 2)).containsExactly(80_001L, 90_001L);
  }

  @Test
  void whoIsWatchedStillStaysSuspected() {
    Played played = fickle("crash n1 at 45ms for 1s", 1);
    assertThat(suspected(played, 2, 110)).isEqualTo("[1]");
    assertThat(played.report().suspicions()).isEqualTo(2);
  }

  @Test
  void whoWatchesNobodySuspectsNobodyWhateverHappens() {
    Played played = fickle("crash n3 at 110ms for 1s; cut n1->n2 at 110ms for 1s");
    assertThat(played.report().suspicions()).isZero();
    assertThat(suspected(played, 1, 290)).isEqualTo("[]");
  }
}
