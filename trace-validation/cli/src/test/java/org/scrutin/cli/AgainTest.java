package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scrutin.fuzz.Campaign;
import org.scrutin.fuzz.Run;
import org.scrutin.protocol.NodeId;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;

/** The command that a run names makes that very run again. */
class AgainTest {

  private static final long STEPS = 120;
  private static final List<NodeId> BY_NUMBER = Run.ring(4, 0);
  private static final List<NodeId> MIXED = Stream.of(2, 4, 1, 3).map(NodeId::of).toList();
  private static final Schedule STORY =
      Schedule.parse(
          "crash n4 at 250ms for 600ms; cut n1->n2 at 5ms for 1s; partition n1 n2 at 0ms for 1s;"
              + " drift n2 by 1.2; lose #17; double #4; delay #9 by 80ms; pause n1 at 1s for 80us");

  /** A word of the shell, with or without quotes. */
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  @TempDir Path folder;

  static Stream<Run> runs() {
    return Algorithms.all().stream().flatMap(AgainTest::runs);
  }

  private static Stream<Run> runs(Algorithm algorithm) {
    Weather assumed = algorithm.assumedWeather();
    List<Run> runs = new ArrayList<>();
    for (Weather weather : List.of(assumed, Weather.rough(Set.of()))) {
      for (List<NodeId> ring : List.of(BY_NUMBER, MIXED)) {
        Schedule crash = Schedule.parse("crash n4 at 250ms for 600ms");
        Schedule told = weather.synchronous() ? crash : STORY;
        runs.add(new Run(algorithm, ring, weather, Optional.of(told), 7, STEPS));
        runs.add(new Run(algorithm, ring, weather, Optional.of(Schedule.NONE), 8, STEPS));
      }
    }
    Weather some = Weather.rough(Set.of(Fault.PAUSE, Fault.LOSS, Fault.CLOCK)).withPhiAccrual();
    runs.add(new Run(algorithm, MIXED, some, Optional.empty(), 9, STEPS));
    for (Campaign campaign : Campaign.of(algorithm, 2, STEPS)) {
      for (long seed = 1; seed <= 4; seed++) {
        runs.add(campaign.run(seed));
      }
    }
    return runs.stream();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theCommandOfARunMakesItAgain(Run run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run.simulate(bytes);

    Path trace = folder.resolve("t.ndjson");
    String first = run.command().substring(0, run.command().indexOf(" && "));
    assertThat(first).startsWith("./scrutin run ").endsWith(" --trace t.ndjson");
    Session session = Session.of(arguments(first, trace));

    assertThat(session.err()).isEmpty();
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(Files.readAllBytes(trace)).as(run.command()).isEqualTo(bytes.toByteArray());
  }

  private static String[] arguments(String command, Path trace) {
    return WORD.matcher(command)
        .results()
        .skip(1)
        .map(AgainTest::word)
        .map(word -> word.equals("t.ndjson") ? trace.toString() : word)
        .toArray(String[]::new);
  }

  private static String word(MatchResult match) {
    return match.group(1) == null ? match.group() : match.group(1);
  }
}
