package org.scrutin.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;

/** Raft, but what it asks of its host is altered. Its traces conform. */
record AlteredRaft(Raft raft, Alteration alteration)
    implements Protocol<RaftState, RaftMessage, RaftDurable> {

  /** Changes the effects of a step. */
  interface Alteration {

    /** Changes them in place. */
    void alter(RaftState before, Input<RaftMessage> input, List<Effect<RaftMessage>> effects);
  }

  static Algorithm with(Alteration alteration) {
    Algorithm raft = Algorithms.RAFT;
    return new Algorithm(
        raft.name(),
        raft.title(),
        raft.spec(),
        raft.quorumGuarded(),
        raft.onRing(),
        raft.returnsUndeliverable(),
        (self, ring, weather) ->
            new AlteredRaft((Raft) raft.cores().create(self, ring, weather), alteration),
        raft.format(),
        raft.commands());
  }

  @Override
  public NodeId self() {
    return raft.self();
  }

  @Override
  public Boot<RaftState, RaftMessage> boot() {
    return raft.boot();
  }

  @Override
  public boolean heeds(RaftState state, Input<RaftMessage> input) {
    return raft.heeds(state, input);
  }

  @Override
  public Step<RaftState, RaftMessage> step(
      RaftState state, Input<RaftMessage> input, Set<NodeId> suspected) {
    Step<RaftState, RaftMessage> step = raft.step(state, input, suspected);
    List<Effect<RaftMessage>> effects = new ArrayList<>(step.effects());
    alteration.alter(state, input, effects);
    return new Step<>(step.state(), effects, step.action());
  }

  @Override
  public RaftDurable durable(RaftState state) {
    return raft.durable(state);
  }

  @Override
  public List<RaftDurable> afterCrash(RaftDurable flushed, RaftState state) {
    return raft.afterCrash(flushed, state);
  }

  @Override
  public Step<RaftState, RaftMessage> restart(RaftDurable durable) {
    return raft.restart(durable);
  }
}
