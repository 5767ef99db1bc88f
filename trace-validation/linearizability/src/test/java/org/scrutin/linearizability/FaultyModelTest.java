package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The comparison with brute force can fail: what a model says wrongly of itself is noticed. */
class FaultyModelTest {

  enum Fault {
    CAS_OVERWRITES,
    WRITES_ARE_READS,
    ALL_WRITES_ARE_EQUAL,
    EACH_OPERATION_IS_A_PART
  }

  private record Faulty(Register register, Fault fault) implements Model<Object> {
    @Override
    public String name() {
      return "faulty";
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
    public boolean readOnly(Operation o) {
      return register.readOnly(o) || (fault == Fault.WRITES_ARE_READS && o.f().equals("write"));
    }

    @Override
    public boolean overwrites(Operation o) {
      return register.overwrites(o) || (fault == Fault.CAS_OVERWRITES && o.f().equals("cas"));
    }

    @Override
    public Object effect(Operation o) {
      return fault == Fault.ALL_WRITES_ARE_EQUAL && o.f().equals("write")
          ? "write"
          : register.effect(o);
    }

    @Override
    public List<History> partition(History history) {
      return fault == Fault.EACH_OPERATION_IS_A_PART
          ? history.operations().stream().map(o -> new History(List.of(o))).toList()
          : List.of(history);
    }

    @Override
    public Optional<String> refuse(Operation o) {
      return register.refuse(o);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByBruteForce(Fault fault) {
    Menu<?> menu =
        Menu.all().stream().filter(m -> m.name().equals("cas-register")).findFirst().orElseThrow();
    Faulty faulty = new Faulty(Register.withCas(), fault);
    int wrong = 0;
    for (int seed = 0; seed < 3000; seed++) {
      History history = menu.random(new Random(seed), 7);
      boolean said =
          new LinearizabilityChecker<>(faulty).check(history) instanceof Verdict.Linearizable;
      wrong += said == BruteForce.linearizable(menu.whole(), history) ? 0 : 1;
    }
    assertThat(wrong).isPositive();
  }
}
