package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.Manifest;
import org.scrutin.modelcheck.Model;
import org.scrutin.modelcheck.Suite;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.simulation.Algorithms;

/** README's figures that can be counted. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..", "..");

  private final Manifest manifest = Manifest.of(SpecLibrary.bundled());

  @Test
  void modelsAndMutantsAreAsManyAsReadmeSays() throws IOException {
    long quick = models(Suite.QUICK);
    assertThat(figure("README.md", "(\\d+) models of safety")).isEqualTo(quick);
    assertThat(figure("README.md", "and (\\d+) larger ones")).isEqualTo(models(Suite.FULL) - quick);
    assertThat(figure("README.md", "(\\d+) faulty specifications")).isEqualTo(mutants(""));
    assertThat(figure("docs/leadership.md", "models and (\\d+) mutants"))
        .isEqualTo(mutants("leadership/"));
  }

  @Test
  void runsAreAsManyAsReadmeSays() throws IOException {
    long each = figure("README.md", "makes ([\\d,]+) simulated runs of\\s+each algorithm");
    assertThat(figure("README.md", "\\| runs \\| ([\\d,]+) a certificate"))
        .isEqualTo(each * Algorithms.all().size());
  }

  private long models(Suite suite) {
    return manifest.suite(suite).stream().filter(model -> !model.mutant()).count();
  }

  private long mutants(String family) {
    return manifest.models().stream()
        .filter(Model::mutant)
        .filter(model -> model.name().startsWith(family))
        .count();
  }

  private static long figure(String file, String words) throws IOException {
    Matcher found = Pattern.compile(words).matcher(Files.readString(ROOT.resolve(file)));
    assertThat(found.find()).as("%s has no sentence with %s", file, words).isTrue();
    return Long.parseLong(found.group(1).replace(",", ""));
  }
}
