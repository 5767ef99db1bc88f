package org.scrutin.fuzz.faults;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;

/** A core that acts on one state and shows its host another. Mutable, as no honest core is. */
final class TwoFaced<S extends ElectionState, M extends Message, D extends Record>
    implements Protocol<S, M, D> {

  private final Protocol<S, M, D> real;
  private final UnaryOperator<S> mask;
  private S truth;

  TwoFaced(Protocol<S, M, D> real, UnaryOperator<S> mask) {
    this.real = real;
    this.mask = mask;
    this.truth = real.boot().state();
  }

  private Step<S, M> masked(Step<S, M> step) {
    truth = step.state();
    return new Step<>(mask.apply(truth), step.effects(), step.action());
  }

  @Override
  public NodeId self() {
    return real.self();
  }

  @Override
  public Boot<S, M> boot() {
    return real.boot();
  }

  @Override
  public boolean heeds(S state, Input<M> input) {
    return real.heeds(truth, input);
  }

  @Override
  public Step<S, M> step(S state, Input<M> input, Set<NodeId> suspected) {
    return masked(real.step(truth, input, suspected));
  }

  @Override
  public D durable(S state) {
    return real.durable(truth);
  }

  @Override
  public List<D> afterCrash(D flushed, S state) {
    return real.afterCrash(flushed, truth);
  }

  @Override
  public Action crash(D durable) {
    return real.crash(durable);
  }

  @Override
  public Step<S, M> restart(D durable) {
    return masked(real.restart(durable));
  }
}
