package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to decide says what brute force says, of good and bad histories. */
class AgreementTest {

  private static final int SMALL = 7;

  static List<Menu<?>> menus() {
    return Menu.all();
  }

  @Provide
  Arbitrary<Menu<?>> menu() {
    return Arbitraries.of(Menu.all());
  }

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void theCheckerSaysWhatBruteForceSays(@ForAll("menu") Menu<?> menu, @ForAll long seed) {
    agrees(menu, menu.random(new Random(seed), SMALL));
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("menus")
  void theCheckerSaysWhatBruteForceSaysOfAHundredThousandHistories(Menu<?> menu) {
    for (int seed = 0; seed < 100_000; seed++) {
      agrees(menu, menu.random(new Random(seed), SMALL));
    }
  }

  @ParameterizedTest
  @MethodSource("menus")
  void amongTheHistoriesAreManyGoodAndManyBadOnes(Menu<?> menu) {
    int good = 0;
    for (int seed = 0; seed < 500; seed++) {
      good += judge(menu, menu.random(new Random(seed), SMALL)) ? 1 : 0;
    }
    assertThat(good).isBetween(50, 480);
  }

  /** Random histories have this hardly ever: what followed a write must be asked for again. */
  @Test
  void aWriteIsOfUseAgainOnceSomebodyCrashedWhoNeedsIt() {
    Operation one = new Operation(0, "write", 1L, 1L, Status.OK, 0, 10, 0);
    Operation two = new Operation(1, "write", 2L, 2L, Status.OK, 1, 11, 0);
    Operation sees = new Operation(2, "read", Nil.NIL, 2L, Status.OK, 2, 3, 0);
    Operation after = new Operation(2, "read", Nil.NIL, 3L, Status.OK, 4, 6, 0);
    List<Object> swap = List.of(1L, 3L);
    Operation crashed = new Operation(3, "cas", swap, swap, Status.INFO, 5, Operation.NEVER, 0);
    frontierAgrees(Register.withCas(), true, History.of(List.of(one, two, sees, after, crashed)));
  }

  private static boolean judge(Menu<?> menu, History history) {
    return BruteForce.linearizable(menu.whole(), history);
  }

  private static void agrees(Menu<?> menu, History history) {
    boolean truth = judge(menu, history);
    Verdict verdict = new LinearizabilityChecker<>(menu.model()).check(history);
    assertThat(verdict)
        .as("%s: %s", menu, history.operations())
        .isInstanceOf(truth ? Verdict.Linearizable.class : Verdict.NotLinearizable.class);
    frontierAgrees(menu.whole(), truth, history);
  }

  private static <S> void frontierAgrees(Model<S> model, boolean truth, History history) {
    Problem<S> whole = new Problem<>(model, history);
    Budget budget = new Budget(Limits.standard());
    Steps<S> steps = new Steps<>(whole, budget);
    assertThat(new Frontier<>(whole, steps, budget).run(Integer.MAX_VALUE))
        .as("all ways, %s: %s", model.name(), history.operations())
        .isInstanceOf(truth ? Outcome.Found.class : Outcome.Dead.class);
    assertThat(new SmallSearch<>(whole, budget).decide())
        .as("few operations, %s: %s", model.name(), history.operations())
        .hasValueSatisfying(
            outcome ->
                assertThat(outcome).isInstanceOf(truth ? Outcome.Found.class : Outcome.Dead.class));
    assertThat(
            new Frontier<>(whole, steps, budget, wide(whole), Optional.empty())
                .run(Integer.MAX_VALUE))
        .as("many words, %s: %s", model.name(), history.operations())
        .isInstanceOf(truth ? Outcome.Found.class : Outcome.Dead.class);
    if (new Frontier<>(whole, steps, budget).run(1) instanceof Outcome.Found) {
      assertThat(truth).as("one way, %s: %s", model.name(), history.operations()).isTrue();
    }
  }

  /** Each set, and what belongs to the key, lies across the border of two words. */
  private static Layout wide(Problem<?> problem) {
    int crashed = problem.operations.length - problem.completed;
    return new Layout(30, 62, crashed);
  }
}
