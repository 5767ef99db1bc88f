package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scrutin.modelcheck.tlc.Behaviours;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.TlcMessage;

/** Where memory, stack or disk are used up: an end, no verdict, and why. */
@Timeout(60)
class ExhaustedTest {

  private static final Model HUGE = Specs.model("Huge", "exhausting/huge", "holds");
  private static final Model DEEP = Specs.model("Deep", "exhausting/deep", "holds");
  private static final Behaviours BEHAVIOURS = new Behaviours(2, 5, 1);

  @Test
  void a_model_for_which_memory_does_not_suffice_is_unfinished() {
    assertUnfinished(Specs.check(HUGE).verdict(), "out of memory");
    assertThat(Pins.failures(HUGE, Specs.check(HUGE)))
        .containsExactly("exhausting/huge: not finished: " + Transcript.NO_MEMORY);
  }

  @Test
  void behaviours_for_which_memory_does_not_suffice_come_to_an_end() {
    SimulationResult result = new ModelSimulation(Specs.library(), HUGE).run(BEHAVIOURS);
    assertUnfinished(result.verdict(), "out of memory");
  }

  @Test
  void a_recursion_without_end_is_told_in_one_line_by_both() {
    assertThatThrownBy(() -> Specs.check(DEEP))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Deep.tla: an operator calls itself without end");
    assertThatThrownBy(() -> new ModelSimulation(Specs.library(), DEEP).run(BEHAVIOURS))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Deep.tla: an operator calls itself without end");
  }

  @Test
  void a_disk_that_is_full_is_told_and_how_to_mend_it() {
    TlcMessage written =
        new TlcMessage(
            2127,
            TlcMessage.ERROR,
            "when writing the disk (StatePoolWriter.run):\nNo space left on device");
    TlcMessage general =
        new TlcMessage(1000, TlcMessage.ERROR, "java.io.IOException: No space left on device");
    for (TlcMessage message : List.of(written, general)) {
      assertThat(exhausted(message).orElseThrow())
          .startsWith("its files cannot be written: ")
          .contains("No space left on device; make room in ")
          .hasLineCount(1);
    }
    assertThat(exhausted(new TlcMessage(2127, 0, "no error"))).isEmpty();
    assertThat(exhausted(new TlcMessage(1000, TlcMessage.ERROR, "another"))).isEmpty();
  }

  private static Optional<String> exhausted(TlcMessage message) {
    return new Transcript(List.of(message), new ActionNames(List.of())).exhausted();
  }

  private static void assertUnfinished(Verdict verdict, String reason) {
    assertThat(verdict).isInstanceOf(Verdict.Unfinished.class);
    assertThat(((Verdict.Unfinished) verdict).reason()).contains(reason);
  }
}
