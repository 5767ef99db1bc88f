package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.session.Outcome;
import org.scrutin.protocol.session.Request;

/** Each promise of sessions is judged, and a broken one is told. */
class ExecutionsTest {

  private static final SessionClient CLIENT = new SessionClient(1);
  private static final Operation.Ask REQUEST = ask(2, 1, 5);

  private static Operation.Ask ask(long number, long first, int want) {
    return new Operation.Ask(CLIENT, new Request(1, number, first), want);
  }

  private final Executions executions = new Executions();

  private void broken(String what) {
    assertThat(executions.report().brokenPromise()).contains(what);
  }

  @Test
  void manyNodesExecuteARequestAtOnePlaceOfTheLogAndMeetItAgain() {
    executions.met(3, REQUEST, new Outcome.Executed<>(7));
    executions.met(3, REQUEST, new Outcome.Executed<>(7));
    executions.met(4, ask(2, 2, 5), new Outcome.Repeated<>(7));
    executions.met(5, REQUEST, new Outcome.Forgotten<>());
    executions.ended(6, 1);
    executions.met(8, REQUEST, new Outcome.Refused<>());
    assertThat(executions.report()).isEqualTo(new SessionReport(1, 2, 1, 0, 0, 0, 0));
    assertThat(executions.report().brokenPromise()).isEmpty();
  }

  @Test
  void aSecondExecutionIsFoundOut() {
    executions.met(3, REQUEST, new Outcome.Executed<>(7));
    executions.met(4, REQUEST, new Outcome.Executed<>(7));
    broken("1 requests were executed twice");
  }

  @Test
  void anotherAnswerIsFoundOut() {
    executions.met(3, REQUEST, new Outcome.Executed<>(7));
    executions.met(3, REQUEST, new Outcome.Executed<>(8));
    executions.met(4, REQUEST, new Outcome.Repeated<>(9));
    broken("2 requests were answered otherwise than before");
  }

  @Test
  void theAnswerToWhatNobodyHasExecutedIsFoundOut() {
    executions.met(4, REQUEST, new Outcome.Repeated<>(9));
    broken("1 requests were answered otherwise than before");
  }

  @Test
  void theAnswerToAnotherRequestOfTheSameNameIsFoundOut() {
    executions.met(3, REQUEST, new Outcome.Executed<>(7));
    executions.met(4, ask(2, 1, 6), new Outcome.Repeated<>(7));
    executions.heard(true);
    executions.heard(false);
    broken("2 requests were answered otherwise than before");
  }

  @Test
  void aRefusalBeforeTheEndOfTheSessionIsFoundOut() {
    executions.met(4, REQUEST, new Outcome.Refused<>());
    executions.ended(5, 1);
    executions.met(3, REQUEST, new Outcome.Refused<>());
    broken("2 requests were refused though their sessions were open");
  }

  @Test
  void nodesThatDifferAfterTheSameEntryAreFoundOut() {
    var empty = new Service.Snapshot(Store.EMPTY, Collections.emptySortedMap());
    executions.taken(2, empty);
    executions.taken(
        2, new Service.Snapshot(Store.EMPTY.after(Wish.READ), Collections.emptySortedMap()));
    assertThat(executions.snapshot(2)).isEqualTo(empty);
    broken("1 snapshots differ from another node's of the same entry");
  }

  @Test
  void aSnapshotThatNobodyHasTakenCannotBeRestored() {
    assertThatThrownBy(() -> executions.snapshot(2)).hasMessageContaining("after entry 2");
  }
}
