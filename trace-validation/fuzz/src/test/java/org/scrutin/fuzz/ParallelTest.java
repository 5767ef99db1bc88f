package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.replay.Options;
import org.scrutin.replay.ParallelValidators;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.Validators;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithms;

/** Several threads replay as one does. */
class ParallelTest {

  private static final int THREADS = 4;
  private static final int STEPS = 60;

  @TempDir private Path folder;
  private final List<Path> traces = new ArrayList<>();

  /** Runs of two algorithms; each third one is damaged. */
  @BeforeEach
  void write() throws IOException {
    for (int seed = 1; seed <= 12; seed++) {
      String name = seed % 2 == 0 ? "bully" : "ring";
      Run run =
          new Run(
              Algorithms.named(name).orElseThrow(),
              Run.ring(3, 0),
              Algorithms.named(name).orElseThrow().assumedWeather(),
              Optional.empty(),
              seed,
              STEPS);
      List<String> lines = new ArrayList<>(Split.trace(run));
      if (seed % 3 == 0) {
        lines
            .subList(STEPS / 2, STEPS)
            .replaceAll(line -> line.replaceFirst("(\"state\":\\{\"epoch\":)\\d+", "$199"));
      }
      traces.add(Files.write(folder.resolve(seed + ".ndjson"), lines));
    }
  }

  @Test
  void theVerdictsAreThoseOfOneThread() {
    List<String> alone = new ArrayList<>();
    try (Validators validators = Validators.bundled()) {
      traces.forEach(trace -> alone.add(words(validators.validate(trace, Options.DEFAULT))));
    }
    assertThat(alone).anyMatch(words -> words.contains("rejected")).contains("conforms 65");
    try (ParallelValidators validators = new ParallelValidators(Validators::bundled, THREADS)) {
      for (int round = 0; round < 3; round++) {
        assertThat(validators.validate(traces, Options.DEFAULT))
            .extracting(ParallelTest::words)
            .isEqualTo(alone);
      }
    }
  }

  @Test
  void whatIsNoTraceIsToldAsByOneThread() throws IOException {
    Files.writeString(traces.get(4), "nonsense\n");
    try (ParallelValidators validators = new ParallelValidators(Validators::bundled, 2)) {
      assertThatThrownBy(() -> validators.validate(traces.subList(3, 6), Options.DEFAULT))
          .isInstanceOf(TraceException.class)
          .hasMessageStartingWith(traces.get(4) + ":1: not JSON");
    }
  }

  private static String words(Verdict verdict) {
    return verdict instanceof Verdict.Rejected rejected
        ? "rejected: " + rejected.rejection().text()
        : "conforms " + verdict.stats().events();
  }
}
