package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Replay against a slow oracle that binds nothing and compares texts. */
class ConformanceTest {

  private static final int LENGTH = 40;

  private static TraceValidator validator;
  private static Walker walker;

  @BeforeContainer
  static void load() {
    validator = Specs.lending();
    walker =
        Specs.walker(
            Specs.library(),
            Specs.folder().resolve("Lending.tla"),
            Specs.folder().resolve("Lending.cfg"),
            Map.of());
  }

  @AfterContainer
  static void close() {
    validator.close();
  }

  @Property(tries = 100, seed = "1")
  void randomWalksOfTheSpecificationConform(@ForAll long seed, @ForAll boolean partly) {
    Verdict verdict = Specs.validate(validator, Specs.trace(walker.walk(seed, LENGTH, partly)));

    assertThat(verdict).as(verdict.toString()).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().events()).isEqualTo(LENGTH);
  }

  @Property(tries = 20, seed = "1")
  void namedActionsTogetherAreAllOfNext(@ForAll long seed) {
    assertThat(walker.incompleteSites(seed, LENGTH)).isEmpty();
  }

  @Property(tries = 500, seed = "1")
  void damageIsFoundWhereTheOracleFindsIt(
      @ForAll long seed, @ForAll boolean partly, @ForAll @IntRange(max = 4) int kind) {
    List<TraceLine.Event> events = damaged(walker.walk(seed, LENGTH, partly), kind, seed);

    assertThat(firstWrong(events)).isEqualTo(walker.firstWrong(events));
  }

  private static Optional<Long> firstWrong(List<TraceLine.Event> events) {
    try {
      Verdict verdict = Specs.validate(validator, Specs.trace(events));
      return verdict instanceof Verdict.Rejected rejected
          ? Optional.of(rejected.rejection().event())
          : Optional.empty();
    } catch (TraceException e) {
      // A value of another kind than the specification's is told as bad input.
      return Optional.of(Long.parseLong(e.getMessage().replaceFirst(".*event (\\d+):.*", "$1")));
    }
  }

  private static List<TraceLine.Event> damaged(List<TraceLine.Event> events, int kind, long seed) {
    Random random = new Random(seed);
    List<TraceLine.Event> damaged = new ArrayList<>(events);
    int at = random.nextInt(events.size() - 1);
    switch (kind) {
      case 0 -> damaged.remove(at);
      case 1 -> damaged.add(at, events.get(at));
      case 2 -> damaged.set(at, events.set(at + 1, events.get(at)));
      case 3 -> damaged.set(at, withOtherState(events.get(at), random));
      default -> damaged.set(at, withOtherArguments(events.get(at), random));
    }
    return numbered(damaged);
  }

  private static List<TraceLine.Event> numbered(List<TraceLine.Event> events) {
    List<TraceLine.Event> numbered = new ArrayList<>();
    for (TraceLine.Event event : events) {
      numbered.add(
          new TraceLine.Event(
              0,
              numbered.size() + 1,
              event.at(),
              event.action(),
              event.arguments(),
              event.state()));
    }
    return numbered;
  }

  private static TraceLine.Event withOtherState(TraceLine.Event event, Random random) {
    JsonObject state = event.state().orElseThrow();
    if (state.names().isEmpty()) {
      return event;
    }
    List<Object> values = new ArrayList<>(state.values());
    int i = random.nextInt(values.size());
    values.set(i, other(values.get(i), random));
    return new TraceLine.Event(
        event.line(),
        event.number(),
        event.at(),
        event.action(),
        event.arguments(),
        Optional.of(new JsonObject(state.names(), values)));
  }

  private static TraceLine.Event withOtherArguments(TraceLine.Event event, Random random) {
    List<Object> arguments = new ArrayList<>(event.arguments());
    if (!arguments.isEmpty()) {
      int i = random.nextInt(arguments.size());
      arguments.set(i, other(arguments.get(i), random));
    }
    return new TraceLine.Event(
        event.line(), event.number(), event.at(), event.action(), arguments, event.state());
  }

  private static Object other(Object json, Random random) {
    if (json instanceof Long number) {
      return random.nextInt(5) == 0 ? JsonObject.Absent.NULL : number + random.nextInt(3) - 1;
    }
    if (json instanceof String) {
      return List.of("plain", "urgent", "other").get(random.nextInt(3));
    }
    if (json instanceof List<?> list) {
      List<Object> changed = new ArrayList<>(list);
      if (!changed.isEmpty() && random.nextBoolean()) {
        changed.remove(random.nextInt(changed.size()));
      } else if (!changed.isEmpty()) {
        int i = random.nextInt(changed.size());
        changed.set(i, other(changed.get(i), random));
      }
      return changed;
    }
    if (json instanceof JsonObject object) {
      List<Object> values = new ArrayList<>(object.values());
      int i = random.nextInt(values.size());
      values.set(i, other(values.get(i), random));
      return new JsonObject(object.names(), values);
    }
    return random.nextBoolean() ? 1L : "plain";
  }
}
