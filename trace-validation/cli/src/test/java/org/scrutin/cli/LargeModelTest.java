package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code scrutin check} says of models that it does not explore to their end. */
class LargeModelTest {

  @Test
  void randomBehavioursThatViolateNothingAreCounted() {
    Session session = Session.of("check", "raft/sessions", "--simulate", "20", "--depth", "30");
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(session.out())
        .contains("no violation found")
        .contains("20 behaviours of up to 30 states, seed 1: ")
        .hasLineCount(1);
  }

  @Test
  void aMutantIsCaughtByRandomBehavioursAndTheSameSeedCatchesItAgain() {
    String[] call = {"check", "raft/mutant/NoSessions", "--simulate", "500", "--json"};
    Session session = Session.of(call);
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(session.out()).contains("violates ExecutedOnce in ");
    assertThat(withoutTime(Session.of(call))).isEqualTo(withoutTime(session));
  }

  /** TLC counts on for a moment when it has found something. */
  private static String withoutTime(Session session) {
    return session.out().replaceAll("\"(seconds|states)\" *: *[0-9.E-]+", "");
  }

  @Test
  void aLimitMayBeForEver() {
    Session session =
        Session.of("check", "election/two-coordinators", "--limit", "" + Long.MAX_VALUE);
    assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.HOLDS);
  }

  @Test
  void aModelThatIsNotFinishedIsUndecided() {
    Session session = Session.of("check", "raft/log", "--limit", "1");
    assertThat(session.code()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(session.out()).contains("open raft/log");
    assertThat(session.err()).contains("raft/log: not finished: give it more time");
  }
}
