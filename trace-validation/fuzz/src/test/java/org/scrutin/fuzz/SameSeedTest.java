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
    "bully, 6f050ccf655ab1cb1660c4b555035de302b22075deb393a2d66dd3d3113bbb6b",
    "ring, b512a3c6c246c24ea0d236858e2e695506a4f669b3dbd6c1729330059c278f17",
    "chang-roberts, e4359065b2f9849d612bd0488147f673d04ede649cb66342f0f448f4e28f85f0",
    "quorum-bully, 37bb765d50cb636d6a4c74e2169553fd8e2d5998914874fffe4e7d650218a070",
    "quorum-ring, edbadb2d43eb1b6499da3ac1ceba650e86d5d979090721bb52a3284a1890a46f",
    "raft, 482116db0d1fbb652698328fcc009f2a19fadff4eb93b63196a9a290606566e1"
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
