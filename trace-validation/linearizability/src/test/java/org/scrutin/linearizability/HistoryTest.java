package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories made by hand: each call and each return has a place of its own. */
class HistoryTest {

  private static Operation op(long p, int call, int ret) {
    Status status = ret == Operation.NEVER ? Status.INFO : Status.OK;
    return new Operation(p, "write", p, Nil.NIL, status, call, ret, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 5, 6, 5", // A return and a call.
    "0, 5, 0, 6, 0", // Two calls.
    "0, 5, 1, 5, 5", // Two returns.
    "0, 2000000, 2000000, 2000001, 2000000", // Few positions are taken.
    "7, 2147483647, 7, 8, 7", // One never returned.
  })
  void twoAtOnePositionAreRefused(int call, int ret, int otherCall, int otherRet, int shared) {
    List<Operation> operations = List.of(op(1, call, ret), op(2, otherCall, otherRet));
    assertThatThrownBy(() -> new History(operations))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("two operations share the position " + shared + ": ")
        .hasMessageContaining("process 1: write 1")
        .hasMessageContaining("process 2: write 2")
        .hasMessageEndingWith("give each call and each return a position of its own");
  }

  @Test
  void manyMayNeverReturn() {
    int never = Operation.NEVER;
    assertThat(new History(List.of(op(1, 0, never), op(2, 1, never))).size()).isEqualTo(2);
    assertThat(new History(List.of(op(1, 5, 2_000_000_000), op(2, 6, 7))).size()).isEqualTo(2);
    assertThat(new History(List.of()).size()).isZero();
  }
}
