package org.scrutin.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a service can rely on when it serves its clients by sessions. */
class SessionsTest {

  private final Sessions<Integer> sessions = new Sessions<>();
  private final List<String> executed = new ArrayList<>();

  private Outcome<Integer> serve(int session, long number, long first) {
    return serve(sessions, new Request(session, number, first));
  }

  private Outcome<Integer> serve(Sessions<Integer> sessions, Request request) {
    return sessions.serve(
        request,
        () -> {
          executed.add(request.session() + "/" + request.number());
          return executed.size();
        });
  }

  @Test
  void aRequestThatComesAgainIsAnsweredAsBeforeAndNotExecuted() {
    sessions.openSession(1);
    assertThat(serve(1, 1, 1)).isEqualTo(new Outcome.Executed<>(1));
    assertThat(serve(1, 2, 1)).isEqualTo(new Outcome.Executed<>(2));
    assertThat(serve(1, 1, 1)).isEqualTo(new Outcome.Repeated<>(1));
    assertThat(executed).containsExactly("1/1", "1/2");
  }

  @Test
  void requestsOfOneSessionMayComeInAnyOrder() {
    sessions.openSession(1);
    assertThat(serve(1, 3, 1)).isEqualTo(new Outcome.Executed<>(1));
    assertThat(serve(1, 1, 1)).isEqualTo(new Outcome.Executed<>(2));
    assertThat(serve(1, 3, 1)).isEqualTo(new Outcome.Repeated<>(1));
  }

  @Test
  void whatTheClientHasHeardIsForgottenAndStillNotExecutedAgain() {
    sessions.openSession(1);
    serve(1, 1, 1);
    serve(1, 2, 2);
    assertThat(serve(1, 1, 1)).isEqualTo(new Outcome.Forgotten<>());
    assertThat(sessions.snapshot().get(1).answers()).containsOnlyKeys(2L);
    assertThat(executed).containsExactly("1/1", "1/2");
  }

  @Test
  void anOldRequestDoesNotBringBackWhatIsForgotten() {
    sessions.openSession(1);
    serve(1, 1, 1);
    serve(1, 3, 3);
    assertThat(serve(1, 2, 1)).isEqualTo(new Outcome.Forgotten<>());
    assertThat(sessions.snapshot().get(1).first()).isEqualTo(3);
  }

  @Test
  void sessionsKnowNothingOfOneAnother() {
    sessions.openSession(1);
    sessions.openSession(2);
    assertThat(serve(1, 1, 1)).isEqualTo(new Outcome.Executed<>(1));
    assertThat(serve(2, 1, 1)).isEqualTo(new Outcome.Executed<>(2));
  }

  @Test
  void whereNoSessionIsOpenNothingIsExecuted() {
    assertThat(serve(1, 1, 1)).isEqualTo(new Outcome.Refused<>());
    sessions.openSession(1);
    serve(1, 1, 1);
    assertThat(sessions.isOpen(1)).isTrue();
    assertThat(sessions.endSession(1)).isTrue();
    assertThat(sessions.endSession(1)).isFalse();
    assertThat(sessions.isOpen(1)).isFalse();
    assertThat(serve(1, 1, 1)).isEqualTo(new Outcome.Refused<>());
    assertThat(executed).containsExactly("1/1");
  }

  @Test
  void aSnapshotRemembersAllAndIsNotChangedByWhatFollows() {
    sessions.openSession(1);
    serve(1, 1, 1);
    var snapshot = sessions.snapshot();
    Sessions<Integer> other = new Sessions<>(snapshot);
    assertThat(serve(other, new Request(1, 1, 1))).isEqualTo(new Outcome.Repeated<>(1));
    assertThat(serve(other, new Request(1, 2, 2))).isEqualTo(new Outcome.Executed<>(2));
    assertThat(sessions.snapshot()).isEqualTo(snapshot);
    assertThat(other.snapshot()).isNotEqualTo(snapshot);
  }

  @Test
  void aCommandThatThrowsCountsAsNotExecuted() {
    sessions.openSession(1);
    assertThatThrownBy(
            () ->
                sessions.serve(
                    new Request(1, 1, 1),
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(serve(1, 1, 1)).isEqualTo(new Outcome.Executed<>(1));
  }

  @Test
  void entriesThatMakeNoSenseAreNamed() {
    sessions.openSession(1);
    assertThatThrownBy(() -> sessions.openSession(1)).hasMessageContaining("entry 1");
    assertThatThrownBy(() -> sessions.openSession(0)).hasMessageContaining("entry 0");
    for (long[] bad : new long[][] {{0, 1, 1}, {1, 0, 0}, {1, 1, 0}, {1, 1, 2}}) {
      assertThatThrownBy(() -> new Request((int) bad[0], bad[1], bad[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 <= first <= number");
    }
  }
}
