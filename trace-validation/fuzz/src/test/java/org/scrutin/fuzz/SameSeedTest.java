package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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
    "bully, 1f7e8858ceb7fe7fe9c0b5e1781de35c93d90837326f37e04df77ddc6d98801f",
    "ring, 69c41a2e5963c40c70f0967235fb8cd75678548c05288705a27190efb49de006",
    "chang-roberts, fdcdb4fe6ebf5246f94b8c608551a5bb79fa46af6275540753756ed6d4cbb6b9",
    "quorum-bully, 9f6efd8efe33492cc8d4854f11c987010f8c5f444b9dd9b5a0e3f427c7c44f0f",
    "quorum-ring, 5dddcbeda4ece48912b004a4a6ff4c09d4185b0580038f5fbb57952d8750ce1b"
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
