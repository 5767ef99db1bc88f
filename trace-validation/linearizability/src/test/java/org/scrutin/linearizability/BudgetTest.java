package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits are kept, and say which of them it was. */
class BudgetTest {

  private static Operation op(long p, String f, Object in, Object out, int call, int ret) {
    return new Operation(p, f, in, out, Status.OK, call, ret, 0);
  }

  @Test
  void whatAModelDoesWrongIsNotTakenForUsedUpMemory() {
    Model<Long> wrong =
        new Model<>() {
          @Override
          public String name() {
            return "wrong";
          }

          @Override
          public Long initial() {
            return 0L;
          }

          @Override
          public Optional<Long> step(Long state, Operation o) {
            return Optional.of(1 / state);
          }

          @Override
          public Optional<String> refuse(Operation o) {
            return Optional.empty();
          }
        };
    History history = new History(List.of(op(0, "add", 1L, 1L, 0, 1)));
    assertThatThrownBy(() -> new LinearizabilityChecker<>(wrong).check(history))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aTableThatNoArrayHoldsIsUsedUpMemory() {
    assertThatThrownBy(() -> Budget.size(1 << 30, 2))
        .isInstanceOf(LimitReached.class)
        .hasMessage("the memory is used up");
  }
}
