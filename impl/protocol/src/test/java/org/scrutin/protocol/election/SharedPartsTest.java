package org.scrutin.protocol.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.NodeId;

class SharedPartsTest {

  private static final NodeId N1 = NodeId.of(1);
  private static final NodeId N2 = NodeId.of(2);
  private static final NodeId N3 = NodeId.of(3);

  @Test
  void epochsBelongToTheNodesInTurn() {
    EpochOwners owners = new EpochOwners(List.of(N2, N3, N1));
    assertThat(IntStream.rangeClosed(1, 5).mapToObj(owners::owner))
        .containsExactly(N2, N3, N1, N2, N3);
  }

  @Property(seed = "1")
  void theNextEpochOfANodeIsTheLeastLaterOneThatItOwns(
      @ForAll @IntRange(max = 1_000) int epoch, @ForAll @IntRange(max = 2) int position) {
    EpochOwners owners = new EpochOwners(List.of(N2, N3, N1));
    NodeId node = owners.order().get(position);
    assertThat(owners.next(node, epoch))
        .isEqualTo(
            IntStream.iterate(epoch + 1, next -> next + 1)
                .filter(next -> owners.owner(next).equals(node))
                .findFirst()
                .getAsInt());
  }

  @Test
  void theRingIsClosed() {
    RingOrder ring = new RingOrder(List.of(N2, N3, N1));
    assertThat(ring.successor(N2)).isEqualTo(N3);
    assertThat(ring.successor(N1)).isEqualTo(N2);
    assertThat(ring.after(N3)).containsExactly(N1, N2);
  }

  @Test
  void anOrderNamesEachNodeOnce() {
    assertThatThrownBy(() -> new RingOrder(List.of(N1, N1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[n1, n1]");
    assertThatThrownBy(() -> new EpochOwners(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDelayIsAboveZeroAndARange() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new Delay(Duration.ZERO, second))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Delay(second, Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT1S");
  }

  @Property(seed = "1")
  void synchronousTimeOutsAreRight(@ForAll @IntRange(min = 1, max = 50) int nodes) {
    Duration delay = Duration.ofMillis(10);
    Timing timing = Timing.synchronous(delay, nodes);
    assertThat(timing.answer().min()).isGreaterThan(delay.multipliedBy(2));
    assertThat(timing.election().min())
        .isGreaterThan(delay.multipliedBy(4L * nodes))
        .isGreaterThan(timing.answer().max().plus(delay.multipliedBy(2)));
    assertThat(timing.announce().min()).isGreaterThan(delay.multipliedBy(2L * nodes));
  }

  @Test
  void aTimingIsForOneNodeOrMore() {
    assertThatThrownBy(() -> Timing.asynchronous(Duration.ofMillis(1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
  }
}
