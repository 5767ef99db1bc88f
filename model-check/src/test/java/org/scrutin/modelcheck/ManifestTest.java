package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.Behaviours;
import org.scrutin.modelcheck.tlc.SpecException;

class ManifestTest {

  private static final String MODEL =
      """
      {
        "models": [
          {
            "name": "a/b",
            "module": "a/A.tla",
            "config": "a/b.cfg",
            "suite": "quick",
            "question": "Why?",
            "expect": "violates P",
            "neverTaken": [
              "Crash"
            ]
          },
          {
            "name": "ab",
            "mutant": true,
            "module": "a/A.tla",
            "config": "a/ab.cfg",
            "suite": "full",
            "expect": "deadlocks",
            "coverage": true,
            "pinned": {
              "distinct": 1,
              "generated": 2,
              "depth": 3
            }
          }
        ]
      }
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("models.json");
  }

  @Test
  void a_manifest_is_read_in_its_order() throws IOException {
    List<Model> models = read(MODEL).models();
    assertThat(models).extracting(Model::name).containsExactly("a/b", "ab");
    assertThat(models.get(0).expect()).isEqualTo(new Expectation.Violates("P"));
    assertThat(models.get(0).neverTaken()).containsExactly("Crash");
    assertThat(models.get(0).pinned()).isEmpty();
    assertThat(models.get(1).pinned()).contains(new Pinned(1, 2, 3, Optional.empty()));
    assertThat(models.get(1).mutant()).isTrue();
  }

  @Test
  void models_are_chosen_by_suite_name_and_folder() throws IOException {
    Manifest manifest = read(MODEL);
    assertThat(manifest.suite(Suite.QUICK)).extracting(Model::name).containsExactly("a/b");
    assertThat(manifest.suite(Suite.FULL)).hasSize(2);
    assertThat(manifest.named("a")).extracting(Model::name).containsExactly("a/b");
    assertThat(manifest.named("ab")).extracting(Model::name).containsExactly("ab");
    assertThatThrownBy(() -> manifest.named("b"))
        .hasMessageContaining("no model is called \"b\"; there are ");
  }

  @Test
  void what_is_wrong_is_told_in_one_line_with_line_and_column() {
    assertWrong(
        "\"suite\": \"quick\"",
        "\"suite\": \"quik\"",
        ":7:7: \"quik\" is none of \"quick\", \"full\"");
    assertWrong("\"question\"", "\"qestion\"", ":8:7: unknown field \"qestion\"");
    assertWrong("violates P", "violates", ":9:7: \"violates\" is no expectation");
    assertWrong("\"distinct\": 1,", "", ":22:7: the field \"distinct\" is missing");
    assertWrong(
        "\"distinct\": 1,", "\"distinct\": 1.5,", ":23:9: a value of another kind belongs here");
    assertWrong(
        "\"distinct\": 1,", "\"distinct\": null,", ":23:9: a value of another kind belongs here");
    assertWrong("\"mutant\": true", "\"mutant\": true, \"mutant\": true", ":16:");
    assertWrong("\"models\": [", "\"models\": ", ":2:3: a value of another kind belongs here");
    assertWrong(
        "\"expect\": \"deadlocks\"",
        "\"expect\": null",
        ":14:5: \"expect\" must not be null or empty");
    assertWrong("\"ab\",", "\"ab\"", ":16:7: Unexpected character");
    assertWrong("\"ab\"", "\"a/b\"", ":15:7: a second model is called \"a/b\"");
  }

  @Test
  void what_is_of_another_kind_or_out_of_range_is_told_in_one_line_too() {
    String kind = "a value of another kind belongs here";
    assertWrong("\"Crash\"", "null", ":3:5: \"neverTaken\" must have names of actions");
    assertWrong("\"distinct\": 1,", "\"distinct\": -1,", "\"distinct\" must be at least 1, not -1");
    assertWrong("\"distinct\": 1,", "\"distinct\": \"1\",", ":23:9: " + kind);
    assertWrong("\"expect\": \"deadlocks\"", "\"expect\": 5", ":20:7: " + kind);
    assertWrong("\"suite\": \"quick\"", "\"suite\": 0", ":7:7: ");
    assertWrong("\"name\": \"ab\"", "\"name\": \" \"", "\"name\" must not be null or empty");
    String simulated =
        "\"simulated\": {\"behaviours\": 0, \"depth\": 1, \"seed\": 1, \"states\": 1}, ";
    assertWrong(
        "\"suite\": \"full\"", simulated + "\"suite\": \"full\"", ":19:7: 0 behaviours of 1");
    for (String text : List.of("null", "", "5", "[]", "{\"models\": [5]}")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith(file + ":1:")
          .hasMessageMatching(".*(belongs here|not null)")
          .hasMessageNotContaining("org.scrutin");
    }
  }

  @Test
  void a_mutant_that_holds_would_be_caught_by_nothing() {
    assertWrong("\"expect\": \"deadlocks\"", "\"expect\": \"holds\"", "a mutant that holds");
  }

  @Test
  void of_no_model_nothing_is_as_expected() {
    for (String models : List.of("[]", "null", "[null]")) {
      assertThatThrownBy(() -> read("{\"models\": " + models + "}"))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("\"models\" must have a model, and no null");
    }
  }

  @Test
  void a_missing_manifest_is_named() {
    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(SpecException.class)
        .hasMessage(file + ": cannot read this manifest of models");
  }

  @Test
  void pins_are_written_in_place_and_nothing_else_changes() throws IOException {
    Files.createFile(folder.resolve("pom.xml"));
    read(MODEL).pin(Map.of("a/b", new Pinned(10, 20, 5, Optional.of(4))));
    assertThat(Files.readString(file))
        .isEqualTo(
            MODEL.replace(
                """
                        "Crash"
                      ]
                """,
                """
                        "Crash"
                      ],
                      "pinned": {
                        "distinct": 10,
                        "generated": 20,
                        "depth": 5,
                        "length": 4
                      }
                """));
  }

  @Test
  void how_far_a_model_was_explored_is_written_until_it_is_pinned() throws IOException {
    Files.createFile(folder.resolve("pom.xml"));
    Simulated simulated = new Simulated(new Behaviours(100, 50, 7), 5_000);
    Reached reached = new Reached(60, 10, 20, 5);
    read(MODEL).reached(Map.of("a/b", reached));
    Manifest.read(file).simulated(Map.of("a/b", simulated));
    Model model = Manifest.read(file).models().get(0);
    assertThat(model.reached()).contains(reached);
    assertThat(model.simulated()).contains(simulated);
    Manifest.read(file).pin(Map.of("a/b", new Pinned(10, 20, 5, Optional.empty())));
    Model pinned = Manifest.read(file).models().get(0);
    assertThat(pinned.reached()).isEmpty();
    assertThat(pinned.simulated()).isEmpty();
  }

  @Test
  void a_model_that_was_not_finished_is_not_pinned_but_says_how_far_it_came() throws IOException {
    Files.createFile(folder.resolve("pom.xml"));
    Model model = Specs.model("Counter", "counter/holds", "holds");
    Manifest manifest =
        read(
            """
            {"models": [
              {"name": "counter/holds", "module": "m", "config": "c", "suite": "full", "expect": "holds"}
            ]}
            """);
    Duration tooShort = Duration.ofMillis(1);
    ModelResult result = new ModelRun(Specs.library(), model, 1, Optional.of(tooShort)).check();
    assertThat(Pins.pin(manifest, List.of(model), List.of(result))).hasSize(1);
    Model written = Manifest.read(file).models().get(0);
    assertThat(written.pinned()).isEmpty();
    assertThat(written.reached()).contains(result.reached());
  }

  @Test
  void pins_are_written_in_a_source_checkout_only() throws IOException {
    Manifest manifest = read(MODEL);
    assertThatThrownBy(() -> manifest.pin(Map.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("in a source checkout only");
    assertThat(Files.readString(file)).isEqualTo(MODEL);
  }

  @Test
  void only_what_came_out_as_expected_is_pinned() throws IOException {
    Files.createFile(folder.resolve("pom.xml"));
    List<Model> models =
        List.of(
            Specs.model("Counter", "counter/holds", "violates InRange"),
            Specs.model("Counter", "counter/below", "violates Below"));
    Manifest manifest =
        read(
            """
            {"models": [
              {"name": "counter/holds", "module": "m", "config": "c", "suite": "quick", "expect": "violates InRange"},
              {"name": "counter/below", "module": "m", "config": "c", "suite": "quick", "expect": "violates Below"}
            ]}
            """);
    List<ModelResult> results = models.stream().map(Specs::check).toList();
    assertThat(Pins.pin(manifest, models, results))
        .containsExactly("counter/holds: expected: violates InRange; found: holds");
    assertThat(Manifest.read(file).models())
        .extracting(Model::pinned)
        .containsExactly(Optional.empty(), Optional.of(new Pinned(8, 8, 8, Optional.of(8))));
  }

  private Manifest read(String json) throws IOException {
    Files.writeString(file, json);
    return Manifest.read(file);
  }

  private void assertWrong(String old, String changed, String message) {
    assertThat(MODEL).contains(old);
    assertThatThrownBy(() -> read(MODEL.replace(old, changed)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
