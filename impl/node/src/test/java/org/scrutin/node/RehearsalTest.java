package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rehearsal")
class RehearsalTest {

  /** A rehearsal does not wait for long, and a machine may be slow. */
  private static final int TIMES = 60;

  @Test
  void elects_a_leader_that_commits_a_command() {
    assertThat(IntStream.range(0, TIMES).anyMatch(time -> new Rehearsal().run())).isTrue();
  }
}
