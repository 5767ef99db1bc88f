package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcProgress;

class ModelRunTest {

  /** TLC cannot even have begun. */
  private static final Duration SHORT = Duration.ofMillis(1);

  private static final Duration LONG = Duration.ofDays(1);

  @Test
  void a_model_that_holds_has_its_size_and_no_counterexample() {
    ModelResult result = Specs.check("Counter", "counter/holds");
    assertThat(result.verdict()).isEqualTo(new Verdict.Holds());
    assertThat(result.measured()).hasToString(pinned(8, 9, 8, "empty"));
    assertThat(result.counterexample()).isEmpty();
    assertThat(result.coverage()).isEmpty();
  }

  @Test
  void the_violated_invariant_is_named_with_the_shortest_behaviour() {
    ModelResult result = Specs.check("Mutex", "mutex/exclusion");
    assertThat(result.verdict()).isEqualTo(new Verdict.Violates("Exclusion"));
    Counterexample counterexample = result.counterexample().orElseThrow();
    assertThat(counterexample.loop()).isEmpty();
    assertThat(counterexample.states())
        .extracting(Counterexample.State::action)
        .containsExactly("", "See", "See", "Enter", "Enter");
    Counterexample.State third = counterexample.states().get(3);
    assertThat(third.location()).isEqualTo("Mutex.tla:9");
    assertThat(third.variables()).containsOnlyKeys("pc", "busy").containsEntry("busy", "TRUE");
    assertThat(third.changed()).containsExactlyInAnyOrder("pc", "busy");
    assertThat(counterexample.states().get(4).changed()).containsExactly("pc");
    assertThat(counterexample.states().get(0).changed()).isEmpty();
  }

  @Test
  void an_invariant_that_an_initial_state_violates_has_a_counterexample_of_one_state() {
    ModelResult result = Specs.check("Counter", "counter/initial");
    assertThat(result.verdict()).isEqualTo(new Verdict.Violates("NotZero"));
    assertThat(result.counterexample().orElseThrow().states())
        .containsExactly(new Counterexample.State("", "", Map.of("n", "0"), List.of()));
    assertThat(result.measured()).hasToString(pinned(1, 1, 1, "[1]"));
  }

  @Test
  void a_deadlock_is_told_from_a_violation() {
    ModelResult result = Specs.check("Counter", "counter/deadlock");
    assertThat(result.verdict()).isEqualTo(new Verdict.Deadlocks());
    assertThat(result.measured()).hasToString(pinned(8, 8, 8, "[8]"));
  }

  @Test
  void of_several_temporal_properties_the_violated_one_is_found_with_its_lasso() {
    ModelResult result = Specs.check("Light", "light/liveness");
    assertThat(result.verdict()).isEqualTo(new Verdict.Violates("GreenAgain"));
    Counterexample lasso = result.counterexample().orElseThrow();
    assertThat(lasso.states())
        .extracting(state -> state.variables().get("colour"))
        .containsExactly("\"red\"", "\"green\"", "\"blinking\"", "\"dark\"");
    assertThat(lasso.loop()).isEqualTo(OptionalInt.of(2));
    assertThat(lasso.stutters()).isFalse();
  }

  @Test
  void a_behaviour_that_stops_for_ever_is_a_lasso_that_stutters() {
    ModelResult result = Specs.check("Light", "light/unfair");
    assertThat(result.verdict()).isEqualTo(new Verdict.Violates("LeavesRed"));
    assertThat(result.counterexample().orElseThrow().stutters()).isTrue();
    assertThat(result.counterexample().orElseThrow().length()).isEqualTo(1);
  }

  @Test
  void a_violated_action_property_is_named() {
    assertThat(Specs.check("Counter", "counter/no_jump").verdict())
        .isEqualTo(new Verdict.Violates("NoJump"));
  }

  @Test
  void a_refinement_that_holds_holds() {
    assertThat(Specs.check("Clock", "clock/refines").verdict()).isEqualTo(new Verdict.Holds());
  }

  @Test
  void a_refinement_that_fails_is_called_by_the_name_of_the_property() {
    ModelResult result = Specs.check("Clock", "clock/jumps");
    assertThat(result.verdict()).isEqualTo(new Verdict.Violates("Refinement"));
    Counterexample counterexample = result.counterexample().orElseThrow();
    assertThat(counterexample.states().get(counterexample.length() - 1).action()).isEqualTo("Jump");
    assertThat(result.measured()).hasToString(pinned(14, 14, 13, "[13]"));
  }

  @Test
  void a_property_of_initial_states_that_fails_is_named() {
    assertThat(Specs.check("Clock", "clock/starts_late").verdict())
        .isEqualTo(new Verdict.Violates("StartsLate"));
  }

  @Test
  void coverage_tells_how_often_each_action_is_taken() {
    Model model = Specs.model("Counter", "counter/dead_action", "holds", true, List.of());
    assertThat(Specs.check(model).coverage())
        .containsExactly(
            new ActionCoverage("Up", "Counter.tla:7", 7, 7),
            new ActionCoverage("Wrap", "Counter.tla:8", 0, 1),
            new ActionCoverage("Never", "Counter.tla:9", 0, 0));
  }

  @Test
  void an_action_behind_a_quantifier_over_the_state_has_its_own_name() {
    ModelResult result =
        Specs.check(Specs.model("Mail", "mail/read", "violates ReadOne", true, List.of()));
    assertThat(result.counterexample().orElseThrow().states())
        .extracting(state -> state.action() + " " + state.location())
        .containsExactly(" ", "Send Mail.tla:6", "Read Mail.tla:11", "Read Mail.tla:11");
    assertThat(result.coverage())
        .extracting(action -> action.action() + " " + action.location())
        .containsExactly(
            "Send Mail.tla:6", "Read Mail.tla:11", "Burn Mail.tla:13", "Next Mail.tla:14");
    assertThat(result.coverage())
        .extracting(action -> action.taken() > 0)
        .containsExactly(true, true, false, false);
  }

  @Test
  void a_comment_in_a_configuration_may_be_in_any_encoding(@TempDir Path folder)
      throws IOException {
    Path counter = Specs.library().root().resolve("counter");
    Files.copy(counter.resolve("Counter.tla"), folder.resolve("Counter.tla"));
    String config = "\\* caf\u00e9\n" + Files.readString(counter.resolve("holds.cfg"));
    Files.writeString(folder.resolve("holds.cfg"), config, StandardCharsets.ISO_8859_1);
    Model model = Model.of("counter/holds", "Counter.tla", "holds.cfg");
    ModelResult result = new ModelRun(SpecLibrary.of(folder), model, 1).check();
    assertThat(result.verdict()).isEqualTo(new Verdict.Holds());
  }

  @Test
  void a_temporal_property_is_not_checked_under_symmetry_but_steps_are() {
    assertThatThrownBy(() -> Specs.check("Pair", "symmetry/liveness"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("symmetry/liveness.cfg: under SYMMETRY TLC may miss");
    assertThat(Specs.check("Pair", "symmetry/steps").verdict()).isEqualTo(new Verdict.Holds());
  }

  @Test
  void silence_is_no_success() {
    Transcript silent = new Transcript(List.of(), new ActionNames(List.of()));
    assertThatThrownBy(
            () -> ModelRun.requireResult(silent, new TlcProgress(9, 8, 0), Path.of("M.tla")))
        .hasMessage("M.tla: TLC ended without a result");
  }

  @Test
  void a_run_that_was_cancelled_has_no_result() {
    ModelRun run =
        new ModelRun(Specs.library(), Specs.model("Counter", "counter/holds", "holds"), 1);
    run.cancel();
    assertThatThrownBy(run::check).isInstanceOf(CancellationException.class);
  }

  @Test
  void a_run_that_is_given_too_little_time_is_not_finished() {
    Model model = Specs.model("Counter", "counter/holds", "holds");
    ModelResult result = new ModelRun(Specs.library(), model, 1, Optional.of(SHORT)).check();
    assertThat(result.verdict()).isInstanceOf(Verdict.Unfinished.class);
    assertThat(Pins.failures(model, result))
        .containsExactly("counter/holds: not finished: give it more time, or leave --limit away");
  }

  @Test
  void a_run_that_is_given_enough_time_is_as_any_other() {
    Model model = Specs.model("Counter", "counter/holds", "holds");
    ModelResult result = new ModelRun(Specs.library(), model, 1, Optional.of(LONG)).check();
    assertThat(result.verdict()).isEqualTo(new Verdict.Holds());
  }

  @Test
  void nothing_is_left_behind_in_the_folder_of_the_specification() throws IOException {
    Specs.check("Light", "light/liveness");
    try (Stream<Path> files = Files.list(Specs.library().root().resolve("light"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("Light.tla", "liveness.cfg", "unfair.cfg");
    }
  }

  private static String pinned(long distinct, long generated, int depth, String length) {
    return "Pinned[distinct=%d, generated=%d, depth=%d, length=Optional%s]"
        .formatted(distinct, generated, depth, length.equals("empty") ? ".empty" : length);
  }
}
