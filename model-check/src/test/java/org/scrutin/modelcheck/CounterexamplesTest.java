package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** {@code docs/counterexamples.md} tells each expected counterexample, as TLC finds it. */
class CounterexamplesTest {

  private static final Path PAGE = Path.of("../docs/counterexamples.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^### ");
  private static final Pattern STEP = Pattern.compile("(?m)^\\d+\\. (?:`(\\w+)`:|At first )");

  static Stream<Model> expectedToFail() {
    return Manifest.of(SpecLibrary.bundled()).models().stream()
        .filter(model -> !model.mutant() && !model.expect().equals(new Expectation.Holds()));
  }

  @Test
  void theModelsOnThePageAreThoseThatAreExpectedToFail() throws IOException {
    assertThat(stories().keySet())
        .containsExactlyInAnyOrderElementsOf(expectedToFail().map(Model::name).toList());
  }

  @ParameterizedTest
  @MethodSource("expectedToFail")
  void thePageTellsTheStepsThatTlcFinds(Model model) throws IOException {
    String story = stories().getOrDefault(model.name(), "");
    assertThat(story)
        .contains("`./scrutin check " + model.name() + " --show`: violates `")
        .contains(model.expect().toString().replaceFirst(" (\\w+)$", " `$1`"));
    ModelResult result = new ModelRun(SpecLibrary.bundled(), model, 1).check();
    List<String> found =
        result.counterexample().orElseThrow().states().stream()
            .map(Counterexample.State::action)
            .toList();
    assertThat(steps(story)).isEqualTo(found);
  }

  /** The actions of a story; the first step has none. */
  private static List<String> steps(String story) {
    return STEP.matcher(story)
        .results()
        .map(step -> step.group(1) == null ? "" : step.group(1))
        .toList();
  }

  /** What stands below the heading of each model. */
  private static Map<String, String> stories() throws IOException {
    Map<String, String> stories = new LinkedHashMap<>();
    for (String part : HEADING.splitAsStream(Files.readString(PAGE)).skip(1).toList()) {
      stories.put(part.lines().findFirst().orElseThrow(), part);
    }
    return stories;
  }
}
