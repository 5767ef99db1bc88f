package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;

/** A seed decides everything, on every JDK. */
class SameSeedTest {

  private static final List<Integer> FIVE = List.of(1, 2, 3, 4, 5);
  private static final int STEPS = 2_000;
  private static final long DISTURBED_MICROS = 30_000_000;

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("algorithmsAndWeathers")
  void theSameSeedGivesTheSameBytes(String name, String weatherName, Weather weather) {
    Algorithm algorithm = Algorithms.named(name).orElseThrow();
    assertThat(trace(algorithm, weather, 7))
        .as("%s in %s weather", name, weatherName)
        .isEqualTo(trace(algorithm, weather, 7));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("algorithmsAndWeathers")
  void anotherSeedGivesAnotherRun(String name, String weatherName, Weather weather) {
    Algorithm algorithm = Algorithms.named(name).orElseThrow();
    assertThat(events(trace(algorithm, weather, 7)))
        .as("%s in %s weather", name, weatherName)
        .isNotEqualTo(events(trace(algorithm, weather, 8)));
  }

  /** The effect of the observer: none. What befalls a run is drawn from its seed, traced or not. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("algorithmsAndWeathers")
  void aRunTakesTheSameScheduleWithAndWithoutATrace(String name, String kind, Weather weather) {
    Algorithm algorithm = Algorithms.named(name).orElseThrow();
    Run run = new Run(algorithm, Run.ring(5, 0), weather, Optional.empty(), 7, STEPS);
    assertThat(run.simulate())
        .as("%s in %s weather", name, kind)
        .isEqualTo(run.simulate(OutputStream.nullOutputStream()));
  }

  /** All but the header, which has the seed in it. */
  private static String events(byte[] trace) {
    String text = new String(trace, StandardCharsets.UTF_8);
    return text.substring(text.indexOf('\n'));
  }

  static Stream<Arguments> algorithmsAndWeathers() {
    return Algorithms.all().stream()
        .flatMap(
            algorithm ->
                Stream.of(
                    Arguments.of(algorithm.name(), "as assumed", algorithm.assumedWeather()),
                    Arguments.of(algorithm.name(), "rough", rough())));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "bully, 351b5d7fe6c2ce80a0a7d30a25608d92a68bc233d7db12c2e1d620f955af81f2",
    "ring, dedbd00da842fd663966f47a6bf49de6c347accbc34d58c95c4770411ad20990",
    "chang-roberts, 341180f7378c05a6b79314ffa95ea83cbc1321934c3920fccafd3b548960d9d7",
    "quorum-bully, 7196bbf2c3cfb67819caf98f4ee6450fc214eb7d4e8a29fa938840c11673e003",
    "quorum-ring, e0d282df7a98449f981d83502b35f6d16d0f1fb09c41984839c24aca8ef3d5b3",
    "raft, 098aff05fd2e7ac59f910548e74f002d5c0f06a818dc0cf37a2e6f99f604ce38"
  })
  void seed42GivesTheTraceThatItGaveOnEveryOtherJdk(String name, String sha256)
      throws NoSuchAlgorithmException {
    byte[] trace = trace(Algorithms.named(name).orElseThrow(), rough(), 42);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(trace);
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
  }

  /** Every fault there is, and the failure detector that needs floating point. */
  private static Weather rough() {
    return Weather.rough(Fault.all()).withPhiAccrual();
  }

  private static byte[] trace(Algorithm algorithm, Weather weather, long seed) {
    Schedule schedule = weather.schedule(FIVE.size(), DISTURBED_MICROS, new Random(seed));
    return new Trial(algorithm, FIVE, weather, schedule, seed, STEPS).run().trace();
  }
}
