package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An order that is told is one: legal, in real time, and with all that returned. */
class WitnessTest {

  static List<Menu<?>> menus() {
    return Menu.all();
  }

  @ParameterizedTest
  @MethodSource("menus")
  void eachOrderThatIsToldIsOne(Menu<?> menu) {
    for (int seed = 0; seed < 300; seed++) {
      told(menu.whole(), menu.random(new Random(seed), 7));
    }
  }

  private static <S> void told(Model<S> model, History history) {
    Explanation explanation = Explanation.of(model, history, Limits.standard());
    assertThat(explanation.stuck().isEmpty())
        .as("%s", history)
        .isEqualTo(BruteForce.linearizable(model, history));
    assertThat(explanation.orders()).as("%s", history).isNotEmpty();
    assertThat(explanation.orders())
        .as("the longest first, %s", history)
        .isSortedAccordingTo(Comparator.comparing(order -> -order.operations().size()));
    int end = explanation.stuck().map(Operation::ret).orElse(Operation.NEVER);
    for (Explanation.Order told : explanation.orders()) {
      List<Operation> order = told.operations().stream().map(Linearized::operation).toList();
      assertThat(order).doesNotHaveDuplicates();
      assertThat(states(model, order)).as("%s of %s", order, history).isNotEmpty();
      for (int i = 0; i < order.size(); i++) {
        int call = order.get(i).call();
        assertThat(order.subList(i + 1, order.size())).allMatch(later -> later.ret() > call);
      }
      assertThat(order)
          .containsAll(
              history.operations().stream()
                  .filter(o -> o.ret() < end)
                  .filter(o -> o.status() == Status.OK || model.observesFailure(o))
                  .toList());
    }
  }

  /** All states that the operations can leave in this order. */
  private static <S> Set<S> states(Model<S> model, List<Operation> order) {
    Set<S> states = new HashSet<>(Set.of(model.initial()));
    for (Operation o : order) {
      Set<S> after = new HashSet<>();
      for (S state : states) {
        after.addAll(
            o.crashed() ? model.crashed(state, o) : model.step(state, o).stream().toList());
      }
      states = after;
    }
    return states;
  }
}
