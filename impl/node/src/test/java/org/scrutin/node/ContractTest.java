package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scrutin.node.LoopbackElections.yes;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.node.host.ElectionObserver.Role;
import org.scrutin.node.host.ElectionObserver.Standing;
import org.scrutin.protocol.NodeId;

@DisplayName("What an election comes to is handed to the contract of leadership")
class ContractTest {

  private static final NodeId SELF = NodeId.of(1);
  private static final NodeId OTHER = NodeId.of(2);
  private static final Duration LONG = Duration.ofHours(1);

  /** So long the header of a trace is at most. */
  private static final int HEADER = 400;

  private final List<Integer> stepDowns = new CopyOnWriteArrayList<>();
  private final LoopbackElections.Heard heard = new LoopbackElections.Heard();
  private Contract contract = contract(Optional.of(LONG));

  private Contract contract(Optional<Duration> lease) {
    Contract made = new Contract(SELF, lease, Optional.empty());
    made.stepDownBy(stepDowns::add);
    made.subscribe(heard, Runnable::run);
    return made;
  }

  @AfterEach
  void close() {
    contract.close();
  }

  private void lead(int epoch, Duration lease) {
    contract.standingChanged(new Standing(Role.LEADER, epoch, Optional.of(SELF)), "Lead");
    assertThat(contract.token()).as("elected, and no more").isEmpty();
    contract.mayWrite(epoch);
    assertThat(contract.token()).as("no lease yet").isEmpty();
    contract.leaseChanged(epoch, Optional.of(System.nanoTime() + lease.toNanos()));
  }

  @Test
  void aTokenIsGrantedWithTheLeaseAndOverBeforeASuccessorIsAsked() {
    lead(3, LONG);
    assertThat(contract.holds(3)).isTrue();
    assertThat(contract.validFor(3)).isPositive().isLessThanOrEqualTo(LONG);
    assertThat(heard.tokens).containsExactly(3);

    contract.handoverBegun(3, OTHER);
    assertThat(contract.token()).isEqualTo(OptionalInt.empty());
    assertThat(heard.tokens).containsExactly(3, -3);
    assertThat(stepDowns).containsExactly(3);
  }

  /**
   * So it is in a process that was paused: the service asks before any other thread has noticed.
   */
  @Test
  void theClockSaysNoThoughNobodyHasNoticedThatTheLeaseIsOver() {
    CountDownLatch asked = new CountDownLatch(1);
    contract.later(Duration.ZERO, () -> await(asked)); // The timer is held up.
    lead(3, Duration.ofMillis(200));
    LoopbackCluster.await("no", () -> contract.holds(3) ? Optional.empty() : Optional.of(true));
    assertThat(contract.token()).isEmpty();
    assertThat(contract.validFor(3)).isZero();
    assertThat(heard.tokens).as("nobody has noticed yet").doesNotContain(-3);
    asked.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The test is over.
    }
  }

  @Test
  void aHandOverThatFailsLateGivesNothingBackAndTheTermIsToBeLeft() {
    lead(3, LONG);
    contract.handoverBegun(3, OTHER);
    stepDowns.clear();

    contract.handoverFailed(3, OTHER);
    contract.leaseChanged(3, Optional.of(System.nanoTime() + LONG.toNanos()));
    assertThat(contract.token()).isEmpty();
    assertThat(stepDowns).containsExactly(3);

    lead(5, LONG);
    assertThat(heard.tokens).containsExactly(3, -3, 5);
  }

  @Test
  void whoIsElectedAndHandsOverBeforeItsGrantIsNotGrantedAnythingLater() {
    contract.standingChanged(new Standing(Role.LEADER, 3, Optional.of(SELF)), "Lead");
    contract.handoverBegun(3, OTHER);
    contract.handoverFailed(3, OTHER);
    contract.mayWrite(3);
    contract.leaseChanged(3, Optional.of(System.nanoTime() + LONG.toNanos()));
    assertThat(heard.tokens).isEmpty();
    assertThat(stepDowns).containsExactly(3);
  }

  @Test
  void aLeaseThatIsNotRenewedEndsAndTheTermIsToBeLeft() {
    lead(3, Duration.ofMillis(200));
    LoopbackCluster.await("the end of the lease", () -> yes(stepDowns.contains(3)));
    assertThat(contract.token()).isEmpty();
    LoopbackCluster.await("the revocation", () -> yes(!contract.epoch().isPresent()));
    contract.leaseChanged(3, Optional.of(System.nanoTime() + LONG.toNanos()));
    assertThat(contract.token()).as("an answer that comes late").isEmpty();
  }

  @Test
  void aNodeThatFailsLeadsNoLonger() {
    lead(3, LONG);
    contract.standingChanged(new Standing(Role.DOWN, 3, Optional.empty()), "failed");
    contract.failed("its disk");
    assertThat(heard.tokens).containsExactly(3, -3);
    assertThat(contract.ended()).contains("its disk");
    assertThat(stepDowns).isEmpty();
  }

  /** Whichever step it is whose line does not fit: the service hears of it all the same. */
  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200, 300, 400, 500, 700, 900, 1_100})
  void aTraceThatIsFullKeepsNothingFromTheService(int fitting) throws IOException {
    contract.close();
    OutputStream full =
        new OutputStream() {
          private int left = HEADER + fitting;

          @Override
          public void write(int one) throws IOException {
            if (left-- <= 0) {
              throw new IOException("No space left on device");
            }
          }
        };
    contract =
        new Contract(SELF, Optional.of(LONG), Optional.of(LeadershipTrace.begin(full, SELF, LONG)));
    contract.subscribe(heard, Runnable::run);
    lead(3, LONG);
    contract.standingChanged(new Standing(Role.FOLLOWER, 4, Optional.of(OTHER)), "Follow");
    lead(5, LONG);
    assertThat(heard.tokens).containsExactly(3, -3, 5);
    assertThat(contract.holds(5)).isTrue();
  }

  @Test
  void withoutALeaseATokenIsGoodUntilTheElectionSaysOtherwise() {
    contract.close();
    contract = contract(Optional.empty());
    contract.standingChanged(new Standing(Role.LEADER, 2, Optional.of(SELF)), "Win");
    contract.mayWrite(2);
    assertThat(contract.holds(2)).isTrue();
    assertThat(contract.validFor(2)).isZero();
    contract.standingChanged(new Standing(Role.FOLLOWER, 3, Optional.of(OTHER)), "Follow");
    assertThat(contract.token()).isEmpty();
  }
}
