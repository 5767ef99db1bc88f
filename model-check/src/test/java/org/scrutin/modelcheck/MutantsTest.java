package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manifest of the specifications must have, and what the documents say of it. */
class MutantsTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Manifest MANIFEST = Manifest.read(ROOT.resolve("spec/models.json"));

  @ParameterizedTest
  @ValueSource(strings = {"raft", "leadership"})
  void every_property_is_violated_by_some_model(String family) {
    assertThat(neverViolated(MANIFEST.named(family))).isEmpty();
  }

  @Test
  void a_property_that_no_model_violates_is_found() {
    List<Model> withoutOne =
        raft().stream().filter(model -> !violates(model, "LogMatching")).toList();
    assertThat(neverViolated(withoutOne)).containsExactly("LogMatching");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft", "leadership"})
  void the_table_of_mutants_is_that_of_the_manifest(String family) throws IOException {
    String page = Files.readString(ROOT.resolve("docs/model-checking.md")).replace("\r\n", "\n");
    String rows =
        MANIFEST.named(family).stream()
            .filter(Model::mutant)
            .map(MutantsTest::row)
            .collect(Collectors.joining());
    assertThat(page)
        .as("replace the rows of the table of mutants by these:\n%s", rows)
        .contains("|---|---|---|---|---|\n" + rows + "\n");
  }

  private static List<Model> raft() {
    return MANIFEST.named("raft");
  }

  private static Set<String> neverViolated(List<Model> models) {
    Set<String> properties =
        models.stream()
            .filter(model -> model.expect() instanceof Expectation.Holds)
            .flatMap(MutantsTest::properties)
            .collect(Collectors.toCollection(TreeSet::new));
    properties.removeIf(property -> models.stream().anyMatch(model -> violates(model, property)));
    return properties;
  }

  private static Stream<String> properties(Model model) {
    ModelConfig config = ModelConfig.read(ROOT.resolve("spec").resolve(model.config()));
    return Stream.concat(config.invariants().stream(), config.properties().stream());
  }

  private static boolean violates(Model model, String property) {
    return model.expect().equals(new Expectation.Violates(property));
  }

  private static String row(Model model) {
    return "| `%s` | %s | `%s` | %s | %d |\n"
        .formatted(
            model.name().substring(model.name().lastIndexOf('/') + 1),
            model.question(),
            model.expect().toString().substring(Expectation.VIOLATES.length()),
            model.bounds(),
            model.pinned().flatMap(Pinned::length).orElseThrow());
  }
}
