package org.scrutin.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Servers that serve by {@link Sessions} have as many states and transitions as TLC finds in
 * spec/session/MCSessions_sessions.cfg: a difference in any branch would show.
 */
class SessionStateSpaceTest {

  @Test
  void sessionsHaveTheStatesAndTransitionsOfTheirSpecification() {
    Set<SessionWorld> seen = new HashSet<>(List.of(SessionWorld.initial()));
    Queue<SessionWorld> unexplored = new ArrayDeque<>(seen);
    int generated = 1;
    while (!unexplored.isEmpty()) {
      for (SessionWorld next : unexplored.remove().successors()) {
        generated++;
        if (seen.add(next)) {
          unexplored.add(next);
        }
      }
    }
    assertThat(seen).hasSize(25_261);
    assertThat(generated).isEqualTo(172_749);
  }
}
