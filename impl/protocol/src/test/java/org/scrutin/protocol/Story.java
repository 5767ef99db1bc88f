package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells the steps of one node in words: the action, and what the host has to do. */
public final class Story<S extends ElectionState, M extends Message> {

  private final Protocol<S, M, ?> core;
  private S state;

  public Story(Protocol<S, M, ?> core, S state) {
    this.core = core;
    this.state = state;
  }

  public static NodeId node(int number) {
    return NodeId.of(number);
  }

  public static Optional<NodeId> some(int number) {
    return Optional.of(NodeId.of(number));
  }

  public static Optional<NodeId> none() {
    return Optional.empty();
  }

  /** A message arrives. */
  public Telling receives(M message, NodeId... suspected) {
    return step(new Input.Receive<>(message), suspected);
  }

  /** A timer runs out. */
  public Telling timesOut(String timer, NodeId... suspected) {
    return step(new Input.TimerFired<>(new Timer(timer)), suspected);
  }

  /** A client asks to read. */
  public Telling isAskedToRead(int read) {
    return step(new Input.Read<>(read));
  }

  /** A peer is suspected. */
  public Telling suspects(int peer, NodeId... suspected) {
    return step(new Input.Suspect<>(node(peer)), suspected);
  }

  /** A message comes back. */
  public Telling getsBack(M message) {
    return step(new Input.Undeliverable<>(message));
  }

  /** A client proposes a command. */
  public Telling proposes(Record command) {
    return step(new Input.Propose<>(command));
  }

  /** An operator wants the node to hand over. */
  public Telling handsOverTo(int peer) {
    return step(new Input.Transfer<>(node(peer)));
  }

  /** A client's command or an operator's wish would not be heeded now. */
  public Story<S, M> refuses(Input<M> input) {
    assertThat(core.heeds(state, input)).as("%s heeds %s", state, input).isFalse();
    return this;
  }

  private Telling step(Input<M> input, NodeId... suspected) {
    Step<S, M> step = core.step(state, input, new TreeSet<>(List.of(suspected)));
    core.assertInvariants(state, step.state());
    state = step.state();
    return new Telling(step);
  }

  /** What came of it. */
  public final class Telling {
    private final Step<S, M> step;

    private Telling(Step<S, M> step) {
      this.step = step;
    }

    /** The action, with its arguments. */
    public Telling as(String name, Object... arguments) {
      assertThat(step.action()).isEqualTo(Action.of(name, arguments));
      return this;
    }

    public Telling becoming(S expected) {
      assertThat(step.state()).isEqualTo(expected);
      return this;
    }

    /** All effects, in order. */
    public Story<S, M> with(Object... effects) {
      assertThat(step.effects().stream().map(Telling::told)).containsExactly(effects);
      return Story.this;
    }

    /** A message stands for its being sent. */
    private static Object told(Effect<?> effect) {
      if (effect instanceof Effect.Send<?> send) {
        return send.message();
      }
      if (effect instanceof Effect.Persist) {
        return "persist";
      }
      if (effect instanceof Effect.SetTimer<?> set) {
        return "set " + set.timer().name();
      }
      if (effect instanceof Effect.CancelTimer<?> cancel) {
        return "cancel " + cancel.timer().name();
      }
      if (effect instanceof Effect.Watch<?> watch) {
        return "watch " + names(watch.peers());
      }
      if (effect instanceof Effect.BecomeLeader<?> become) {
        return "lead " + become.epoch();
      }
      if (effect instanceof Effect.LoseLeadership<?> lose) {
        return "lose " + lose.epoch();
      }
      if (effect instanceof Effect.Deliver<?> deliver) {
        return "deliver " + deliver.index() + " " + deliver.command();
      }
      if (effect instanceof Effect.Read<?> read) {
        return "read " + read.read() + " at " + read.index();
      }
      throw new AssertionError("untold: " + effect);
    }

    private static String names(Set<NodeId> nodes) {
      return nodes.isEmpty()
          ? "nobody"
          : new TreeSet<>(nodes).stream().map(NodeId::toString).collect(Collectors.joining(" "));
    }
  }
}
