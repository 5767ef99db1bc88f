package org.scrutin.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogPageTest {

  private static LogPage.Line line(int number, String text, LogPage.Change... changes) {
    LogPage.Step step = new LogPage.Step("grant", "n" + number, Optional.of(List.of(changes)));
    return new LogPage.Line(number, text, false, Optional.of(step));
  }

  private static String page(LogPage.Line... lines) {
    return LogPage.of(
        "my.log",
        new LogPage.Verdict("rejected", "violated", "not <enabled>"),
        List.of(
            new AnnotatedSpec(
                "Locks",
                List.of("Grant ==", "  holder = None"),
                List.of(new AnnotatedSpec.Remark(2, 2, "FALSE", true)))),
        List.of(lines),
        List.of(new LogPage.Variable("holder", "\"n1\"")));
  }

  @Test
  void itShowsTheReasonTheLinesAndWhatEachChanged() {
    String page =
        page(
            line(7, "{\"a\":1}", new LogPage.Change("holder", "None", "\"n7\"", false)),
            line(8, "{\"b\":1}", new LogPage.Change("queue", "2", "3, 4", true)),
            line(9, "{\"c\":1}", new LogPage.Change("queue", "", "5", true)),
            new LogPage.Line(10, "{\"d\":1}", true, Optional.empty()));
    assertThat(page)
        .contains("not &lt;enabled&gt;", "Locks.tla, where it is contradicted", "FALSE")
        .contains("Lines 7 to 10 of the log", "holder: ", "None → ", "&quot;n7&quot;")
        .contains("− 2", "+ 3, 4", "+ 5", "<tr class=\"violated\">", "{&quot;d&quot;:1}")
        .contains("The state of the specification after the last step", "&quot;n1&quot;");
  }

  @Test
  void whatIsNotKnownIsLeftOutOrSaid() {
    LogPage.Line several =
        new LogPage.Line(
            1, "{}", false, Optional.of(new LogPage.Step("grant", "n1", Optional.empty())));
    assertThat(page(several)).contains("several states are possible");
    assertThat(page(new LogPage.Line(1, "x".repeat(2_000), true, Optional.empty())))
        .doesNotContain("what it changed", "x".repeat(1_001))
        .contains("x".repeat(1_000) + "…");
    assertThat(page()).doesNotContain("of the log");
  }
}
