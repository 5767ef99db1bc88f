package org.scrutin.replay.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;

/** A desk lends one book; readers ask, and bring it back. */
class TraceShrinkerTest {

  private static final TraceShrinker.Limits ENOUGH =
      new TraceShrinker.Limits(100_000, Duration.ofMinutes(1));

  private static TraceValidator lending;

  @BeforeAll
  static void load() throws URISyntaxException {
    Path folder = Path.of(TraceShrinkerTest.class.getResource("/specs").toURI());
    lending =
        TraceValidator.of(
            SpecLibrary.of(folder),
            folder.resolve("Lending.tla"),
            folder.resolve("Lending.cfg"),
            JsonObject.of(Map.of("Reader", List.of(1, 2, 3))));
  }

  @AfterAll
  static void close() {
    lending.close();
  }

  /** Events that are given without their numbers and clocks. */
  private static List<String> trace(String... events) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "{\"scrutin\":1,\"spec\":\"Lending\",\"config\":\"Lending.cfg\","
                    + "\"constants\":{\"Reader\":[1,2,3]}}"));
    for (String event : events) {
      int n = lines.size();
      lines.add("{\"n\":%d,\"clock\":%d,%s}".formatted(n, n, event));
    }
    return lines;
  }

  private static String ask(int reader, int message) {
    return "\"at\":%d,\"action\":\"Ask\",\"args\":[%d,\"plain\"],\"sent\":[{\"id\":%d,\"to\":1}]"
        .formatted(reader, reader, message);
  }

  private static String accept(int from, int nth, int message) {
    return ("\"at\":1,\"action\":\"Accept\",\"args\":[{\"nth\":%d,\"from\":%d,\"kind\":\"plain\"}],"
            + "\"received\":%d")
        .formatted(nth, from, message);
  }

  private static final String LEND = "\"at\":1,\"action\":\"Lend\",\"args\":[]";

  private static String giveBack(int reader) {
    return "\"at\":%d,\"action\":\"Return\",\"args\":[%d]".formatted(reader, reader);
  }

  /** As the command does it. */
  private static TraceShrinker.Judge resumed() {
    return TraceShrinker.Judge.of(lending, "run.ndjson", Options.DEFAULT);
  }

  private static Verdict judge(List<String> lines) {
    return resumed().judge(lines);
  }

  private static Rejection rejection(List<String> lines) {
    return ((Verdict.Rejected) judge(lines)).rejection();
  }

  private static Shrunk shrink(List<String> lines, TraceShrinker.Limits limits) {
    return new TraceShrinker(TraceShrinker.Format.OURS, resumed(), limits)
        .shrink(lines, rejection(lines))
        .orElseThrow();
  }

  private static Shrunk shrinkByWholeReplays(List<String> lines) {
    return new TraceShrinker(TraceShrinker.Format.OURS, TraceShrinkerTest::judge, ENOUGH)
        .shrink(lines, rejection(lines))
        .orElseThrow();
  }

  @Test
  void whatIsNotSeenRejectedAgainIsNoPart() {
    List<String> rejected = trace(ask(2, 1), giveBack(2));
    List<String> conforming = trace(ask(2, 1), accept(2, 0, 1));
    Rejection rejection = rejection(rejected);
    for (TraceShrinker.Judge judge : List.of(resumed(), TraceShrinkerTest::judge)) {
      for (List<String> lines :
          List.of(conforming, conforming.subList(0, 1), List.of(rejected.get(0), "}", "{"))) {
        TraceShrinker shrinker = new TraceShrinker(TraceShrinker.Format.OURS, judge, ENOUGH);
        assertThat(shrinker.shrink(lines, rejection)).isEmpty();
      }
    }
  }

  @Test
  void whoSendsWhatTheRejectedEventReceivesStaysAndTheTrialEnds() {
    Sketch first = Sketch.free(1, "{}");
    Sketch sender =
        new Sketch(2, "{}", Optional.empty(), List.of(), Optional.empty(), List.of("m"));
    Sketch rejected = new Sketch(3, "{}", Optional.empty(), List.of(), Optional.of("m"), List.of());
    Effort effort = new Effort(new TraceShrinker.Limits(9, Duration.ofMinutes(1)));
    List<List<Sketch>> judged = new ArrayList<>();
    WholeReplays trials =
        new WholeReplays(
            List.of(first, sender, rejected),
            left -> {
              judged.add(left);
              effort.replayed(1);
              return 1; // The sender is impossible without the first one.
            },
            effort);
    assertThat(trials.without(first::equals, Integer.MAX_VALUE)).isFalse();
    assertThat(judged).containsExactly(List.of(sender, rejected));
    assertThat(trials.kept()).hasSize(3);
  }

  @Test
  void whatLeadsToTheRejectionStaysAndNothingElse() {
    List<String> trace =
        trace(
            ask(2, 1),
            accept(2, 0, 1),
            ask(3, 2),
            LEND,
            giveBack(2),
            accept(3, 0, 2),
            LEND,
            giveBack(2), // Reader 3 has it.
            giveBack(3));

    Shrunk least = shrink(trace, ENOUGH);

    assertThat(least.isSmallest()).isTrue();
    // The first loan goes with all that it needs; reader 3 must have the book, since that is why.
    assertThat(least.kept()).containsExactly(4, 7, 8, 9);
    assertThat(rejection(least.lines()).falseParts()).isEqualTo(rejection(trace).falseParts());
    assertThat(least.lines().get(1)).contains("\"n\":1", "\"Ask\",\"args\":[3");
  }

  @Test
  void aMessageThatIsReceivedTwiceWasSentAndReceivedOnce() {
    Shrunk least =
        shrink(
            trace(ask(2, 1), accept(2, 0, 1), ask(3, 2), accept(3, 0, 2), LEND, accept(3, 0, 2)),
            ENOUGH);

    assertThat(least.kept()).containsExactly(4, 5, 7);
  }

  @Test
  void noEventOfTheResultCanBeLeftOut() {
    List<String> trace =
        trace(
            ask(1, 1), accept(1, 0, 1), LEND, ask(2, 2), accept(2, 0, 2), giveBack(1), LEND, LEND);
    Shrunk least = shrink(trace, ENOUGH);
    Reason reason = Reason.of(rejection(trace));

    for (int without = 1; without < least.lines().size() - 1; without++) {
      List<String> less = new ArrayList<>(least.lines());
      less.remove(without);
      for (int n = without; n < less.size(); n++) {
        less.set(n, less.get(n).replaceFirst("\"n\":\\d+", "\"n\":" + n));
      }
      boolean isAlike =
          judge(less) instanceof Verdict.Rejected other
              && other.rejection().event() == less.size() - 1
              && Reason.of(other.rejection()).equals(reason);
      assertThat(isAlike).isFalse();
    }
  }

  /** Reader 2 asks and gives up, again and again, which has nothing to do with the rejection. */
  private static List<String> longTrace(int rounds) {
    List<String> events = new ArrayList<>(List.of(ask(3, 1)));
    for (int round = 0; round < rounds; round++) {
      events.add(ask(2, 2 + round));
      events.add(accept(2, round, 2 + round));
      events.add("\"at\":2,\"action\":\"GiveUp\",\"args\":[[2]]");
    }
    events.add(accept(3, 0, 1));
    events.add(LEND);
    events.add(giveBack(2));
    return trace(events.toArray(String[]::new));
  }

  @Test
  void whatIsFoundByGoingBackIsWhatWholeReplaysFind() {
    List<String> trace = longTrace(8);

    Shrunk resumed = shrink(trace, ENOUGH);

    assertThat(resumed.kept()).isEqualTo(shrinkByWholeReplays(trace).kept());
    assertThat(resumed.isSmallest()).isTrue();
  }

  @Test
  void aTrialReplaysWhatFollowsTheGapAndNotTheWholeTrace() {
    List<String> trace = longTrace(100);

    // By whole replays a single trial takes hundreds of events, and there are hundreds of trials.
    Shrunk least = shrink(trace, new TraceShrinker.Limits(6_000, Duration.ofMinutes(1)));

    assertThat(least.isSmallest()).isTrue();
    assertThat(least.kept()).hasSize(4);
    assertThat(rejection(least.lines()).event()).isEqualTo(4);
  }

  @Test
  void whoHasNoTimeIsToldSo() {
    Shrunk least =
        shrink(
            trace(ask(1, 1), ask(2, 2), ask(3, 3), giveBack(3), ask(3, 3)),
            new TraceShrinker.Limits(1, Duration.ofMinutes(1)));

    assertThat(least.isSmallest()).isFalse();
    // What follows the rejected event says nothing about it.
    assertThat(least.kept()).containsExactly(2, 3, 4, 5);
  }
}
