package org.scrutin.simulation.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

  @ParameterizedTest
  @EnumSource
  void everyFaultIsReadByItsName(Fault fault) {
    assertThat(Fault.parse(fault.name().toLowerCase(Locale.ROOT))).containsExactly(fault);
    assertThat(Fault.all()).contains(fault);
  }

  @Test
  void namesStandBetweenCommasInAnyCaseAndOrderWithSpacesOrTwice() {
    assertThat(Fault.parse(" Loss,CRASH , loss")).containsExactly(Fault.CRASH, Fault.LOSS);
    assertThat(Fault.parse("")).isEmpty();
    assertThat(Fault.parse("pause,")).containsExactly(Fault.PAUSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rain", "los", "crash loss"})
  void aNameThatIsNotKnownIsRefusedInOneLineThatNamesThemAll(String name) {
    assertThatThrownBy(() -> Fault.parse("crash," + name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no such fault: '" + name + "'; there are ")
        .hasMessageNotContaining("\n")
        .satisfies(
            e -> {
              for (Fault fault : Fault.values()) {
                assertThat(e).hasMessageContaining(fault.name().toLowerCase(Locale.ROOT));
              }
            });
  }
}
