package org.scrutin.protocol.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.NodeId;

/**
 * The contract of one node has as many states and transitions as TLC finds in the specification,
 * whatever the node is told: a difference in any branch would show.
 */
class GrantsStateSpaceTest {

  private static final Grants CORE = new Grants(NodeId.of(1), Duration.ofSeconds(1));

  /**
   * A node, alive or not.
   *
   * @param disk what a node that is down will find
   * @param won the epochs that it has ever won
   */
  private record World(Optional<GrantsState> node, int disk, SortedSet<Integer> won) {}

  private record Size(int distinct, int generated) {}

  /** spec/leadership/MCGrantsAlone_alone.cfg. */
  @Test
  void theContractHasTheStatesAndTransitionsOfItsSpecification() {
    assertThat(explore(CORE, 1)).isEqualTo(new Size(860, 8_829));
  }

  /** spec/leadership/MCGrantsAlone_alone-two.cfg. */
  @Test
  void withTwoListenersToo() {
    assertThat(explore(CORE, 2)).isEqualTo(new Size(4_052, 46_569));
  }

  /** Not those whose fault leads to states that there are anyway: GrantsWalkTest catches all. */
  @Test
  void mostCoresWithAFaultHaveOthers() {
    assertThat(FaultyGrants.all())
        .filteredOn(faulty -> explore(faulty, 1).equals(explore(CORE, 1)))
        .extracting(Grants::toString)
        .containsExactly("TellTheLatest", "LeadAfterRelease");
  }

  private static Size explore(Grants core, int listeners) {
    List<GrantsInput> inputs = Inputs.all(2, 2, listeners);
    World initial = new World(Optional.of(GrantsState.starting(0)), 0, new TreeSet<>());
    Set<World> seen = new HashSet<>(List.of(initial));
    Queue<World> unexplored = new ArrayDeque<>(seen);
    int generated = 1;
    while (!unexplored.isEmpty()) {
      for (World next : successors(core, unexplored.remove(), inputs)) {
        generated++;
        if (seen.add(next)) {
          unexplored.add(next);
        }
      }
    }
    return new Size(seen.size(), generated);
  }

  private static List<World> successors(Grants core, World world, List<GrantsInput> inputs) {
    if (world.node.isEmpty()) {
      return List.of(
          new World(Optional.of(core.restart(world.disk).state()), world.disk, world.won));
    }
    GrantsState state = world.node.get();
    List<World> all = new ArrayList<>();
    for (GrantsInput input : inputs) {
      SortedSet<Integer> won = new TreeSet<>(world.won);
      boolean possible =
          input instanceof GrantsInput.Win win
              ? won.add(win.epoch())
              : !Inputs.isLate(input, state.clock());
      if (possible) {
        core.step(state, input)
            .ifPresent(
                step -> all.add(new World(Optional.of(step.state()), step.state().disk(), won)));
      }
    }
    all.add(new World(Optional.empty(), state.disk(), world.won));
    return all;
  }
}
