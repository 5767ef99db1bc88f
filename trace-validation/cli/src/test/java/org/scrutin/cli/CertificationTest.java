package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.Manifest;
import org.scrutin.modelcheck.Suite;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Which models stand in a certificate. */
class CertificationTest {

  private static Set<String> families(Algorithm algorithm) {
    return Manifest.of(SpecLibrary.bundled()).suite(Suite.QUICK).stream()
        .filter(model -> Certification.concerns(model, algorithm))
        .map(model -> model.name().substring(0, model.name().indexOf('/')))
        .collect(Collectors.toSet());
  }

  @Test
  void raftStandsForWhatServicesArePromisedToo() {
    assertThat(families(Algorithms.RAFT))
        .containsExactlyInAnyOrder("raft", "election", "leadership");
    assertThat(families(Algorithms.named("bully").orElseThrow()))
        .containsExactlyInAnyOrder("bully", "election");
  }

  @Test
  void allOfThemTogetherLeaveNoModelOut() {
    Manifest manifest = Manifest.of(SpecLibrary.bundled());
    assertThat(manifest.suite(Suite.FULL))
        .allMatch(
            model ->
                Algorithms.all().stream()
                    .anyMatch(algorithm -> Certification.concerns(model, algorithm)));
  }
}
