package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/** In most of these, n1 sends message k to n2 at k times 10 ms, and it takes 1 ms. */
class LinksTest {

  /** Only n1 speaks, only to n2: the other end of every story. */
  private static Played tell(Scene scene, String story) {
    return scene.befallenBy(story).play(Gossip.oneTellsAnother(3));
  }

  private static Played tellAll(Scene scene) {
    return scene.lasting(400).play(Gossip.allTellAll(3));
  }

  private static List<Long> times(List<Played.Event> events) {
    return events.stream().map(Played.Event::time).toList();
  }

  /** For each delivery, how long it took. */
  private static List<Long> delays(Played played) {
    Map<Long, Long> sentAt = new HashMap<>();
    played.events().forEach(event -> event.sent().forEach(id -> sentAt.put(id, event.time())));
    return played.all("Hear").stream()
        .map(event -> event.time() - sentAt.get(event.received()))
        .toList();
  }

  /** Follows every copy of every message; returns how many are under way at the end. */
  private static long follow(Played played) {
    Map<Long, Integer> underWay = new HashMap<>();
    for (Played.Event event : played.events()) {
      event.sent().forEach(id -> underWay.merge(id, 1, Integer::sum));
      if (event.action().equals("Duplicate")) {
        assertThat(underWay.merge(event.received(), 1, Integer::sum)).isGreaterThan(1);
      } else if (event.received() != 0) {
        assertThat(underWay.merge(event.received(), -1, Integer::sum))
            .as("copies under way after %s", event)
            .isNotNegative();
      }
    }
    return underWay.values().stream().mapToInt(copies -> copies).sum();
  }

  private static long overtakings(Played played) {
    Map<String, Long> last = new HashMap<>();
    long overtakings = 0;
    for (Played.Event event : played.events()) {
      if (event.action().equals("Hear") || event.action().equals("Reroute")) {
        Long before = last.put(event.link(), event.received());
        overtakings += before != null && before > event.received() ? 1 : 0;
      }
    }
    return overtakings;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutFaultsEachMessageArrivesOnceAfterItsDelay(boolean synchronous) {
    Scene scene = synchronous ? Scene.synchronous() : Scene.asynchronous();
    Played played = tell(scene, "");
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(times(played.all("Hear")))
        .containsExactly(
            11_000L, 21_000L, 31_000L, 41_000L, 51_000L, 61_000L, 71_000L, 81_000L, 91_000L);
    assertThat(played.at(3)).allMatch(event -> event.action().equals("Tick"));
  }

  @Test
  void aMessageTakesAtLeastTheLeastAndAtMostTheMostDelayOfTheWeather() {
    assertThat(delays(tellAll(Scene.asynchronous().delays(500, 2_000))))
        .hasSizeGreaterThan(1_000)
        .contains(500L, 2_000L)
        .allMatch(delay -> delay >= 500 && delay <= 2_000);
  }

  @Property(seed = "1", tries = 20)
  void aSynchronousLinkIsFifoHoweverTheDelaysFall(@ForAll long seed) {
    Played played = Scene.synchronous().delays(100, 9_000).seed(seed).play(Gossip.allTellAll(4));
    assertThat(overtakings(played)).isZero();
    assertThat(delays(played)).allMatch(delay -> delay >= 100 && delay <= 9_000);
    assertThat(played.report().lost()).isZero();
  }

  @Property(seed = "1", tries = 20)
  void aSynchronousLinkIsFifoThroughCrashesToo(@ForAll long seed) {
    Played played =
        Scene.synchronous()
            .delays(100, 9_000)
            .returningUndeliverable()
            .seed(seed)
            .lasting(300)
            .befallenBy("crash n2 at 40ms for 80ms; crash n3 at 70ms for 90ms")
            .play(Gossip.allTellAll(4));
    assertThat(overtakings(played)).isZero();
    assertThat(played.all("Reroute")).isNotEmpty();
    follow(played);
  }

  @Test
  void anAsynchronousLinkLetsMessagesOvertakeEachOther() {
    assertThat(overtakings(tellAll(Scene.asynchronous().delays(100, 9_000)))).isGreaterThan(100);
  }

  @Property(seed = "1", tries = 20)
  void nothingArrivesThatIsNotUnderWay(@ForAll long seed) {
    Played played =
        Scene.asynchronous(Fault.values())
            .delays(100, 2_000)
            .seed(seed)
            .befallenBy(
                "crash n2 at 20ms for 5ms; cut n1->n3 at 9ms for 50ms; pause n3 at 30ms"
                    + " for 20ms; drift n1 by 1.2; double #7; lose #9; delay #11 by 50ms")
            .lasting(200)
            .play(Gossip.allTellAll(4));
    RunReport report = played.report();
    assertThat(follow(played))
        .isEqualTo(report.sent() + report.duplicated() - report.lost() - played.all("Hear").size());
  }

  @Test
  void lossLosesAFewInAHundredAndRecordsEach() {
    Played played = tellAll(Scene.asynchronous(Fault.LOSS));
    double share = (double) played.report().lost() / played.report().sent();
    assertThat(share).isBetween(Weather.LOSS / 2, Weather.LOSS * 2);
    assertThat(played.all("Lose")).hasSize((int) played.report().lost());
    assertThat(played.consumed("Hear")).doesNotContainAnyElementsOf(played.consumed("Lose"));
    assertThat(played.report().duplicated()).isZero();
  }

  @Test
  void duplicationDoublesAFewInAHundredAndTheCopyIsTheSameMessage() {
    Played played = tellAll(Scene.asynchronous(Fault.DUPLICATE));
    double share = (double) played.report().duplicated() / played.report().sent();
    assertThat(share).isBetween(Weather.DUPLICATION / 2, Weather.DUPLICATION * 2);
    assertThat(played.all("Duplicate")).hasSize((int) played.report().duplicated());
    assertThat(played.report().lost()).isZero();
    Map<Long, Object> heard = new HashMap<>();
    Set<Long> twice = new HashSet<>();
    for (Played.Event event : played.all("Hear")) {
      Object before = heard.put(event.received(), event.json().get("args"));
      if (before != null) {
        assertThat(event.json().get("args")).isEqualTo(before);
        assertThat(twice.add(event.received())).as("two copies, not three").isTrue();
      }
    }
    assertThat(twice).isNotEmpty().isSubsetOf(played.consumed("Duplicate"));
  }

  @ParameterizedTest
  @EnumSource(names = {"REORDER", "DELAY"})
  void stragglersTakeLongerThanTheDelayButNotForEver(Fault fault) {
    List<Long> delays = delays(tellAll(Scene.asynchronous(fault)));
    long late = delays.stream().filter(delay -> delay > Scene.DELAY).count();
    double share = (double) late / delays.size();
    assertThat(share).isBetween(Weather.STRAGGLERS / 2, Weather.STRAGGLERS * 2);
    assertThat(delays)
        .allMatch(delay -> delay < Scene.DELAY * (1 + Weather.STRAGGLER_FACTOR))
        .anyMatch(delay -> delay > Scene.DELAY * Weather.STRAGGLER_FACTOR / 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOSS", "DUPLICATE", "REORDER", "DELAY"})
  void aSynchronousNetworkHasNoneOfTheseFaultsWhateverTheWeatherLists(Fault fault) {
    Weather listed =
        new Weather(
            true,
            Scene.DELAY,
            Scene.DELAY,
            Scene.PING_PERIOD,
            Scene.SUSPECT_AFTER,
            false,
            Set.of(fault));
    Played played = tellAll(new Scene(listed, false, "", 7, 100));
    assertThat(delays(played)).isNotEmpty().allMatch(delay -> delay == Scene.DELAY);
    assertThat(played.report().lost() + played.report().duplicated()).isZero();
  }

  @Test
  void theMessageThatIsToBeLostIsLostAndNoOther() {
    Played played = tell(Scene.asynchronous(), "lose #3");
    assertThat(played.the("Lose").received()).isEqualTo(3);
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(played.report().lost()).isEqualTo(1);
    assertThat(played.report().faults()).containsOnly(Map.entry("Lose", 1));
  }

  @Test
  void theMessageThatIsToBeDoubledArrivesTwiceAndNoOther() {
    Played played = tell(Scene.asynchronous(), "double #3");
    assertThat(played.the("Duplicate").received()).isEqualTo(3);
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 3L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(played.report().duplicated()).isEqualTo(1);
    assertThat(played.report().faults()).containsOnly(Map.entry("Twice", 1));
  }

  @Test
  void theMessageThatIsToBeLateIsLateByThatMuch() {
    Played played = tell(Scene.asynchronous(), "delay #3 by 25ms");
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 4L, 5L, 3L, 6L, 7L, 8L, 9L);
    assertThat(times(played.all("Hear"))).contains(56_000L).doesNotContain(31_000L);
    assertThat(played.report().faults()).containsOnly(Map.entry("Delay", 1));
  }

  @Test
  void severalFaultsCanBefallOneMessage() {
    Played played = tell(Scene.asynchronous(), "double #3; delay #3 by 25ms; delay #3 by 30ms");
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 3L, 9L);
    assertThat(played.report().faults()).containsOnly(Map.entry("Twice", 1), Map.entry("Delay", 2));
  }

  @Test
  void aMessageThatIsNeverSentIsNotCountedAsLost() {
    Played played = tell(Scene.asynchronous(), "lose #99");
    assertThat(played.report().lost()).isZero();
    assertThat(played.report().faults()).isEmpty();
  }

  @Test
  void aCutLinkCarriesNothingUntilItIsMended() {
    Played played = tell(Scene.asynchronous(), "cut n1->n2 at 25ms for 20ms");
    assertThat(played.consumed("Lose")).containsExactly(3L, 4L);
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 5L, 6L, 7L, 8L, 9L);
    assertThat(times(played.all("Lose"))).as("lost at once").containsExactly(30_000L, 40_000L);
    assertThat(played.report().faults()).containsOnly(Map.entry("Cut", 1));
    assertThat(played.notes()).hasSize(1);
    assertThat(played.notes().get(0))
        .hasToString("{\"note\":\"cut\",\"from\":1,\"time\":25000,\"until\":45000,\"to\":2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut n2->n1", "cut n1->n3", "partition n3", "partition n1 n2"})
  void aCutHasOneDirectionAndAPartitionSparesItsInside(String elsewhere) {
    Played played = tell(Scene.asynchronous(), elsewhere + " at 5ms for 60ms");
    assertThat(played.report().lost()).isZero();
    assertThat(played.consumed("Hear")).hasSize(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"n1", "n2", "n1 n3", "n3 n2"})
  void aPartitionCutsBothWaysBetweenItsGroupAndTheRest(String group) {
    Played played = tell(Scene.asynchronous(), "partition " + group + " at 25ms for 20ms");
    assertThat(played.consumed("Lose")).containsExactly(3L, 4L);
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 5L, 6L, 7L, 8L, 9L);
    assertThat(played.report().faults()).containsOnly(Map.entry("Partition", 1));
  }

  @Test
  void aPartitionThatSeparatesNobodyTakesNoEffectAndIsNotCounted() {
    Played played = tell(Scene.asynchronous(), "partition n1 n2 n3 at 25ms for 20ms");
    assertThat(played.consumed("Hear")).hasSize(9);
    assertThat(played.report().faults()).isEmpty();
  }

  @Test
  void aLinkThatIsCutTwiceIsMendedWhenBothCutsHaveEnded() {
    Played played =
        tell(Scene.asynchronous(), "cut n1->n2 at 15ms for 40ms; partition n1 at 25ms for 10ms");
    assertThat(played.consumed("Lose")).containsExactly(2L, 3L, 4L, 5L);
    assertThat(played.consumed("Hear")).containsExactly(1L, 6L, 7L, 8L, 9L);
  }

  @Test
  void whatIsUnderWayWhenTheLinkIsCutStillArrives() {
    Played played = tell(Scene.asynchronous(), "cut n1->n2 at 30500us for 5ms");
    assertThat(played.consumed("Hear")).contains(3L).hasSize(9);
  }

  @Test
  void whatReachesANodeThatIsDownIsLost() {
    Played played = tell(Scene.asynchronous(), "crash n2 at 30500us for 15ms");
    assertThat(played.consumed("Lose")).containsExactly(3L, 4L);
    assertThat(times(played.all("Lose"))).containsExactly(31_000L, 41_000L);
    assertThat(played.all("Lose")).allMatch(event -> event.at() == 2);
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void inAnAsynchronousNetworkAMessageOutlivesTheLifeThatItWasSentTo() {
    Played played = tell(Scene.asynchronous(), "delay #3 by 20ms; crash n2 at 32ms for 5ms");
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 4L, 3L, 5L, 6L, 7L, 8L, 9L);
    assertThat(played.report().lost()).isZero();
  }

  @Test
  void inASynchronousNetworkNoMessageOutlivesTheLifeThatItWasSentTo() {
    Scene slow = Scene.synchronous().delays(20_000, 20_000);
    Played played = tell(slow, "crash n2 at 45ms for 3ms");
    // #1 and #2 had arrived, #3 and #4 were under way, #5 and #6 were sent to nobody. It stays down
    // for longer than a message takes, so that its own last ones have arrived too.
    assertThat(played.the("Restart").time()).isEqualTo(65_001);
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 7L, 8L);
    assertThat(played.all("Lose")).isEmpty();
  }

  @Test
  void inASynchronousNetworkAMessageToANodeThatIsDownVanishes() {
    Played played = tell(Scene.synchronous(), "crash n2 at 25ms for 20ms");
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 5L, 6L, 7L, 8L, 9L);
    assertThat(played.all("Lose")).isEmpty();
  }

  @Test
  void aMessageToANodeThatIsDownComesBackIfTheLinksPromiseIt() {
    for (Scene scene : List.of(Scene.synchronous(), Scene.asynchronous())) {
      Played played = tell(scene.returningUndeliverable(), "crash n2 at 25ms for 20ms");
      assertThat(played.consumed("Reroute")).containsExactly(3L, 4L);
      assertThat(times(played.all("Reroute"))).containsExactly(31_000L, 41_000L);
      assertThat(played.all("Reroute")).allMatch(event -> event.at() == 1);
      assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 5L, 6L, 7L, 8L, 9L);
      assertThat(played.report().rerouted()).isEqualTo(2);
      assertThat(played.report().lost()).isZero();
    }
  }

  @Test
  void beforeANodeComesBackAllThatWasUnderWayToItIsReturnedInOrder() {
    Scene slow = Scene.synchronous().delays(20_000, 20_000).returningUndeliverable();
    Played played = tell(slow, "crash n2 at 45ms for 3ms");
    assertThat(played.consumed("Reroute")).containsExactly(3L, 4L, 5L, 6L);
    assertThat(times(played.all("Reroute"))).containsExactly(50_000L, 60_000L, 65_001L, 65_001L);
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 7L, 8L);
    List<String> actions = played.events().stream().map(Played.Event::action).toList();
    assertThat(actions.lastIndexOf("Reroute")).isLessThan(actions.indexOf("Restart"));
  }

  @Test
  void whatCannotBeReturnedSinceTheSenderIsDownTooIsLost() {
    for (Scene scene : List.of(Scene.synchronous(), Scene.asynchronous())) {
      Played played =
          tell(
              scene.returningUndeliverable().lasting(40),
              "crash n2 at 25ms for 1s; crash n1 at 30500us for 1s");
      assertThat(played.the("Lose").received()).isEqualTo(3);
      assertThat(played.all("Reroute")).isEmpty();
    }
  }

  @Test
  void aMessageOverACutLinkComesBackAfterTheDelayIfTheLinksPromiseIt() {
    Played played =
        tell(Scene.asynchronous().returningUndeliverable(), "cut n1->n2 at 25ms for 20ms");
    assertThat(played.consumed("Reroute")).containsExactly(3L, 4L);
    assertThat(times(played.all("Reroute"))).containsExactly(31_000L, 41_000L);
    assertThat(played.report().lost()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut n1->n2 at 25ms for 20ms", "crash n2 at 25ms for 20ms"})
  void whatComesBackWaitsForASenderThatIsPaused(String why) {
    Played played =
        tell(Scene.asynchronous().returningUndeliverable(), why + "; pause n1 at 30500us for 5ms");
    assertThat(played.consumed("Reroute")).containsExactly(3L, 4L);
    assertThat(times(played.all("Reroute"))).containsExactly(35_500L, 41_000L);
  }

  @Test
  void aMessageWaitsForAReceiverThatIsPaused() {
    Played played = tell(Scene.asynchronous(), "pause n2 at 25ms for 20ms");
    assertThat(played.consumed("Hear")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(times(played.all("Hear")).subList(2, 5)).containsExactly(45_000L, 45_000L, 51_000L);
  }

  @Test
  void messagesAreNumberedInTheOrderInWhichTheyAreSent() {
    List<Long> ids =
        tellAll(Scene.asynchronous()).events().stream()
            .flatMap(event -> event.sent().stream())
            .toList();
    assertThat(ids).isEqualTo(LongStream.rangeClosed(1, ids.size()).boxed().toList());
  }
}
