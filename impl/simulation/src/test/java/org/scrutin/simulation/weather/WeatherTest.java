package org.scrutin.simulation.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeatherTest {

  private static final long MINUTE = 60_000_000;

  private static Schedule drawn(Weather weather, int nodes, long seed) {
    return weather.schedule(nodes, MINUTE, new Random(seed));
  }

  private static <D extends Disturbance> List<D> all(Schedule schedule, Class<D> kind) {
    return schedule.disturbances().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Property(seed = "1", tries = 50)
  void atMostAMinorityIsDownAtATimeAndOneNodeAtLeastIsUp(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int nodes) {
    for (Weather weather : List.of(Weather.honest(), Weather.rough(Fault.all()))) {
      List<Disturbance.Crash> crashes = all(drawn(weather, nodes, seed), Disturbance.Crash.class);
      assertThat(crashes).isNotEmpty();
      for (Disturbance.Crash crash : crashes) {
        Set<Integer> down = new HashSet<>();
        for (Disturbance.Crash other : crashes) {
          if (other.at() <= crash.at() && crash.at() < other.at() + other.downFor()) {
            assertThat(down.add(other.node())).as("n%s is down already", other.node()).isTrue();
          }
        }
        assertThat(down).hasSizeLessThanOrEqualTo(Math.max(1, (nodes - 1) / 2));
      }
    }
  }

  @Property(seed = "1", tries = 50)
  void everyDisturbanceIsOfNodesThatAreThereAndBeginsInTime(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int nodes) {
    List<Integer> numbers = IntStream.rangeClosed(1, nodes).boxed().toList();
    Schedule schedule = drawn(Weather.rough(Fault.all()), nodes, seed);
    for (Disturbance.Crash crash : all(schedule, Disturbance.Crash.class)) {
      assertThat(crash.node()).isIn(numbers);
      assertThat(crash.at()).isBetween(100_000L, MINUTE);
    }
    for (Disturbance.Pause pause : all(schedule, Disturbance.Pause.class)) {
      assertThat(pause.node()).isIn(numbers);
      assertThat(pause.duration()).isPositive();
    }
    for (Disturbance.Cut cut : all(schedule, Disturbance.Cut.class)) {
      assertThat(cut.from()).isIn(numbers).isNotEqualTo(cut.to());
      assertThat(cut.to()).isIn(numbers);
    }
    for (Disturbance.Partition partition : all(schedule, Disturbance.Partition.class)) {
      assertThat(numbers).containsAll(partition.group());
      assertThat(partition.group()).isNotEmpty().doesNotHaveDuplicates();
    }
    List<Disturbance.Drift> drifts = all(schedule, Disturbance.Drift.class);
    assertThat(drifts).extracting(Disturbance.Drift::node).isEqualTo(numbers);
    assertThat(drifts).allMatch(drift -> drift.rate() >= 0.8 && drift.rate() <= 1.2);
    assertThat(Schedule.parse(schedule.story())).isEqualTo(schedule);
  }

  @ParameterizedTest
  @CsvSource({
    "crash, Crash",
    "pause, Pause",
    "partition, Partition Cut",
    "clock, Drift",
    "'crash,disk', Crash Rot Misdirect",
    "'crash,pause,partition,clock', Crash Pause Partition Cut Drift",
    "'loss,duplicate,reorder,delay,disk', ''"
  })
  void onlyTheFaultsOfTheWeatherAreDrawnAndAllOfThem(String faults, String kinds) {
    Set<String> drawn = new HashSet<>();
    for (long seed = 1; seed <= 10; seed++) {
      drawn(Weather.rough(Fault.parse(faults)), 5, seed)
          .disturbances()
          .forEach(disturbance -> drawn.add(disturbance.getClass().getSimpleName()));
    }
    assertThat(drawn).isEqualTo(new HashSet<>(words(kinds)));
  }

  @Property(seed = "1", tries = 50)
  void ofAThirdOfTheNodesAtMostTheDiskIsDamagedAndTheyDoNotCrashAgain(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int nodes) {
    Schedule schedule = drawn(Weather.rough(Fault.all()), nodes, seed);
    List<Disturbance> damages = new ArrayList<>(all(schedule, Disturbance.Rot.class));
    damages.addAll(all(schedule, Disturbance.Misdirect.class));
    assertThat(damages.size()).isLessThanOrEqualTo(nodes / 3);
    for (Disturbance.Rot rot : all(schedule, Disturbance.Rot.class)) {
      assertThat(all(schedule, Disturbance.Crash.class))
          .noneMatch(crash -> crash.node() == rot.node() && crash.at() > rot.at());
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
    words.remove("");
    return words;
  }

  @Test
  void theSeedDecidesTheSchedule() {
    Weather weather = Weather.rough(Fault.all());
    assertThat(drawn(weather, 5, 3)).isEqualTo(drawn(weather, 5, 3));
    assertThat(drawn(weather, 5, 3)).isNotEqualTo(drawn(weather, 5, 4));
  }

  /**
   * A living peer is silent for a ping period and a round trip at most, and whoever is down stays
   * so until all others have had time to notice.
   */
  @Test
  void inHonestWeatherFailureDetectionIsPerfect() {
    Weather honest = Weather.honest();
    assertThat(honest.synchronous()).isTrue();
    assertThat(honest.suspectAfter())
        .isGreaterThanOrEqualTo(honest.pingPeriod() + 2 * honest.maxDelay());
    assertThat(honest.minDowntime())
        .isGreaterThan(honest.suspectAfter() + honest.pingPeriod() + 2 * honest.maxDelay());
    assertThat(honest.faults()).containsExactly(Fault.CRASH);
    for (Disturbance.Crash crash : all(drawn(honest, 5, 1), Disturbance.Crash.class)) {
      assertThat(crash.downFor()).isGreaterThanOrEqualTo(honest.minDowntime());
    }
  }

  @Test
  void anotherFailureDetectorIsTheOnlyThingThatPhiAccrualChanges() {
    Weather rough = Weather.rough(Set.of(Fault.LOSS));
    Weather phi = rough.withPhiAccrual();
    assertThat(rough.phiAccrual()).isFalse();
    assertThat(phi.phiAccrual()).isTrue();
    assertThat(phi).usingRecursiveComparison().ignoringFields("phiAccrual").isEqualTo(rough);
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "-1, 5", "6, 5"})
  void delaysThatAreNoRangeAreRefused(long min, long max) {
    assertThatThrownBy(() -> new Weather(false, min, max, 1, 1, false, Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delays must be 1 or more, the least one first");
  }
}
