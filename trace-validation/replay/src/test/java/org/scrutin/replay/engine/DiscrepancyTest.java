package org.scrutin.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class DiscrepancyTest {

  private static Value text(String text) {
    return new StringValue(text);
  }

  private static Value record(String name, Value first, String other, Value second) {
    UniqueString[] names = {UniqueString.uniqueStringOf(name), UniqueString.uniqueStringOf(other)};
    return new RecordValue(names, new Value[] {first, second}, false).normalize();
  }

  @Test
  void itIsTheInnermostPartThatDiffers() {
    Value one = record("a", IntValue.ValZero, "b", new TupleValue(text("x"), text("on")));
    Value other = record("a", IntValue.ValZero, "b", new TupleValue(text("x"), text("off")));

    Discrepancy found = Discrepancy.of(one, other);

    assertThat(found.path()).isEqualTo(".b[2]");
    assertThat(found.left()).isEqualTo(text("on"));
    assertThat(found.right()).isEqualTo(text("off"));
  }

  @Test
  void valuesWithOtherPartsDifferAsAWhole() {
    Value one = record("a", IntValue.ValZero, "b", IntValue.ValOne);
    Value other = record("a", IntValue.ValOne, "c", IntValue.ValOne);

    assertThat(Discrepancy.of(one, other).path()).isEmpty();
    assertThat(Discrepancy.of(new TupleValue(text("x")), TupleValue.EmptyTuple).path()).isEmpty();
  }

  @Test
  void whatIsNotComparedDiffers() {
    Value one = record("a", IntValue.ValZero, "b", IntValue.ValOne);
    Value other = record("a", text("zero"), "b", IntValue.ValOne);

    assertThat(Discrepancy.of(one, other).path()).isEqualTo(".a");
  }
}
