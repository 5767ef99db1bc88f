package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import tlc2.TLC;

/**
 * A TLC that the user brought: our evaluators cannot be loaded with it, and replay does without.
 */
class OtherTlcTest {

  private static final String PROPERTY = "scrutin.tla2tools";

  @BeforeEach
  void bring() throws URISyntaxException {
    Path jar = Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    System.setProperty(PROPERTY, jar.toString());
  }

  @AfterEach
  void takeAway() {
    System.clearProperty(PROPERTY);
  }

  private static Path spec(String file) throws URISyntaxException {
    return Path.of(OtherTlcTest.class.getResource("/tracespecs").toURI()).resolve(file);
  }

  @Test
  void followsTraces() {
    String ask = "{\"n\":%d,\"at\":1,\"clock\":%d,\"action\":\"Ask\",\"args\":[1,\"urgent\"]}";
    try (TraceValidator validator = Specs.lending()) {
      Verdict verdict = Specs.validate(validator, Specs.trace(ask.formatted(1, 1)));
      Verdict twice =
          Specs.validate(validator, Specs.trace(ask.formatted(1, 1), ask.formatted(2, 2)));

      assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
      assertThat(twice).isInstanceOf(Verdict.Rejected.class);
    }
  }

  @Test
  void saysThatBindingsNeedOurs() throws URISyntaxException {
    SpecLibrary library = SpecLibrary.of(spec("."));
    Path spec = spec("Courier.tla");
    Path config = spec("Courier.cfg");
    Path binding = spec("CourierBind.tla");

    assertThatThrownBy(() -> TraceValidator.bound(library, spec, config, binding, Map.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("need the TLC that Scrutin ships");
  }
}
