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
    "bully, fb6010ff1d5854c010e4baa9e7ae4874bd3c0c7b0c9d4987a1016bb81a469f1d",
    "ring, 23a90345b24c5319a5094e90c687632a7c1f469b26c1af49f8e9c187a2686115",
    "chang-roberts, 8bb697a492cbca1bde99e04ca1cb1fbeb7cbe5a097b130f4e02b54e4f1565171",
    "quorum-bully, 1c1969c8f758bc32d9a50c9dd820afd30a71f4118b4bb583c0f301902caf30db",
    "quorum-ring, 5f7ce171253e2a7c5fabb5544c1fe56c9095bd7cb767b371de38e1e7cdc0148d"
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
