package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.simulation.weather.Fault;

/** Every node ticks at 10 ms, 20 ms, …; n1 tells n2 each time, which takes 1 ms. */
class HostTest {

  private static Played play(String story) {
    return Scene.asynchronous().befallenBy(story).play(Gossip.oneTellsAnother(3));
  }

  private static List<Long> ticks(Played played, int node) {
    return played.at(node).stream()
        .filter(event -> event.action().equals("Tick"))
        .map(Played.Event::time)
        .toList();
  }

  @Test
  void aTimerFiresWhenItsTimeHasPassed() {
    assertThat(ticks(play(""), 3))
        .containsExactly(
            10_000L, 20_000L, 30_000L, 40_000L, 50_000L, 60_000L, 70_000L, 80_000L, 90_000L,
            100_000L);
  }

  @Property(seed = "1", tries = 20)
  void aTimerFiresWithinItsRange(@ForAll long seed) {
    Played played = Scene.asynchronous().seed(seed).play(Gossip.allTellAll(2));
    List<Long> ticks = ticks(played, 1);
    long before = 0;
    for (long tick : ticks) {
      assertThat(tick - before).isBetween(1_000L, 2_000L);
      before = tick;
    }
    assertThat(ticks).hasSizeBetween(50, 100);
  }

  @Test
  void aCrashLosesWhatWasNotPersistedAndKeepsWhatWas() {
    // Every second tick is saved: of 3 ticks, 2.
    Played played = play("crash n2 at 35ms for 12ms");
    Played.Event restart = played.the("Restart");
    assertThat(restart.at()).isEqualTo(2);
    assertThat(restart.time()).isEqualTo(47_000);
    assertThat(restart.state("ticks")).isEqualTo(2);
    assertThat(restart.state("told")).isZero();
    Played.Event before = last(played, 2, 35_000);
    assertThat(before.state("ticks")).isEqualTo(3);
    assertThat(before.state("told")).isEqualTo(3);
  }

  @Test
  void aCrashBeforeAnythingWasPersistedLeavesTheBeginning() {
    assertThat(play("crash n3 at 15ms for 1ms").the("Restart").state("ticks")).isZero();
  }

  private static Played.Event last(Played played, int node, long before) {
    List<Played.Event> events =
        played.at(node).stream().filter(event -> event.time() < before).toList();
    return events.get(events.size() - 1);
  }

  @Test
  void aNodeThatIsDownDoesNothingAndItsTimersAreForgotten() {
    Played played = play("crash n3 at 35ms for 2ms");
    // The timer that was due at 40 ms died; the new life sets one at 37 ms.
    assertThat(ticks(played, 3))
        .containsExactly(
            10_000L, 20_000L, 30_000L, 47_000L, 57_000L, 67_000L, 77_000L, 87_000L, 97_000L);
    assertThat(ticks(played, 1)).hasSize(10);
    assertThat(play("crash n3 at 35ms for 1s").at(3)).hasSize(4);
  }

  @Test
  void aCrashIsAStepOfTheEnvironmentWithoutAState() {
    Played.Event crash = play("crash n3 at 35ms for 2ms").the("Crash");
    assertThat(crash.time()).isEqualTo(35_000);
    assertThat(crash.json().has("state")).isFalse();
    assertThat(crash.json().get("args")).hasToString("[3]");
  }

  @Test
  void aNodeThatIsDownCannotCrashOrPauseAndThatIsNotCounted() {
    Played played =
        play("crash n3 at 35ms for 20ms; crash n3 at 40ms for 40ms; pause n3 at 45ms for 20ms");
    assertThat(played.all("Crash")).hasSize(1);
    assertThat(played.the("Restart").time()).isEqualTo(55_000);
    assertThat(ticks(played, 3)).contains(65_000L);
    assertThat(played.report().faults()).containsOnly(Map.entry("Crash", 1));
    assertThat(played.notes()).isEmpty();
  }

  @Test
  void inASynchronousNetworkANodeComesBackWhenTheOthersHaveSettled() {
    Played played =
        Scene.synchronous()
            .befallenBy("crash n1 at 20ms for 5ms")
            .play(Scripted.cores("10ms n1@1", "12ms n1@1, 40ms n2@2", "12ms n1@1, 45ms n2@2"));
    // Not at 25 ms, when n2 and n3 believe in n1 still; asked again each millisecond.
    assertThat(played.the("Restart").time()).isEqualTo(45_000);
  }

  @Test
  void inASynchronousNetworkTheOnlyNodeComesBackOnTime() {
    Played played =
        Scene.synchronous()
            .befallenBy("crash n1 at 20ms for 5ms")
            .play(Scripted.cores("10ms n1@1"));
    assertThat(played.the("Restart").time()).isEqualTo(25_000);
  }

  @Test
  void aPausedNodeHandlesNothingAndThenAllThatWasDueInItsOrder() {
    Played played = play("pause n2 at 25ms for 30ms");
    assertThat(played.between(25_000, 55_000)).noneMatch(event -> event.at() == 2);
    List<Played.Event> woken =
        played.at(2).stream().filter(event -> event.time() == 55_000).toList();
    // The tick was due at 30 ms, the messages at 31, 41 and 51 ms.
    assertThat(woken)
        .extracting(Played.Event::action)
        .containsExactly("Tick", "Hear", "Hear", "Hear");
    assertThat(woken).extracting(Played.Event::received).containsExactly(0L, 3L, 4L, 5L);
    assertThat(played.report().lost()).isZero();
    assertThat(played.report().faults()).containsOnly(Map.entry("Pause", 1));
    assertThat(played.notes()).hasSize(1);
    assertThat(played.notes().get(0))
        .hasToString("{\"note\":\"pause\",\"at\":2,\"time\":25000,\"until\":55000}");
  }

  @Test
  void aPausedNodeWakesWithItsOldBeliefs() {
    Played played = play("pause n2 at 25ms for 30ms");
    Played.Event first = played.at(2).stream().filter(e -> e.time() == 55_000).findFirst().get();
    assertThat(first.state("ticks")).isEqualTo(3);
    assertThat(first.state("told")).isEqualTo(2);
    assertThat(played.all("Restart")).isEmpty();
  }

  @Test
  void aLeaderThatSleptLeadsOnUntilItIsToldOtherwise() {
    Played played =
        Scene.asynchronous()
            .befallenBy("pause n1 at 15ms for 50ms")
            .play(Scripted.cores("10ms n1@1, 30ms n2@2", "11ms n1@1, 20ms n2@2"));
    // n1 would have followed at 30 ms; it does when it wakes, and led all the time.
    assertThat(played.report().splitBrains()).isEqualTo(1);
    assertThat(played.report().longestSplitBrain()).isEqualTo(45_000);
    assertThat(last(played, 1, 99_000).time()).isEqualTo(65_000);
  }

  @ParameterizedTest
  @CsvSource({
    "pause n2 at 25ms for 30ms; pause n2 at 30ms for 5ms, 55000",
    "pause n2 at 25ms for 10ms; pause n2 at 30ms for 35ms, 65000",
  })
  void pausesThatOverlapEndWithTheLater(String story, long wakes) {
    Played played = play(story);
    assertThat(played.between(25_000, wakes)).noneMatch(event -> event.at() == 2);
    assertThat(played.at(2)).anyMatch(event -> event.time() == wakes);
  }

  @Test
  void aCrashEndsAPause() {
    Played played = play("pause n2 at 25ms for 50ms; crash n2 at 35ms for 3ms");
    assertThat(played.the("Restart").time()).isEqualTo(38_000);
    assertThat(ticks(played, 2).subList(2, 4)).containsExactly(48_000L, 58_000L);
    assertThat(played.consumed("Hear").subList(2, 4)).containsExactly(4L, 5L);
  }

  @ParameterizedTest
  @CsvSource({"2, 20", "0.5, 5", "1.25, 12", "1, 10"})
  void aFastClockMakesTimersShorterAndASlowOneLonger(String rate, int ticks) {
    Played played = play("drift n3 by " + rate);
    assertThat(ticks(played, 3)).hasSize(ticks);
    assertThat(ticks(played, 3).get(0)).isEqualTo((long) (10_000 / Double.parseDouble(rate)));
    assertThat(ticks(played, 1)).hasSize(10);
    assertThat(played.report().faults()).containsOnly(Map.entry("Drift", 1));
  }

  @Test
  void theLamportClockGrowsAtEachStepAndReceiptComesAfterSending() {
    Played played =
        Scene.asynchronous(Fault.DUPLICATE, Fault.REORDER)
            .befallenBy("crash n2 at 20ms for 5ms; pause n3 at 40ms for 10ms")
            .play(Gossip.allTellAll(4));
    Map<Integer, Long> clocks = new HashMap<>();
    Map<Long, Long> sentAt = new HashMap<>();
    for (Played.Event event : played.events()) {
      if (event.action().equals("Duplicate") || event.action().equals("Lose")) {
        continue;
      }
      Long before = clocks.put(event.at(), event.clock());
      assertThat(event.clock()).isGreaterThan(before == null ? 0 : before);
      if (event.received() != 0) {
        assertThat(event.clock()).isGreaterThan(sentAt.get(event.received()));
      }
      event.sent().forEach(id -> sentAt.put(id, event.clock()));
    }
    assertThat(sentAt).hasSizeGreaterThan(100);
  }

  /** Does what a test wants when its first timer fires, at 1 ms. */
  private record Once(NodeId self, List<Effect<Scripted.Silence>> effects, int epoch)
      implements Protocol<Scripted.Belief, Scripted.Silence, Scripted.Saved> {

    @Override
    public Boot<Scripted.Belief, Scripted.Silence> boot() {
      return new Boot<>(new Scripted.Belief(5, Optional.empty()), List.of(timer("once", 1)));
    }

    @Override
    public Step<Scripted.Belief, Scripted.Silence> step(
        Scripted.Belief state, Input<Scripted.Silence> input, Set<NodeId> suspected) {
      Timer timer = ((Input.TimerFired<Scripted.Silence>) input).timer();
      return new Step<>(
          new Scripted.Belief(epoch, Optional.empty()),
          timer.name().equals("once") ? effects : List.of(),
          Action.of("Fire", timer.name()));
    }

    @Override
    public Scripted.Saved durable(Scripted.Belief state) {
      return new Scripted.Saved(state.epoch());
    }

    @Override
    public Step<Scripted.Belief, Scripted.Silence> restart(Scripted.Saved durable) {
      throw new AssertionError("nothing crashes here");
    }
  }

  private static Effect<Scripted.Silence> timer(String name, int millis) {
    Duration duration = Duration.ofMillis(millis);
    return new Effect.SetTimer<>(new Timer(name), duration, duration);
  }

  private static Played once(int epoch, List<Effect<Scripted.Silence>> effects) {
    return Scene.asynchronous().play(List.of(new Once(NodeId.of(1), effects, epoch)));
  }

  @Test
  void aTimerThatIsSetAgainIsStartedAnew() {
    Played played = once(5, List.of(timer("a", 10), timer("b", 20), timer("a", 30)));
    assertThat(played.events())
        .extracting(event -> event.json().get("args").get(0).asText() + event.time())
        .containsExactly("once1000", "b21000", "a31000");
  }

  @Test
  void aTimerThatIsCancelledDoesNotFireAndCancellingOneThatDoesNotRunIsHarmless() {
    Played played =
        once(
            5,
            List.of(
                timer("a", 10),
                timer("b", 20),
                new Effect.CancelTimer<>(new Timer("a")),
                new Effect.CancelTimer<>(new Timer("c"))));
    assertThat(played.events())
        .extracting(event -> event.json().get("args").get(0).asText())
        .containsExactly("once", "b");
  }

  @Test
  void aCoreThatBreaksItsOwnInvariantIsCaughtAtThatStep() {
    assertThat(once(6, List.of()).events()).hasSize(1);
    assertThatThrownBy(() -> once(4, List.of()))
        .isInstanceOf(AssertionError.class)
        .hasMessage("n1: epoch went back from 5 to 4");
  }

  @Test
  void effectsAreCarriedOutInTheirOrder() {
    // Saved before the leadership is told: a crash cannot come in between, but an order can be.
    Played played =
        once(7, List.of(timer("a", 5), new Effect.CancelTimer<>(new Timer("a")), timer("a", 9)));
    assertThat(played.events()).extracting(Played.Event::time).containsExactly(1_000L, 10_000L);
  }
}
