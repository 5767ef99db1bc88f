package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.replay.Specs.conforms;
import static org.scrutin.replay.Specs.rejection;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.tlc.SpecException;

/** What {@code TLCGet} and {@code TLCSet} are where events are followed. */
class LevelTest {

  private static TraceValidator levelled(String config) {
    Path folder = Specs.folder();
    return Specs.of(folder.resolve("Levelled.tla"), folder.resolve(config), Map.of());
  }

  private static TraceValidator bound(String binding) {
    Path folder = Specs.folder();
    return TraceValidator.bound(
        Specs.library(),
        folder.resolve("Levelled.tla"),
        folder.resolve("Levelled.cfg"),
        folder.resolve(binding),
        Map.of());
  }

  private static String event(int n, String action, int x) {
    return "{\"n\":%d,\"at\":1,\"clock\":%d,\"action\":\"%s\",\"args\":[],\"state\":{\"x\":%d}}"
        .formatted(n, n, action, x);
  }

  private static Verdict of(TraceValidator validator, String... lines) {
    return Specs.validate(validator, Specs.trace(lines));
  }

  @Test
  void theLevelIsOneMoreThanTheEventsBefore() {
    try (TraceValidator levelled = levelled("Levelled.cfg")) {
      String[] three = {event(1, "Count", 1), event(2, "Stay", 1), event(3, "Count", 2)};
      for (int i = 0; i < 2; i++) { // Each trace begins anew.
        conforms(of(levelled, three[0], three[1]));
        Rejection rejection = rejection(of(levelled, three));
        assertThat(rejection.property()).contains("Few");
        assertThat(rejection.event()).isEqualTo(3);
      }
      conforms(of(levelled, event(1, "Early", 1)));
      assertThat(rejection(of(levelled, three[0], event(2, "Early", 2))).kind())
          .isEqualTo(Rejection.Kind.NOT_ENABLED);
    }
  }

  @Test
  void ofAStepItIsThatOfTheStateBefore() {
    try (TraceValidator levelled = levelled("Levelled_steps.cfg")) {
      String[] three = {event(1, "Count", 1), event(2, "Count", 2), event(3, "Count", 3)};
      conforms(of(levelled, three[0], three[1]));
      assertThat(rejection(of(levelled, three)).event()).isEqualTo(3);
    }
  }

  @Test
  void equalStatesToWhichOtherNumbersOfStepsLedAreNotTheSame() {
    // After the first event, y = 1 is only allowed by way of y = 1, y = 0, y = 1.
    String count = event(1, "Count", 1);
    String stay =
        "{\"n\":2,\"at\":1,\"clock\":2,\"action\":\"Stay\",\"args\":[],\"state\":{\"y\":1}}";
    try (TraceValidator late = levelled("Levelled_late.cfg")) {
      assertThat(
              Specs.validate(
                  late,
                  Specs.trace(count, stay),
                  Options.DEFAULT.withSilent(List.of("Lose", "Find"), 2)))
          .isInstanceOf(Verdict.Rejected.class);
      conforms(
          Specs.validate(
              late,
              Specs.trace(
                  "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Stay\",\"args\":[]}",
                  event(2, "Stay", 0),
                  event(3, "Count", 1).replace("\"x\":1", "\"x\":1,\"y\":1")),
              Options.DEFAULT.withSilent(List.of("Lose", "Find"), 1)));
    }
  }

  @Test
  void withABindingEachEventIsAStepUnlessActionsAreComposed() {
    String count = "{\"is\":\"Count\"}\n";
    String stay = "{\"is\":\"Stay\"}\n";
    try (TraceValidator bound = bound("LevelledBind.tla")) {
      conforms(Specs.validate(bound, count + stay));
      assertThat(rejection(Specs.validate(bound, count + stay + count)).property()).contains("Few");
    }
    try (TraceValidator twice = bound("LevelledTwice.tla")) {
      assertThatThrownBy(() -> Specs.validate(twice, count))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("Few cannot be evaluated, at Levelled.tla:22: ")
          .hasMessageEndingWith(
              "TLCGet(\"level\"): how many steps led here is not known, since by \\cdot an event may"
                  + " be any number of steps")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void whatIsSetIsKeptToTheEndOfTheTrace() {
    try (TraceValidator levelled = levelled("Levelled.cfg")) {
      conforms(of(levelled, event(1, "Remember", 40), event(2, "Again", 0)));
      assertThatThrownBy(() -> of(levelled, event(1, "Again", 0)))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("TLCGet: nothing has been set at 1")
          .hasMessageNotContaining("\n");
      conforms(of(levelled, event(1, "Remember", 40)));
    }
    try (TraceValidator bound = bound("LevelledBind.tla")) {
      conforms(Specs.validate(bound, "{\"is\":\"Remember\"}\n"));
    }
  }

  @Test
  void whatIsAboutASearchOfStatesIsToldInOneLine() {
    try (TraceValidator levelled = levelled("Levelled.cfg")) {
      assertThatThrownBy(() -> of(levelled, event(1, "Waits", 0)))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(
              "run.ndjson:2: event 1: Waits cannot be evaluated, at Levelled.tla:")
          .hasMessageEndingWith(
              "TLCGet(\"queue\") is about a search of states; events are followed here")
          .hasMessageNotContaining("\n");
    }
  }
}
