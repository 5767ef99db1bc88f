package org.scrutin.protocol.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.NodeId;

/** Whatever a node is told, in whatever order, its service hears what it was promised. */
class GrantsWalkTest {

  private static final int STEPS = 400;
  private static final int READINGS = 3;
  private static final int LISTENERS = 2;

  @Property(tries = 100, seed = "1")
  void thePromiseIsKeptWhateverHappens(@ForAll long seed) {
    new Walk(new Grants(NodeId.of(1), Duration.ofSeconds(1)), seed).run();
  }

  @Test
  void eachFaultBreaksIt() {
    for (Grants faulty : FaultyGrants.all()) {
      assertThatThrownBy(() -> walks(faulty))
          .as(faulty.toString())
          .isInstanceOf(AssertionError.class);
    }
  }

  private static void walks(Grants core) {
    for (int seed = 1; seed <= 100; seed++) {
      new Walk(core, seed).run();
    }
  }

  /** A node that is told this and that, and what its listeners have heard. */
  private static final class Walk {
    private final Grants core;
    private final Random random;
    private GrantsState state = GrantsState.starting(0);
    private int greatest;
    private int second;
    private final SortedMap<Integer, Notice> heard = new TreeMap<>();

    Walk(Grants core, long seed) {
      this.core = core;
      this.random = new Random(seed);
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        List<GrantsInput> inputs = Inputs.all(greatest + 1, READINGS, LISTENERS);
        GrantsInput any = inputs.get(random.nextInt(inputs.size()));
        core.step(state, later(any)).ifPresent(step -> check(later(any), step));
        second += random.nextInt(4) == 0 ? 1 : 0;
      }
    }

    /** The same a few seconds later: time goes on. */
    private GrantsInput later(GrantsInput input) {
      if (input instanceof GrantsInput.Persist persist) {
        return new GrantsInput.Persist(later(persist.now()));
      } else if (input instanceof GrantsInput.Ready ready) {
        return new GrantsInput.Ready(later(ready.now()));
      } else if (input instanceof GrantsInput.Expire expire) {
        return new GrantsInput.Expire(later(expire.now()));
      } else if (input instanceof GrantsInput.Ask ask) {
        return new GrantsInput.Ask(later(ask.now()));
      } else if (input instanceof GrantsInput.Renew renew) {
        return new GrantsInput.Renew(later(renew.since()), later(renew.now()));
      }
      return input;
    }

    private ClockTime later(ClockTime reading) {
      return reading.plus(Duration.ofSeconds(second));
    }

    private void check(GrantsInput input, GrantsStep step) {
      core.assertInvariants(state, step.state());
      if (input instanceof GrantsInput.Ask ask) {
        ClockTime now = ClockTime.latest(ask.now(), state.clock());
        boolean good = state.role() == GrantsRole.LEADER && now.isBefore(state.lease());
        assertThat(step.action().arguments()).containsExactly(core.self(), now, good);
      }
      boolean over =
          input instanceof GrantsInput.Release
              || input instanceof GrantsInput.Resign
              || input instanceof GrantsInput.Lose
              || input instanceof GrantsInput.Expire;
      assertThat(over && step.state().role() != GrantsRole.IDLE)
          .as("leads after %s", input)
          .isFalse();
      step.effects().forEach(this::effect);
      leaseIsNotRevived(step.state());
      if (step.state().told().isEmpty() || input instanceof GrantsInput.Unsubscribe) {
        heard.keySet().retainAll(step.state().told().keySet());
      }
      state = step.state();
      greatest = Math.max(greatest, state.epoch());
    }

    private void leaseIsNotRevived(GrantsState after) {
      boolean wasLost = state.held().isPresent() && !after.clock().isBefore(state.lease());
      assertThat(
              wasLost && after.held().equals(state.held()) && after.clock().isBefore(after.lease()))
          .as("a lease that has run out is good again: %s", after)
          .isFalse();
    }

    private void effect(GrantsEffect effect) {
      if (effect instanceof GrantsEffect.StepDown stepDown) {
        assertThat(stepDown.epoch()).isEqualTo(state.epoch());
      } else if (effect instanceof GrantsEffect.Tell tell) {
        Notice last = heard.put(tell.listener(), tell.notice());
        assertThat(state.busy()).as("callbacks that overlap").doesNotContain(tell.listener());
        if (tell.notice() instanceof Notice.Granted granted) {
          assertThat(state.held()).hasValue(granted.token());
          assertThat(last == null || last instanceof Notice.Revoked)
              .as("%s, %s", last, granted)
              .isTrue();
          assertThat(last == null || last.token() < granted.token()).isTrue();
        } else {
          assertThat(last).isEqualTo(new Notice.Granted(tell.notice().token()));
        }
      }
    }
  }
}
