package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may change or not, what becomes a function, and a next-state relation in a box. */
class OpeningsTest {

  private static final String SET = event(1, "\"a\"", "Set", "[\"a\",1]", "{\"x\":1}");

  private static TraceValidator openings;

  @BeforeAll
  static void load() {
    Path folder = Specs.folder();
    openings = Specs.of(folder.resolve("Openings.tla"), folder.resolve("Openings.cfg"), Map.of());
  }

  @AfterAll
  static void close() {
    openings.close();
  }

  private static String stateless(int n, String at, String action, String args) {
    return "{\"n\":%d,\"at\":%s,\"clock\":%d,\"action\":\"%s\",\"args\":%s}"
        .formatted(n, at, n, action, args);
  }

  private static String event(int n, String at, String action, String args, String state) {
    return stateless(n, at, action, args).replaceFirst("}$", ",\"state\":" + state + "}");
  }

  @Test
  void aVariableThatBecomesAFunctionOverNodesIsLoggedByNodeOrAsTheWhole() {
    for (String later : List.of("5", "6", "{\"a\":5,\"b\":5}", "{\"a\":5,\"b\":6}")) {
      Verdict verdict =
          Specs.validate(
              openings,
              Specs.trace(
                  event(1, "\"b\"", "Look", "[\"b\"]", "{\"later\":\"nothing\"}"),
                  event(2, "\"a\"", "Start", "[]", "{\"later\":" + later + "}")));
      assertThat(verdict instanceof Verdict.Conforms).isEqualTo(!later.contains("6"));
    }
  }

  @Test
  void oneThatBecomesASequenceIsLoggedAsTheWhole() {
    for (String later : List.of("[3,4]", "[3,5]")) {
      Verdict verdict =
          Specs.validate(
              openings, Specs.trace(event(1, "1", "Line", "[]", "{\"later\":" + later + "}")));
      assertThat(verdict instanceof Verdict.Conforms).isEqualTo(later.equals("[3,4]"));
    }
  }

  @Test
  void theActionsOfANextStateRelationInABoxAreFound() {
    Verdict verdict = Specs.validate(openings, Specs.trace(SET));

    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().actions()).containsEntry("Set", 1L).containsEntry("Look", 0L);
  }
}
