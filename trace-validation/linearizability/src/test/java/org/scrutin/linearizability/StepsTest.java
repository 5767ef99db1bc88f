package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What many crashed operations cost. */
class StepsTest {

  private static final int CRASHED = 100;

  private static final int COMPLETED = 50;

  /** A register that counts how often it is asked what a crashed write leaves. */
  private record Counted(Register register, AtomicInteger asked) implements Model<Object> {

    @Override
    public String name() {
      return register.name();
    }

    @Override
    public Object initial() {
      return register.initial();
    }

    @Override
    public Optional<Object> step(Object state, Operation o) {
      return register.step(state, o);
    }

    @Override
    public List<Object> crashed(Object state, Operation o) {
      asked.incrementAndGet();
      return register.crashed(state, o);
    }

    @Override
    public boolean readOnly(Operation o) {
      return register.readOnly(o);
    }

    @Override
    public boolean overwrites(Operation o) {
      return register.overwrites(o);
    }

    @Override
    public Optional<String> refuse(Operation o) {
      return register.refuse(o);
    }
  }

  @Test
  void whatACrashedWriteLeavesIsAskedForOnceAndNotInEachState() {
    List<Operation> operations = new ArrayList<>();
    int position = 0;
    for (long i = 0; i < CRASHED; i++) {
      operations.add(
          new Operation(i, "write", i, Nil.NIL, Status.INFO, position++, Operation.NEVER, 0));
    }
    for (long i = 0; i < COMPLETED; i++) {
      long value = CRASHED + i;
      operations.add(done("write", value, value, position));
      operations.add(done("read", Nil.NIL, value, position + 2));
      position += 4;
    }
    // Not without a crashed one: no order is found by supposing that none happened.
    operations.add(done("read", Nil.NIL, 7L, position));
    AtomicInteger asked = new AtomicInteger();
    Model<Object> model = new Counted(Register.plain(), asked);
    assertThat(new LinearizabilityChecker<>(model).check(new History(operations)))
        .isInstanceOf(Verdict.Linearizable.class);
    assertThat(asked.get()).isEqualTo(CRASHED);
  }

  private static Operation done(String f, Object input, Object output, int call) {
    return new Operation(CRASHED, f, input, output, Status.OK, call, call + 1, 0);
  }

  @Test
  void statesAndEffectsLieApartInATable() {
    long apart =
        IntStream.range(0, 200)
            .boxed()
            .flatMap(state -> IntStream.range(0, 200).mapToObj(effect -> Steps.key(state, effect)))
            .map(Object::hashCode)
            .distinct()
            .count();
    assertThat(apart).isGreaterThan(39_900);
  }
}
