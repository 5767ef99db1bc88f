package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.tlc.Behaviours;
import org.scrutin.modelcheck.tlc.SpecException;

class ModelSimulationTest {

  private static SimulationResult simulate(String module, String config, Behaviours behaviours) {
    Model model = Specs.model(module, config, "holds");
    return new ModelSimulation(Specs.library(), model).run(behaviours);
  }

  @Test
  void what_holds_is_not_violated_and_the_same_seed_gives_the_same_behaviours() {
    Behaviours behaviours = new Behaviours(50, 20, 3);
    SimulationResult first = simulate("Counter", "counter/holds", behaviours);
    assertThat(first.verdict()).isEqualTo(new Verdict.Holds());
    assertThat(first.counterexample()).isEmpty();
    assertThat(first.states()).isGreaterThan(50);
    assertThat(simulate("Counter", "counter/holds", behaviours).measured())
        .isEqualTo(first.measured());
  }

  @Test
  void a_violated_invariant_is_found() {
    SimulationResult result = simulate("Mutex", "mutex/exclusion", new Behaviours(200, 20, 1));
    assertThat(result.verdict()).isEqualTo(new Verdict.Violates("Exclusion"));
    assertThat(result.counterexample().orElseThrow().states()).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void an_initial_state_may_violate_an_invariant() {
    SimulationResult result = simulate("Counter", "counter/initial", new Behaviours(5, 5, 1));
    assertThat(result.verdict()).isEqualTo(new Verdict.Violates("NotZero"));
    assertThat(result.counterexample().orElseThrow().states()).hasSize(1);
  }

  @Test
  void a_violated_temporal_property_is_found() {
    SimulationResult result = simulate("Light", "light/liveness", new Behaviours(50, 20, 1));
    assertThat(result.verdict()).hasToString("violates one of LeavesRed, GreenAgain, SomeTimeDark");
  }

  @Test
  void a_behaviour_that_is_too_short_finds_nothing() {
    SimulationResult result = simulate("Mutex", "mutex/exclusion", new Behaviours(200, 2, 1));
    assertThat(result.verdict()).isEqualTo(new Verdict.Holds());
  }

  @Test
  void what_cannot_be_checked_is_told_in_one_line() {
    assertThatThrownBy(() -> simulate("Types", "broken/types", new Behaviours(5, 5, 1)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Types.tla");
  }

  @Test
  void neither_no_behaviours_nor_more_than_TLC_can_hold_are_to_ask_for() {
    assertThatThrownBy(() -> new Behaviours(0, 5, 1)).hasMessageContaining("from 1 to ");
    assertThatThrownBy(() -> new Behaviours(1L << 31, 5, 1)).hasMessageContaining("from 1 to ");
    assertThatThrownBy(() -> new Behaviours(5, 0, 1)).hasMessageContaining("of 1 to 1000000");
    assertThatThrownBy(() -> new Behaviours(5, Integer.MAX_VALUE, 1))
        .hasMessageContaining("of 1 to 1000000");
  }
}
