package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a rejection says where the trace had left several states possible. */
class CandidatesTest {

  private static final String GROW =
      "{\"n\":%d,\"at\":1,\"clock\":1,\"action\":\"Grow\",\"args\":[]%s}";

  private static TraceValidator many;

  @BeforeAll
  static void load() {
    Path folder = Specs.folder();
    many = Specs.of(folder.resolve("Many.tla"), folder.resolve("Many.cfg"), Map.of());
  }

  @AfterAll
  static void close() {
    many.close();
  }

  private static Rejection rejection(Options options, String... lines) {
    Verdict verdict = Specs.validate(many, Specs.trace(lines), options);
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    return ((Verdict.Rejected) verdict).rejection();
  }

  private static final String USE =
      "{\"n\":2,\"at\":1,\"clock\":2,\"action\":\"Use\",\"args\":[1],\"state\":{\"x\":5}}";

  @Test
  void itIsAboutTheOneThatCameFurthestAndSaysWhyTheOthersFail() {
    Rejection rejection = rejection(Options.DEFAULT, GROW.formatted(1, ""), USE);

    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.LEADS_ELSEWHERE);
    assertThat(rejection.others())
        .containsExactly(
            "the trace left 8 states possible before this event; this is about one that came"
                + " furthest:",
            "  2 of them: enabled, but it leads elsewhere, x = 1 in the specification, the trace"
                + " logged 5",
            "  2 of them: not enabled, at Many.tla:15 `y = 1` is FALSE where y = 0",
            "  4 of them: not enabled, at Many.tla:14 `x > 1` is FALSE where x = 0");
    assertThat(rejection.text()).contains(String.join("\n  ", rejection.others()));
  }

  @Test
  void aStepThatBreaksAPropertyCameFurthest() {
    Rejection rejection =
        rejection(
            Options.DEFAULT,
            GROW.formatted(1, ""),
            GROW.formatted(2, ""),
            GROW.formatted(3, ",\"state\":{\"x\":8}"));

    assertThat(rejection.property()).contains("Small");
    assertThat(rejection.candidates())
        .extracting(Rejection.Candidate::states)
        .containsExactly(4, 10);
  }

  @Test
  void aSearchSaysAtWhichEventsBehavioursEnded() {
    Rejection rejection =
        rejection(
            Options.DEFAULT.withMaxFrontier(1),
            GROW.formatted(1, ""),
            USE.replace("5", "2"),
            GROW.formatted(3, ",\"state\":{\"x\":9}"));

    // Of the eight states only one goes on: x = 3 and y = 1.
    assertThat(rejection.event()).isEqualTo(3);
    assertThat(rejection.ended()).isEqualTo(Map.of(2L, 7));
    assertThat(rejection.others()).containsExactly("behaviours that ended earlier: 7 at event 2");
  }

  @Test
  void oneStateIsNoneOfSeveral() {
    Rejection rejection = rejection(Options.DEFAULT, GROW.formatted(1, ",\"state\":{\"x\":5}"));

    assertThat(rejection.others()).isEqualTo(List.of());
  }
}
