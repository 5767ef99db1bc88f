package org.scrutin.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.leadership.ClockTime;
import org.scrutin.protocol.leadership.Grants;
import org.scrutin.protocol.leadership.GrantsEffect;
import org.scrutin.protocol.leadership.GrantsInput;

class LeadershipDispatcherTest {

  private static final ClockTime NOW = new ClockTime(10, 0);

  /** Runs what it was given when it is told to. */
  private static final class Manual implements Executor {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      waiting.add(task);
    }

    void runAll() {
      while (!waiting.isEmpty()) {
        waiting.remove().run();
      }
    }
  }

  private static final class Heard implements LeadershipListener {
    private final List<String> notices = new ArrayList<>();

    @Override
    public void granted(int token) {
      notices.add("granted " + token);
    }

    @Override
    public void revoked(int token) {
      notices.add("revoked " + token);
    }
  }

  private final List<String> journal = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Manual executor = new Manual();
  private final Heard heard = new Heard();
  private final LeadershipDispatcher dispatcher =
      new LeadershipDispatcher(
          new Grants(NodeId.of(1), Duration.ofSeconds(1)),
          0,
          step -> journal.add(step.action().name()),
          (listener, notice, thrown) ->
              failures.add(listener + ": " + notice + ": " + thrown.getMessage()));

  private void lead(int epoch) {
    dispatcher.handle(new GrantsInput.Win(epoch));
    dispatcher.handle(new GrantsInput.Persist(NOW));
    dispatcher.handle(new GrantsInput.Ready(NOW));
    dispatcher.handle(new GrantsInput.Renew(NOW, NOW));
  }

  @Test
  void aListenerHearsGrantAndRevocationInTurn() {
    dispatcher.subscribe(heard, executor);
    lead(1);
    executor.runAll();
    assertThat(dispatcher.token(NOW)).hasValue(1);
    dispatcher.handle(new GrantsInput.Lose());
    executor.runAll();
    lead(2);
    executor.runAll();
    assertThat(heard.notices).containsExactly("granted 1", "revoked 1", "granted 2");
  }

  @Test
  void whoComesLateIsToldWhatIsSoThen() {
    lead(1);
    dispatcher.subscribe(heard, executor);
    executor.runAll();
    assertThat(heard.notices).containsExactly("granted 1");
  }

  @Test
  void aGrantThatIsOverBeforeItCouldBeToldIsLeftOutAndARevocationIsNot() {
    dispatcher.subscribe(heard, executor);
    lead(1);
    for (int epoch = 2; epoch <= 1000; epoch++) {
      dispatcher.handle(new GrantsInput.Lose());
      lead(epoch);
    }
    assertThat(executor.waiting).hasSize(1);
    executor.runAll();
    assertThat(heard.notices).containsExactly("granted 1", "revoked 1", "granted 1000");
  }

  @Test
  void aBlockedListenerHoldsUpNobodyElse() {
    Heard blocked = new Heard();
    dispatcher.subscribe(blocked, new Manual());
    dispatcher.subscribe(heard, executor);
    lead(1);
    executor.runAll();
    dispatcher.handle(new GrantsInput.Resign());
    executor.runAll();
    assertThat(heard.notices).containsExactly("granted 1", "revoked 1");
    assertThat(blocked.notices).isEmpty();
  }

  @Test
  void whatAListenerThrowsIsReportedAndChangesNothing() {
    LeadershipListener angry =
        new LeadershipListener() {
          @Override
          public void granted(int token) {
            throw new IllegalStateException("no " + token);
          }

          @Override
          public void revoked(int token) {
            throw new AssertionError("never " + token);
          }
        };
    int number = dispatcher.subscribe(angry, executor);
    dispatcher.subscribe(heard, executor);
    lead(1);
    executor.runAll();
    dispatcher.handle(new GrantsInput.Lose());
    executor.runAll();
    assertThat(failures)
        .containsExactly(
            number + ": Granted[token=1]: no 1", number + ": Revoked[token=1]: never 1");
    assertThat(heard.notices).containsExactly("granted 1", "revoked 1");
    assertThat(dispatcher.state().busy()).isEmpty();
  }

  @Test
  void anExecutorThatRefusesIsReported() {
    dispatcher.subscribe(
        heard,
        task -> {
          throw new RejectedExecutionException("full");
        });
    lead(1);
    assertThat(failures).containsExactly("1: Granted[token=1]: full");
    assertThat(dispatcher.leads(NOW)).isTrue();
    assertThat(dispatcher.state().busy()).isEmpty();
  }

  /** As one does that can make no thread: what it would have told is over later all the same. */
  @Test
  void anExecutorThatFailsIsReported() {
    dispatcher.subscribe(
        heard,
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        });
    lead(1);
    assertThat(failures).containsExactly("1: Granted[token=1]: unable to create native thread");
    assertThat(dispatcher.state().busy()).isEmpty();
  }

  @Test
  void whoHasGoneIsToldNothingMoreNotEvenWhatWaits() {
    int number = dispatcher.subscribe(heard, executor);
    lead(1);
    dispatcher.unsubscribe(number);
    executor.runAll();
    assertThat(heard.notices).isEmpty();
    assertThat(dispatcher.state().busy()).isEmpty();
    assertThat(dispatcher.state().told()).isEmpty();
  }

  @Test
  void anExecutorThatRunsAtOnceWorksToo() {
    dispatcher.subscribe(heard, Runnable::run);
    lead(1);
    dispatcher.handle(new GrantsInput.Win(2));
    assertThat(heard.notices).containsExactly("granted 1", "revoked 1");
  }

  @Test
  void aListenerMayAskAndActWithinItsCallback() {
    dispatcher.subscribe(
        new LeadershipListener() {
          @Override
          public void granted(int token) {
            dispatcher.handle(new GrantsInput.Resign());
          }

          @Override
          public void revoked(int token) {
            heard.revoked(token);
          }
        },
        executor);
    lead(1);
    executor.runAll();
    assertThat(heard.notices).containsExactly("revoked 1");
  }

  @Test
  void theElectionIsToldToStepDownWhenTheLeaseIsOver() {
    lead(1);
    ClockTime end = NOW.plus(Duration.ofSeconds(1));
    assertThat(dispatcher.leads(end)).isFalse();
    assertThat(dispatcher.token(end)).isEmpty();
    assertThat(dispatcher.handle(new GrantsInput.Expire(NOW))).isEmpty();
    assertThat(dispatcher.handle(new GrantsInput.Expire(end)))
        .containsExactly(new GrantsEffect.StepDown(1));
  }

  @Test
  void eachStepIsWrittenDownInOrder() {
    dispatcher.subscribe(heard, executor);
    lead(1);
    executor.runAll();
    assertThat(journal)
        .containsExactly("Subscribe", "Win", "Persist", "Ready", "Renew", "Deliver", "Finish");
  }
}
