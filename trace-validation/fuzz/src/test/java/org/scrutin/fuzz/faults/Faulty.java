package org.scrutin.fuzz.faults;

import java.util.List;
import java.util.Set;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;

/**
 * A real core that a fault was built into. It asserts its invariants only if told to: else replay
 * has to find the fault.
 */
final class Faulty<S extends ElectionState, M extends Message, D extends Record>
    implements Protocol<S, M, D> {

  /** What the core does instead of an honest step. */
  @FunctionalInterface
  interface Fault<S extends ElectionState, M extends Message, D extends Record> {

    /** What becomes of an honest step; the step itself where the fault does not show. */
    Step<S, M> spoil(Protocol<S, M, D> real, S before, Input<M> input, Step<S, M> honest);

    /** What the core is made to believe that its state is. */
    default S shown(S before, Input<M> input) {
      return before;
    }

    /** What becomes of that which was durable. */
    default D forget(D durable) {
      return durable;
    }
  }

  private final Protocol<S, M, D> real;
  private final Fault<S, M, D> fault;
  private final boolean asserts;

  Faulty(Protocol<S, M, D> real, Fault<S, M, D> fault, boolean asserts) {
    this.real = real;
    this.fault = fault;
    this.asserts = asserts;
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
    return real.heeds(fault.shown(state, input), input);
  }

  @Override
  public Step<S, M> step(S state, Input<M> input, Set<NodeId> suspected) {
    Step<S, M> honest = real.step(fault.shown(state, input), input, suspected);
    return fault.spoil(real, state, input, honest);
  }

  @Override
  public D durable(S state) {
    return real.durable(state);
  }

  @Override
  public List<D> afterCrash(D flushed, S state) {
    return real.afterCrash(flushed, state);
  }

  @Override
  public Action crash(D durable) {
    return real.crash(durable);
  }

  @Override
  public Step<S, M> restart(D durable) {
    return real.restart(fault.forget(durable));
  }

  @Override
  public void assertInvariants(S before, S after) {
    if (asserts) {
      real.assertInvariants(before, after);
    }
  }
}
