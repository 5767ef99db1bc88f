package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An invariant is left out only after a step that cannot have made it false. */
class UnchangedTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Plain",
        "ByLet",
        "ByOperator",
        "ByLambda",
        "ByInstance",
        "ByConfiguration",
        "ByTuple",
        "BySet",
        "ByFunction",
        "ByExcept",
        "ByChoice",
        "ByChance"
      })
  void isCheckedWhereverItsVariableHides(String invariant) throws IOException {
    assertThat(culprit("INVARIANT " + invariant, "Other", 3, "Count", 2, "Count", 3))
        .isEqualTo("3 " + invariant);
  }

  @ParameterizedTest
  @CsvSource({"ByStep, Count", "ByOtherStep, Other"})
  void stepsAreCheckedThatChangeTheSubscript(String property, String action) throws IOException {
    assertThat(culprit("PROPERTY " + property, "Count", 1, "Other", 1, action, 3))
        .isEqualTo("3 " + property);
  }

  @Test
  void whatAnActionGoesOnWithIsCheckedOfItsOwnVariable() throws IOException {
    assertThat(culprit("INVARIANTS OfNone OfOther", "Count", 3, "Count", 3, "Other", 3))
        .isEqualTo("3 OfOther");
  }

  @Test
  void whatHoldsOfAllStatesIsNeverInTheWay() throws IOException {
    assertThat(culprit("INVARIANT OfNone", "Count", 3, "Other", 3, "Count", 3)).isEqualTo("none");
  }

  /** The number of the event that is rejected, and why. */
  private String culprit(String properties, Object... steps) throws IOException {
    Path config = folder.resolve("Roundabout.cfg");
    Files.writeString(
        config, "INIT Init\nNEXT Next\nCONSTANT Limit <- LimitOfX\n" + properties + "\n");
    StringBuilder trace = new StringBuilder(Specs.HEADER.replace("Lending", "Roundabout"));
    for (int i = 0; i < steps.length; i += 2) {
      int n = i / 2 + 1;
      trace.append(
          "\n{\"n\":%d,\"at\":1,\"clock\":%d,\"action\":\"%s\",\"args\":[%s]}"
              .formatted(n, n, steps[i], steps[i + 1]));
    }
    Path spec = Specs.folder().resolve("Roundabout.tla");
    try (TraceValidator validator = Specs.of(spec, config, Map.of())) {
      Verdict verdict = Specs.validate(validator, trace.append('\n').toString());
      return verdict instanceof Verdict.Rejected rejected
          ? rejected.rejection().event() + " " + rejected.rejection().property().orElse("-")
          : "none";
    }
  }
}
