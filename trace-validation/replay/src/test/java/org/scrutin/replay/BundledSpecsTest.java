package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** Replay of the specifications that Scrutin ships, on both kinds of network. */
class BundledSpecsTest {

  private static final int LENGTH = 150;

  @ParameterizedTest
  @CsvSource({"bully/Bully, Bully_fifo", "bully/QuorumBully, QuorumBully_bag"})
  void walksConformAndAForeignStepIsNoticed(String module, String configuration) {
    SpecLibrary library = SpecLibrary.bundled();
    Path spec = library.root().resolve(module + ".tla");
    Path config = Specs.folder().resolve(configuration + ".cfg");
    Walker walker = Specs.walker(library, spec, config, Map.of());
    List<TraceLine.Event> events = walker.walk(1, LENGTH, false);
    try (TraceValidator validator = TraceValidator.of(library, spec, config, JsonObject.EMPTY)) {
      Verdict whole = Specs.validate(validator, Specs.trace(events));
      String foreign =
          Specs.trace(events)
              + Json.line(
                  new TraceLine.Event(
                      0,
                      LENGTH + 1,
                      1L,
                      "HandleElection",
                      List.of(JsonObject.of(Map.of("type", "Election", "from", 9, "to", 1))),
                      Optional.empty()));

      assertThat(whole).isInstanceOf(Verdict.Conforms.class);
      assertThat(Specs.validate(validator, foreign)).isInstanceOf(Verdict.Rejected.class);
    }
    assertThat(walker.incompleteSites(1, LENGTH)).isEmpty();
  }
}
