package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.fuzz.Run;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/** What is kept of a run can be judged by what it says. */
class FailedRunTest {

  @TempDir Path folder;

  @Test
  void itsTraceAndWhatItsClientsSawAreThere() throws IOException {
    Weather weather = Weather.rough(Fault.all());
    Run run = new Run(Algorithms.RAFT, Run.ring(3, 0), weather, Optional.empty(), 5, 4_000);
    List<String> told = FailedRun.save(run, folder);

    Path trace = folder.resolve("raft-5.ndjson");
    assertThat(told).first().isEqualTo("trace: " + trace);
    assertThat(Session.of("validate", trace.toString()).code()).isEqualTo(ExitCode.HOLDS);
    assertThat(told).filteredOn(line -> line.startsWith("clients: scrutin ")).hasSizeGreaterThan(1);
    for (String line : told.subList(1, told.size())) {
      Session session = Session.of(line.replace("clients: scrutin ", "").split(" "));
      assertThat(session.out()).as(line).contains(": linearizable: ");
    }
  }
}
