package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.scrutin.cli.demo.Leader;
import org.scrutin.cli.demo.SplitBrain;
import org.scrutin.cli.demo.SplitBrain.OnBully;
import org.scrutin.cli.demo.SplitBrain.OnRaft;

/**
 * Real processes on a machine that may be busy: that there is no leader in time fails no build, an
 * old token that is accepted does.
 */
@DisplayName("scrutin demo split-brain")
class SplitBrainTest {

  private static final Leader FIRST = new Leader(3, 3);
  private static final Leader NEXT = new Leader(2, 5);

  @Test
  void isToldByRealNodes() {
    Session session = Session.of("demo", "split-brain");
    assertThat(session.code())
        .as(session.out() + session.err())
        .isIn(ExitCode.HOLDS, ExitCode.UNDECIDED);
    if (session.code() == ExitCode.HOLDS) {
      assertThat(session.out())
          .contains("reaches the store: refused, since token")
          .contains("both say that they lead")
          .contains("'second' is lost")
          .contains("This shows:");
      assertThat(session.err()).isEmpty();
    } else {
      assertThat(session.out() + session.err()).containsIgnoringCase("undecided: ");
    }
  }

  @Test
  void isAViolationWhenRaftsStoreTakesAnOldTokenAndUndecidedWhenBullyBehaves() {
    OnBully wrong = bully(true);
    assertThat(SplitBrainCommand.exitCode(raft(false, SplitBrain.SECOND), wrong))
        .isEqualTo(ExitCode.HOLDS);
    assertThat(SplitBrainCommand.exitCode(raft(true, SplitBrain.LATE), wrong))
        .isEqualTo(ExitCode.VIOLATION);
    assertThat(SplitBrainCommand.exitCode(raft(false, SplitBrain.FIRST), wrong))
        .isEqualTo(ExitCode.VIOLATION);
    assertThat(SplitBrainCommand.exitCode(raft(false, SplitBrain.SECOND), bully(false)))
        .isEqualTo(ExitCode.UNDECIDED);
  }

  private static OnRaft raft(boolean lateAccepted, String stored) {
    return new OnRaft(FIRST, NEXT, "follower", lateAccepted, 5, stored);
  }

  private static OnBully bully(boolean bothLead) {
    return new OnBully(
        FIRST,
        NEXT,
        bothLead,
        SplitBrain.LATE,
        Optional.of(5),
        new Leader(3, 6),
        true,
        Optional.of(6));
  }

  @Test
  void asksWhichStoryInOneLine() {
    Session session = Session.of("demo");
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(session.err().lines()).hasSize(1);
  }
}
