package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.Validators;
import org.scrutin.replay.strength.Strength;
import org.scrutin.replay.strength.StrengthMeter;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/**
 * How much the replay of our own runs notices, at least. Where an event is left out, doubled or
 * moved, what is left may be another run that the specification allows, such as one in which a lost
 * message is not lost; so these shares are below one for good reasons.
 */
class StrengthTest {

  private static final int STEPS = 120;
  private static final int SAMPLES = 3;

  @ParameterizedTest
  @CsvSource({"bully, 99, 71, 86, 95", "raft, 98, 77, 75, 81"})
  void damageToRunsIsNoticed(String name, int alter, int drop, int twice, int swap)
      throws IOException {
    Algorithm algorithm = Algorithms.named(name).orElseThrow();
    List<String> trace =
        Split.trace(
            new Run(
                algorithm, Run.ring(3, 0), Weather.rough(Fault.all()), Optional.empty(), 1, STEPS));
    StrengthMeter meter =
        new StrengthMeter(Options.DEFAULT.withInvariants(false), SAMPLES, STEPS, 1);
    byte[] text = (String.join("\n", trace) + "\n").getBytes(StandardCharsets.UTF_8);
    try (Validators validators = Validators.bundled();
        TraceReader reader = new TraceReader(new ByteArrayInputStream(text), name)) {
      meter.measure(validators.of(reader.header()), text, name);
    }
    Strength strength = meter.strength();
    assertThat(100 * strength.total("alter").share()).isGreaterThanOrEqualTo(alter);
    assertThat(100 * strength.total("drop").share()).isGreaterThanOrEqualTo(drop);
    assertThat(100 * strength.total("double").share()).isGreaterThanOrEqualTo(twice);
    assertThat(100 * strength.total("swap").share()).isGreaterThanOrEqualTo(swap);
    assertThat(strength.unread().stream().filter(field -> field.startsWith("/state"))).isEmpty();
  }
}
