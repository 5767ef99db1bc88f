package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each algorithm of its own would be caught by brute force if it overlooked something. */
class SpecialCasesTest {

  private static final int HISTORIES = 4_000;

  /** Beyond the last position of a random history. */
  private static final int FAR = 1000;

  /** What an algorithm may overlook: it is given a history without that. */
  enum Fault {
    REGISTER_OVERLOOKS_WHEN_READS_RETURN(
        "register of distinct values", o -> o.f().equals("read") ? later(o) : o),
    REGISTER_OVERLOOKS_WHEN_WRITES_RETURN(
        "register of distinct values", o -> o.f().equals("write") ? later(o) : o),
    QUEUE_OVERLOOKS_CRASHED_DEQUEUES(
        "queue of distinct values", o -> o.crashed() && o.f().equals("dequeue") ? failed(o) : o),
    QUEUE_OVERLOOKS_WHEN_CRASHED_DEQUEUES_WERE_CALLED(
        "queue of distinct values", o -> o.crashed() && o.f().equals("dequeue") ? earlier(o) : o),
    QUEUE_OVERLOOKS_WHEN_ENQUEUES_RETURN(
        "queue of distinct values", o -> o.f().equals("enqueue") ? later(o) : o),
    QUEUE_OVERLOOKS_WHO_FOUND_IT_EMPTY(
        "queue of distinct values, found empty",
        o -> o.status() == Status.OK && o.output().equals(Nil.NIL) ? failed(o) : o),
    BAG_OVERLOOKS_WHO_FOUND_IT_EMPTY(
        "unordered queue of distinct values",
        o -> o.status() == Status.OK && o.output().equals(Nil.NIL) ? failed(o) : o),
    SET_OVERLOOKS_WHEN_READS_RETURN("set that grows", o -> o.f().equals("read") ? later(o) : o),
    SET_OVERLOOKS_WHEN_ADDS_RETURN("set that grows", o -> o.f().equals("add") ? later(o) : o),
    SET_OVERLOOKS_WHEN_CRASHED_ADDS_WERE_CALLED(
        "set that grows", o -> o.crashed() && o.f().equals("add") ? earlier(o) : o),
    SET_OVERLOOKS_SOME_ADDS(
        "set that grows", o -> o.f().equals("add") && ((Long) o.input()) > 2 ? failed(o) : o);

    private final String menu;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final UnaryOperator<Operation> overlooks;

    Fault(String menu, UnaryOperator<Operation> overlooks) {
      this.menu = menu;
      this.overlooks = overlooks;
    }

    private static Operation with(Operation o, Status status, Object output, int call, int ret) {
      return new Operation(o.process(), o.f(), o.input(), output, status, call, ret, o.line());
    }

    private static Operation later(Operation o) {
      return o.status() == Status.OK ? with(o, Status.OK, o.output(), o.call(), o.ret() + FAR) : o;
    }

    private static Operation earlier(Operation o) {
      return with(o, Status.INFO, o.output(), o.call() - FAR, o.ret());
    }

    private static Operation failed(Operation o) {
      return with(o, Status.FAIL, o.output(), o.call(), o.ret());
    }

    /** Room for what is overlooked to have happened before all else. */
    private static Operation shifted(Operation o) {
      int ret = o.crashed() ? o.ret() : o.ret() + FAR;
      return with(o, o.status(), o.output(), o.call() + FAR, ret);
    }
  }

  private static Optional<Outcome> decide(Menu<?> menu, History history) {
    if (menu.model() instanceof SetModel) {
      return GrowingSet.decide(history);
    }
    return menu.model() instanceof Register register
        ? DistinctRegister.decide(register, history)
        : DistinctQueue.decide(history, menu.model() instanceof FifoQueue);
  }

  /** How often the two differ, of the histories that the algorithm decides. */
  private static int wrong(Fault fault, BiFunction<Menu<?>, History, Optional<Outcome>> decide) {
    Menu<?> menu =
        Menu.all().stream().filter(m -> m.name().equals(fault.menu)).findFirst().orElseThrow();
    int decided = 0;
    int wrong = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      History history = menu.random(new Random(seed), 7);
      Optional<Outcome> outcome = decide.apply(menu, history);
      if (outcome.isPresent()) {
        decided++;
        boolean good = outcome.get() instanceof Outcome.Found;
        wrong += good == BruteForce.linearizable(menu.whole(), history) ? 0 : 1;
      }
    }
    assertThat(decided).isGreaterThan(HISTORIES / 4);
    return wrong;
  }

  @ParameterizedTest
  @EnumSource
  void asItIsItAgrees(Fault fault) {
    assertThat(wrong(fault, SpecialCasesTest::decide)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void ifItOverlookedThatItWouldBeCaught(Fault fault) {
    int wrong =
        wrong(
            fault,
            (menu, history) -> {
              List<Operation> seen =
                  history.operations().stream().map(Fault::shifted).map(fault.overlooks).toList();
              return decide(menu, new History(seen));
            });
    assertThat(wrong).isPositive();
  }
}
