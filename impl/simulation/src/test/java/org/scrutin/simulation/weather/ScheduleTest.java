package org.scrutin.simulation.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final long YEAR_MICROS = 365L * 24 * 3600 * 1_000_000;

  @Provide
  Arbitrary<Schedule> schedules() {
    Arbitrary<Integer> node = Arbitraries.integers().between(1, 99);
    Arbitrary<Long> time = Arbitraries.longs().between(0, YEAR_MICROS);
    Arbitrary<Long> message = Arbitraries.longs().between(1, Long.MAX_VALUE);
    Arbitrary<Double> rate = Arbitraries.doubles().between(0.1, 10).ofScale(4);
    Arbitrary<Disturbance> one =
        Arbitraries.oneOf(
            List.of(
                Combinators.combine(node, time, time).as(Disturbance.Crash::new),
                Combinators.combine(node, time, time).as(Disturbance.Pause::new),
                Combinators.combine(node, node, time, time).as(Disturbance.Cut::new),
                Combinators.combine(node.list().ofMinSize(1).ofMaxSize(5), time, time)
                    .as(Disturbance.Partition::new),
                Combinators.combine(node, time).as(Disturbance.Rot::new),
                Combinators.combine(node, time).as(Disturbance.Misdirect::new),
                Combinators.combine(node, rate).as(Disturbance.Drift::new),
                message.map(Disturbance.Lose::new),
                message.map(Disturbance.Twice::new),
                Combinators.combine(message, time).as(Disturbance.Delay::new)));
    return one.list().ofMaxSize(8).map(Schedule::new);
  }

  @Property(seed = "1", tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aStoryThatIsWrittenIsReadBackTheSame(@ForAll("schedules") Schedule schedule) {
    assertThat(Schedule.parse(schedule.story())).isEqualTo(schedule);
  }

  @ParameterizedTest
  @CsvSource({
    "crash n3 at 120ms for 400ms, Crash[node=3; at=120000; downFor=400000]",
    "pause n1 at 1500us for 80ms, Pause[node=1; at=1500; duration=80000]",
    "cut n1->n2 at 5ms for 1000ms, Cut[from=1; to=2; at=5000; duration=1000000]",
    "partition n1 n2 at 0ms for 1000ms, Partition[group=[1; 2]; at=0; duration=1000000]",
    "rot n3 at 300ms, Rot[node=3; at=300000]",
    "misdirect n3 at 300us, Misdirect[node=3; at=300]",
    "drift n2 by 1.2, Drift[node=2; rate=1.2]",
    "lose #17, Lose[message=17]",
    "double #4, Twice[message=4]",
    "delay #9 by 80ms, Delay[message=9; by=80000]"
  })
  void everyKindOfDisturbanceIsASentence(String story, String disturbance) {
    Disturbance read = Schedule.parse(story).disturbances().get(0);
    assertThat(read).hasToString(disturbance.replace(";", ","));
    assertThat(read.story()).isEqualTo(story);
  }

  @Test
  void everyKindOfDisturbanceIsTriedAbove() {
    // Drift, Lose, Twice, Delay, and the interface of the other six.
    assertThat(Disturbance.class.getPermittedSubclasses()).hasSize(5);
    assertThat(Disturbance.Episode.class.getPermittedSubclasses()).hasSize(6);
  }

  @Test
  void sentencesStandBetweenSemicolonsOrLineEndsInAnyCase() {
    Schedule expected =
        new Schedule(List.of(new Disturbance.Lose(1), new Disturbance.Crash(2, 3_000_000, 4)));
    assertThat(Schedule.parse("lose #1; crash n2 at 3s for 4us")).isEqualTo(expected);
    assertThat(Schedule.parse("\n LOSE #1\n;Crash N2 at 3S for 4us;\n")).isEqualTo(expected);
    assertThat(expected.story()).isEqualTo("lose #1; crash n2 at 3000ms for 4us");
  }

  @Test
  void nothingIsAScheduleToo() {
    assertThat(Schedule.parse("")).isEqualTo(Schedule.NONE);
    assertThat(Schedule.parse(" ;\n; ")).isEqualTo(Schedule.NONE);
    assertThat(Schedule.NONE.story()).isEmpty();
  }

  @Test
  void aScheduleDoesNotChangeWithTheListThatItWasMadeOf() {
    List<Disturbance> list = new ArrayList<>(List.of(new Disturbance.Lose(1)));
    List<Integer> group = new ArrayList<>(List.of(1));
    Schedule schedule = new Schedule(list);
    Disturbance.Partition partition = new Disturbance.Partition(group, 1, 1);
    list.clear();
    group.clear();
    assertThat(schedule.disturbances()).hasSize(1);
    assertThat(partition.group()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crash n3",
        "crash n3 at 120ms",
        "crash 3 at 120ms for 1ms",
        "crash n3 at 120 for 1ms",
        "crash n3 at -1ms for 1ms",
        "crash n3 at 1.5ms for 1ms",
        "cut n1 at 1ms for 1ms",
        "partition at 1ms for 1ms",
        "partition n1, n2 at 1ms for 1ms",
        "drift n1 by fast",
        "lose 3",
        "lose #",
        "delay #3",
        "rain at 1ms for 1ms"
      })
  void aSentenceThatCannotBeUnderstoodIsRefusedInOneLineWithExamples(String sentence) {
    assertThatThrownBy(() -> Schedule.parse("lose #1; " + sentence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot understand '" + sentence + "'; write e.g. 'crash n3 at")
        .hasMessageNotContaining("\n");
  }

  @Test
  void theExamplesOfTheErrorMessageCanBeRead() {
    assertThatThrownBy(() -> Schedule.parse("rain"))
        .satisfies(
            e -> {
              String[] quoted = e.getMessage().split("'", -1);
              List<String> kinds = new ArrayList<>();
              for (int i = 3; i < quoted.length; i += 2) {
                Disturbance read = Schedule.parse(quoted[i]).disturbances().get(0);
                kinds.add(read.getClass().getSimpleName());
              }
              assertThat(kinds).hasSize(10).doesNotHaveDuplicates();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crash n99999999999 at 1ms for 1ms",
        "lose #99999999999999999999",
        "crash n1 at 9223372036854775807s for 1ms",
        "crash n1 at 1ms for 9223372036854775807us",
        "pause n1 at 9223372036854775807us for 1us",
        "delay #3 by 9223372036854775807us",
        "drift n1 by 1.2.3",
        "lose #0",
        "double #0",
        "delay #0 by 1ms"
      })
  void aNumberOutOfRangeIsRefusedInOneLine(String sentence) {
    assertThatThrownBy(() -> Schedule.parse(sentence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number out of range in '" + sentence + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.09", "10.1", "77"})
  void aClockThatDriftsTooFarIsRefused(String rate) {
    assertThatThrownBy(() -> Schedule.parse("drift n1 by " + rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a clock drifts by a rate from 0.1 to 10, not " + Double.parseDouble(rate));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "1", "10"})
  void aClockMayDriftAsFarAsTheEdges(String rate) {
    assertThat(Schedule.parse("drift n1 by " + rate).disturbances())
        .containsExactly(new Disturbance.Drift(1, Double.parseDouble(rate)));
  }
}
