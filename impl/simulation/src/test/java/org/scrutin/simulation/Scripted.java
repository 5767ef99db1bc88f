package org.scrutin.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/** A toy that comes to believe at given times what its script says, in every life anew. */
record Scripted(NodeId self, List<Scripted.Line> script)
    implements Protocol<Scripted.Belief, Scripted.Silence, Scripted.Saved> {

  /** So long after the node has come up it believes this. */
  record Line(int millis, Belief belief) {}

  record Belief(int epoch, Optional<NodeId> leader) implements ElectionState {}

  /** Never sent. */
  record Silence(NodeId from, NodeId to) implements Message {}

  record Saved(int epoch) {}

  /**
   * @param scripts of n1, n2, n3, …: "10ms n2@1, 30ms nobody@2" or nothing
   */
  static List<Protocol<Belief, Silence, Saved>> cores(String... scripts) {
    List<Protocol<Belief, Silence, Saved>> cores = new ArrayList<>();
    for (String script : scripts) {
      List<Line> lines = new ArrayList<>();
      for (String line : script.isEmpty() ? new String[0] : script.split(", ", -1)) {
        String[] parts = line.split("ms |@", -1);
        Optional<NodeId> leader =
            parts[1].equals("nobody")
                ? Optional.empty()
                : Optional.of(NodeId.of(Integer.parseInt(parts[1].substring(1))));
        lines.add(
            new Line(Integer.parseInt(parts[0]), new Belief(Integer.parseInt(parts[2]), leader)));
      }
      cores.add(new Scripted(NodeId.of(cores.size() + 1), lines));
    }
    return cores;
  }

  @Override
  public Boot<Belief, Silence> boot() {
    return new Boot<>(new Belief(0, Optional.empty()), timers());
  }

  private List<Effect<Silence>> timers() {
    List<Effect<Silence>> timers = new ArrayList<>();
    for (int i = 0; i < script.size(); i++) {
      Duration after = Duration.ofMillis(script.get(i).millis);
      timers.add(new Effect.SetTimer<>(new Timer(String.valueOf(i)), after, after));
    }
    return timers;
  }

  @Override
  public Step<Belief, Silence> step(Belief state, Input<Silence> input, Set<NodeId> suspected) {
    Timer timer = ((Input.TimerFired<Silence>) input).timer();
    Belief belief = script.get(Integer.parseInt(timer.name())).belief;
    List<Effect<Silence>> effects = new ArrayList<>();
    effects.add(new Effect.Persist<>());
    if (belief.leader.equals(Optional.of(self))) {
      effects.add(new Effect.BecomeLeader<>(belief.epoch));
    }
    return new Step<>(belief, effects, Action.of("Believe", self));
  }

  @Override
  public Saved durable(Belief state) {
    return new Saved(state.epoch);
  }

  @Override
  public Step<Belief, Silence> restart(Saved durable) {
    return new Step<>(
        new Belief(durable.epoch, Optional.empty()), timers(), Action.of("Restart", self));
  }
}
