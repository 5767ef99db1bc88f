package org.scrutin.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;

/**
 * A toy without an election: all believe in n1 from the start. A node counts its ticks, tells some
 * others of each, and saves every second one.
 */
record Gossip(NodeId self, List<NodeId> tells, Duration min, Duration max, Set<NodeId> watches)
    implements Protocol<Gossip.Heard, Gossip.Tell, Gossip.Saved> {

  static final Duration PERIOD = Duration.ofMillis(10);

  private static final Timer TICK = new Timer("tick");
  private static final NodeId TRUSTED = NodeId.of(1);

  /** What became of a node since it came up; its ticks since it was made. */
  record Heard(
      int epoch,
      Optional<NodeId> leader,
      int ticks,
      int told,
      int returned,
      int noticed,
      SortedSet<NodeId> suspected)
      implements ElectionState {}

  /** The number of a tick. */
  record Tell(NodeId from, NodeId to, int number) implements Message {}

  /** The last even number of ticks. */
  record Saved(int ticks) {}

  /**
   * Of so many nodes, n1 alone speaks, to n2: it sends message k after exactly k times 10 ms. The
   * others tick at the same moments.
   */
  static List<Protocol<Heard, Tell, Saved>> oneTellsAnother(int nodes) {
    List<Protocol<Heard, Tell, Saved>> cores = new ArrayList<>();
    for (NodeId self : upTo(nodes)) {
      List<NodeId> tells = self.value() == 1 ? List.of(NodeId.of(2)) : List.of();
      cores.add(new Gossip(self, tells, PERIOD, PERIOD, Set.of()));
    }
    return cores;
  }

  /** Everybody speaks to everybody, after 1 to 2 ms, again and again. */
  static List<Protocol<Heard, Tell, Saved>> allTellAll(int nodes) {
    List<Protocol<Heard, Tell, Saved>> cores = new ArrayList<>();
    for (NodeId self : upTo(nodes)) {
      List<NodeId> others = new ArrayList<>(upTo(nodes));
      others.remove(self);
      cores.add(new Gossip(self, others, Duration.ofMillis(1), Duration.ofMillis(2), Set.of()));
    }
    return cores;
  }

  /** Nobody speaks, all watch all, and look every 10 ms whom they suspect. */
  static List<Protocol<Heard, Tell, Saved>> allWatchAll(int nodes) {
    List<Protocol<Heard, Tell, Saved>> cores = new ArrayList<>();
    for (NodeId self : upTo(nodes)) {
      SortedSet<NodeId> others = new TreeSet<>(upTo(nodes));
      others.remove(self);
      cores.add(new Gossip(self, List.of(), PERIOD, PERIOD, others));
    }
    return cores;
  }

  private static List<NodeId> upTo(int nodes) {
    return IntStream.rangeClosed(1, nodes).mapToObj(NodeId::of).toList();
  }

  @Override
  public Boot<Heard, Tell> boot() {
    return new Boot<>(reborn(0), beginning());
  }

  private static Heard reborn(int ticks) {
    return new Heard(1, Optional.of(TRUSTED), ticks, 0, 0, 0, new TreeSet<>());
  }

  private List<Effect<Tell>> beginning() {
    return List.of(new Effect.SetTimer<>(TICK, min, max), new Effect.Watch<>(watches));
  }

  @Override
  public Step<Heard, Tell> step(Heard old, Input<Tell> input, Set<NodeId> suspected) {
    SortedSet<NodeId> doubted = new TreeSet<>(suspected);
    if (input instanceof Input.Receive<Tell> receive) {
      return new Step<>(
          new Heard(1, old.leader, old.ticks, old.told + 1, old.returned, old.noticed, doubted),
          List.of(),
          Action.of("Hear", receive.message()));
    }
    if (input instanceof Input.Undeliverable<Tell> back) {
      return new Step<>(
          new Heard(1, old.leader, old.ticks, old.told, old.returned + 1, old.noticed, doubted),
          List.of(),
          Action.of("Reroute", back.message()));
    }
    if (input instanceof Input.Suspect<Tell> suspect) {
      return new Step<>(
          new Heard(1, old.leader, old.ticks, old.told, old.returned, old.noticed + 1, doubted),
          List.of(),
          Action.of("Notice", self, suspect.peer()));
    }
    return tick(
        new Heard(1, old.leader, old.ticks + 1, old.told, old.returned, old.noticed, doubted));
  }

  private Step<Heard, Tell> tick(Heard after) {
    List<Effect<Tell>> effects = new ArrayList<>();
    if (after.ticks % 2 == 0) {
      effects.add(new Effect.Persist<>());
    }
    for (NodeId node : tells) {
      effects.add(new Effect.Send<>(new Tell(self, node, after.ticks)));
    }
    effects.add(new Effect.SetTimer<>(TICK, min, max));
    return new Step<>(after, effects, Action.of("Tick", self));
  }

  @Override
  public Saved durable(Heard state) {
    return new Saved(state.ticks);
  }

  @Override
  public Step<Heard, Tell> restart(Saved durable) {
    return new Step<>(reborn(durable.ticks), beginning(), Action.of("Restart", self));
  }
}
