package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.linearizability.Linearizability.assertLinearizable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A failing history says what went wrong, and in how few operations. */
class ExplanationTest {

  private static Operation op(long p, String f, Object in, Object out, int call, int ret) {
    return new Operation(p, f, in, out, Status.OK, call, ret, 0);
  }

  @Test
  void aStaleReadIsNamedAndMinimizedToWhatNeedsIt() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      operations.add(op(0, "write", (long) i, (long) i, 2 * i, 2 * i + 1));
    }
    operations.add(op(1, "read", Nil.NIL, 7L, 300, 301));
    operations.add(op(1, "read", Nil.NIL, 99L, 302, 303));
    History history = new History(operations);
    assertThatThrownBy(() -> assertLinearizable(history, Register.plain()))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("not linearizable: process 1: read -> 7")
        .hasMessageContaining("in between it was that of process 0: write 99")
        .hasMessageContaining("14..15 process 0: write 7\n")
        .hasMessageContaining("300..301 process 1: read -> 7")
        .hasMessageNotContaining("write 50");
    assertThatCode(
            () -> assertLinearizable(new History(operations.subList(0, 100)), Register.plain()))
        .doesNotThrowAnyException();
  }

  @Test
  void aMinimizedHistoryFailsAndLosesNothingMore() {
    int failing = 0;
    for (Menu<?> menu : Menu.all()) {
      for (int seed = 0; seed < 60; seed++) {
        History history = menu.random(new Random(seed), 7);
        failing += minimized(menu.model(), history) ? 1 : 0;
      }
    }
    assertThat(failing).isGreaterThan(100);
  }

  private static <S> boolean minimized(Model<S> model, History history) {
    LinearizabilityChecker<S> checker = new LinearizabilityChecker<>(model);
    if (!(checker.check(history) instanceof Verdict.NotLinearizable not)) {
      return false;
    }
    History small = new Minimizer<>(model, Limits.standard()).minimize(not.failure());
    assertThat(checker.check(small)).isInstanceOf(Verdict.NotLinearizable.class);
    for (Operation o : small.operations()) {
      List<Operation> fewer = new ArrayList<>(small.operations());
      fewer.remove(o);
      List<Operation> innocent = new ArrayList<>(fewer);
      innocent.remove(not.failure().culprit());
      assertThat(
              Minimizer.sensible(fewer, Minimizer.told(not.failure().part().operations()))
                  && checker.check(new History(fewer)) instanceof Verdict.NotLinearizable
                  && checker.check(new History(innocent)) instanceof Verdict.Linearizable
                  && fewer.contains(not.failure().culprit()))
          .isFalse();
    }
    return true;
  }

  @Test
  void withoutTimeNothingIsSaid() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      operations.add(op(i, "add", 1L << i, 1L << i, i, 100 + i));
    }
    operations.add(op(50, "read", Nil.NIL, -1L, 50, 99));
    Limits soon = new Limits(Duration.ofNanos(1), 1L << 30);
    assertThat(new LinearizabilityChecker<>(new Counter(), soon).check(new History(operations)))
        .isInstanceOf(Verdict.Unknown.class);
    Limits little = new Limits(Duration.ofMinutes(1), 1L << 20);
    assertThat(new LinearizabilityChecker<>(new Counter(), little).check(new History(operations)))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void moreThanSixtyFourOpenOperationsAreNoObstacle() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      operations.add(op(i, "write", (long) i, (long) i, i, 1000 + i));
    }
    operations.add(op(300, "read", Nil.NIL, 150L, 2000, 2001));
    LinearizabilityChecker<Object> checker = new LinearizabilityChecker<>(Register.plain());
    assertThat(checker.check(new History(operations))).isInstanceOf(Verdict.Linearizable.class);
    operations.add(op(300, "read", Nil.NIL, 151L, 2002, 2003));
    assertThat(checker.check(new History(operations))).isInstanceOf(Verdict.NotLinearizable.class);
  }

  @Test
  void anOperationThatTheModelDoesNotKnowIsRefused() {
    History history = new History(List.of(op(0, "jump", 1L, 1L, 0, 1)));
    for (String name : Models.names()) {
      Model<?> model = Models.named(name).orElseThrow();
      assertThatThrownBy(() -> new LinearizabilityChecker<>(model).check(history))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("not jump; choose another model");
    }
  }
}
