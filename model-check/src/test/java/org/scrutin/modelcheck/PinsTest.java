package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinsTest {

  private static final Model HOLDS = Specs.model("Counter", "counter/holds", "holds");
  private static final Model BELOW = Specs.model("Counter", "counter/below", "violates Below");

  @Test
  void what_is_as_pinned_is_no_failure() {
    assertThat(failures(HOLDS.withPinned(new Pinned(8, 9, 8, Optional.empty())))).isEmpty();
    assertThat(failures(BELOW.withPinned(new Pinned(8, 8, 8, Optional.of(8))))).isEmpty();
  }

  @Test
  void every_drift_is_told_with_the_old_and_the_new_number() {
    assertThat(failures(BELOW.withPinned(new Pinned(7, 6, 5, Optional.of(4)))))
        .containsExactly(
            "counter/below: distinct states: pinned 7, now 8",
            "counter/below: generated states: pinned 6, now 8",
            "counter/below: depth: pinned 5, now 8",
            "counter/below: length of the counterexample: pinned 4, now 8");
  }

  @Test
  void a_counterexample_without_a_pinned_length_is_a_failure() {
    assertThat(failures(BELOW.withPinned(new Pinned(8, 8, 8, Optional.empty()))))
        .containsExactly("counter/below: length of the counterexample: pinned none, now 8");
  }

  @Test
  void a_model_without_a_pin_is_a_failure() {
    assertThat(failures(HOLDS))
        .containsExactly("counter/holds: not pinned yet: run `./scrutin check --pin`");
  }

  @Test
  void a_model_that_holds_but_should_not_is_a_failure() {
    assertThat(failures(Specs.model("Counter", "counter/holds", "violates InRange")))
        .containsExactly("counter/holds: expected: violates InRange; found: holds");
  }

  @Test
  void a_model_that_violates_another_property_than_expected_is_a_failure() {
    assertThat(failures(Specs.model("Counter", "counter/below", "violates InRange")))
        .containsExactly(
            "counter/below: expected: violates InRange; found: violates Below (in 8 states)");
  }

  @Test
  void a_model_that_is_violated_but_should_hold_is_a_failure() {
    assertThat(failures(Specs.model("Light", "light/liveness", "holds")))
        .containsExactly(
            "light/liveness: expected: holds; found: violates GreenAgain (in 4 states)");
  }

  @Test
  void a_deadlock_is_not_a_violation() {
    assertThat(failures(Specs.model("Counter", "counter/deadlock", "holds")))
        .containsExactly("counter/deadlock: expected: holds; found: deadlocks (in 8 states)");
  }

  @Test
  void a_model_that_cannot_be_checked_is_a_failure_even_where_one_is_expected() {
    ModelResult unusable =
        ModelResult.without("m", new Verdict.Unusable("why"), java.time.Duration.ZERO);
    assertThat(Pins.failures(BELOW, unusable))
        .containsExactly("counter/below: cannot be checked: why");
  }

  @Test
  void an_action_that_is_never_taken_is_a_failure() {
    assertThat(failures(covered(List.of())))
        .containsExactly("counter/dead_action: action Never (Counter.tla:9) is never taken");
  }

  @Test
  void an_action_that_is_said_to_be_never_taken_is_none() {
    assertThat(failures(covered(List.of("Never")))).isEmpty();
  }

  @Test
  void an_action_that_is_said_to_be_never_taken_must_indeed_not_be_taken_and_must_exist() {
    assertThat(failures(covered(List.of("Never", "Wrap", "Gone"))))
        .containsExactly(
            "counter/dead_action: action Wrap (Counter.tla:8) is under neverTaken, but is taken"
                + " 1 times",
            "counter/dead_action: no action is called Gone, which is under neverTaken");
  }

  @Test
  void coverage_that_was_asked_for_but_not_reported_is_a_failure() {
    ModelResult uncovered = Specs.check(HOLDS);
    Model asked =
        Specs.model("Counter", "counter/holds", "holds", true, List.of())
            .withPinned(uncovered.measured());
    assertThat(Pins.failures(asked, uncovered))
        .containsExactly("counter/holds: coverage is asked for, but TLC reported no action");
  }

  @Test
  void of_several_workers_only_what_repeats_is_compared() {
    ModelResult holds = Specs.check(HOLDS);
    ModelResult violated = Specs.check(BELOW);
    Model otherDepth = HOLDS.withPinned(new Pinned(8, 9, 5, Optional.empty()));
    Model otherSize = HOLDS.withPinned(new Pinned(7, 9, 8, Optional.empty()));
    Model otherStory = BELOW.withPinned(new Pinned(7, 7, 7, Optional.of(7)));
    assertThat(Pins.failures(otherDepth, holds, 2)).isEmpty();
    assertThat(Pins.failures(otherDepth, holds, 1)).hasSize(1);
    assertThat(Pins.failures(otherSize, holds, 2))
        .containsExactly("counter/holds: distinct states: pinned 7, now 8");
    assertThat(Pins.failures(otherStory, violated, 2)).isEmpty();
    assertThat(Pins.failures(HOLDS, holds, 2)).hasSize(1);
    assertThat(Pins.failures(otherDepth, violated, 2)).hasSize(1);
    assertThat(Pins.failures(covered(List.of()), Specs.check(covered(List.of())), 2)).hasSize(1);
  }

  private static Model covered(List<String> neverTaken) {
    return Specs.model("Counter", "counter/dead_action", "holds", true, neverTaken)
        .withPinned(new Pinned(8, 9, 8, Optional.empty()));
  }

  private static List<String> failures(Model model) {
    return Pins.failures(model, Specs.check(model));
  }
}
