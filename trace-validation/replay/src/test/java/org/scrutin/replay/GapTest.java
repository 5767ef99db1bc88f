package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A trace that says itself that steps are missing. */
class GapTest {

  private static final String ASK =
      "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Ask\",\"args\":[1,\"plain\"]}";
  private static final String NONSENSE =
      "{\"n\":2,\"at\":1,\"clock\":2,\"action\":\"Return\",\"args\":[2]}";
  private static final String DROPPED = "{\"note\":\"dropped\",\"at\":1,\"events\":3}";

  private static TraceValidator validator;

  @BeforeAll
  static void load() {
    validator = Specs.lending();
  }

  @AfterAll
  static void close() {
    validator.close();
  }

  @Test
  void whatFollowsAGapIsNotJudgedAndNeverConforms() {
    assertThat(Specs.validate(validator, Specs.trace(ASK, DROPPED, NONSENSE)))
        .isInstanceOfSatisfying(
            Verdict.Undecided.class,
            undecided -> {
              assertThat(undecided.reason())
                  .isEqualTo(
                      "steps are missing at run.ndjson:3, as the trace says itself; what follows"
                          + " was not judged");
              assertThat(undecided.stats().events()).isEqualTo(1);
            });
    assertThat(Specs.validate(validator, Specs.trace(ASK, DROPPED)))
        .isInstanceOf(Verdict.Undecided.class);
  }

  @Test
  void aViolationBeforeTheGapStands() {
    assertThat(Specs.validate(validator, Specs.trace(ASK, NONSENSE, DROPPED)))
        .isInstanceOf(Verdict.Rejected.class);
  }
}
