package org.scrutin.replay.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.replay.TraceException;

class TraceMergerTest {

  @TempDir private Path folder;

  private static String header(String node) {
    return "{\"scrutin\":1,\"spec\":\"X\",\"config\":\"X.cfg\",\"constants\":{},\"node\":\""
        + node
        + "\"}";
  }

  /** A step with a Lamport clock, which receives and sends, each if not 0. */
  private static String step(int n, String at, int clock, int received, int sent) {
    return "{\"n\":"
        + n
        + ",\"at\":\""
        + at
        + "\",\"clock\":"
        + clock
        + ",\"action\":\"A\",\"args\":[]"
        + (received == 0 ? "" : ",\"received\":" + received)
        + (sent == 0 ? "" : ",\"sent\":[{\"id\":" + sent + ",\"to\":\"?\"}]")
        + "}";
  }

  private Path file(String name, String... lines) {
    return text(name, String.join("\n", lines) + "\n");
  }

  private Path text(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Merged(
      List<String> lines, List<String> origins, List<String> remarks, boolean whole) {}

  private Merged merge(Path... files) {
    return merge(Patience.NONE, files);
  }

  private Merged merge(Patience patience, Path... files) {
    try (TraceMerger merger = TraceMerger.of(List.of(files), patience)) {
      List<String> lines = new ArrayList<>();
      List<String> origins = new ArrayList<>();
      for (Optional<TraceMerger.Line> line = merger.next();
          line.isPresent();
          line = merger.next()) {
        lines.add(new String(line.get().text(), StandardCharsets.UTF_8).strip());
        origins.add(local(line.get().origin()));
      }
      return new Merged(
          lines, origins, merger.remarks().stream().map(this::local).toList(), merger.isComplete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String local(String text) {
    return text.replace(folder + "/", "");
  }

  @Test
  void lamportClocksGiveTheOrderAndEventsAreNumberedAnew() {
    Merged merged =
        merge(
            file("a", header("a"), step(1, "a", 1, 0, 0), step(2, "a", 4, 0, 0)),
            file("b", header("b"), step(1, "b", 2, 0, 0), step(2, "b", 3, 0, 0)));
    assertThat(merged.origins()).containsExactly("a:1", "a:2", "b:2", "b:3", "a:3");
    assertThat(merged.lines())
        .startsWith(
            "{\"scrutin\":1,\"spec\":\"X\",\"config\":\"X.cfg\",\"constants\":{}}",
            step(1, "a", 1, 0, 0),
            step(2, "b", 2, 0, 0))
        .endsWith(step(4, "a", 4, 0, 0));
    assertThat(merged.whole()).isTrue();
  }

  /**
   * A leader that is cut off, and reads by its lease, has a clock that runs ahead of the others.
   */
  @Test
  void theLastLineIsAStepAlsoWithoutItsEndUnlessItIsCutOff() {
    String whole = header("a") + "\n" + step(1, "a", 1, 0, 0);

    Merged merged = merge(text("a", whole));
    Merged cut = merge(text("a", whole.substring(0, whole.length() - 3)));

    assertThat(merged.origins()).containsExactly("a:1", "a:2");
    assertThat(merged.remarks()).isEmpty();
    assertThat(cut.origins()).containsExactly("a:1");
    assertThat(cut.remarks()).singleElement().asString().startsWith("a:2: cut off after ");
  }

  @Test
  void timeGivesTheOrderOfWhatNoMessageOrders() {
    Merged merged =
        merge(
            file("a", header("a"), at(10, step(1, "a", 1, 0, 7)), at(30, step(2, "a", 90, 0, 0))),
            file("b", header("b"), at(20, step(1, "b", 2, 7, 0)), at(40, step(2, "b", 3, 0, 0))));
    assertThat(merged.origins()).containsExactly("a:1", "a:2", "b:2", "a:3", "b:3");
  }

  /** What messages do not order is ordered by time from the first step on. */
  @Test
  void timeGivesTheOrderAlsoBeforeTheFirstMessage() {
    Path a = file("a", header("a"), at(10, step(1, "a", 1, 0, 0)), at(30, step(2, "a", 2, 0, 0)));
    Path b =
        file(
            "b",
            header("b"),
            at(1, step(1, "b", 1, 0, 0)),
            at(2, step(2, "b", 2, 0, 0)),
            at(20, step(3, "b", 3, 0, 0)),
            at(40, step(4, "b", 4, 0, 7)));
    Path c = file("c", header("c"), at(50, step(1, "c", 9, 7, 0)));
    List<String> byTime = List.of("a:1", "b:2", "b:3", "a:2", "b:4", "a:3", "b:5", "c:2");
    assertThat(merge(a, b, c).origins()).isEqualTo(byTime);
    assertThat(merge(c, b, a).origins().subList(1, 8)).isEqualTo(byTime.subList(1, 8));
    assertThat(merge(appending(new ArrayDeque<>()), a, b, c).origins()).isEqualTo(byTime);
  }

  @Test
  void whileItIsNotKnownWhetherMessagesHaveIdsNothingIsOrderedAgainstTime() {
    Path a = file("a", header("a"), at(30, step(1, "a", 1, 0, 0)));
    Path b = file("b", header("b"), at(10, step(1, "b", 5, 0, 0)));
    Deque<Runnable> appends =
        new ArrayDeque<>(List.of(append(b, at(40, step(2, "b", 6, 0, 7)) + "\n")));
    assertThat(merge(appending(appends), a, b).origins())
        .containsExactly("a:1", "b:2", "a:2", "b:3");
    Path c = file("c", header("c"), at(10, step(1, "c", 5, 0, 0)));
    assertThat(merge(appending(new ArrayDeque<>()), a, c).origins())
        .containsExactly("a:1", "a:2", "c:2");
  }

  @Test
  void atOneTimeTheClockGivesTheOrder() {
    Path a = file("a", header("a"), at(10, step(1, "a", 1, 0, 7)), at(20, step(2, "a", 9, 0, 0)));
    Path b = file("b", header("b"), at(20, step(1, "b", 5, 0, 0)));
    assertThat(merge(a, b).origins()).containsExactly("a:1", "a:2", "b:2", "a:3");
  }

  @Test
  void aReceiptIsNotBeforeItsSendWhateverTheTimesSay() {
    Merged merged =
        merge(
            file("a", header("a"), at(50, step(1, "a", 1, 0, 7))),
            file("b", header("b"), at(20, step(1, "b", 2, 7, 0)), at(40, step(2, "b", 3, 0, 0))));
    assertThat(merged.origins()).containsExactly("a:1", "a:2", "b:2", "b:3");
  }

  private static String at(int time, String step) {
    return step.replace(",\"action\"", ",\"time\":" + time + ",\"action\"");
  }

  @Test
  void messagesGiveTheOrderWhereThereAreNoClocks() {
    Merged merged =
        merge(
            file("a", header("a"), noClock(step(1, "a", 0, 7, 0)), noClock(step(2, "a", 0, 0, 8))),
            file("b", header("b"), noClock(step(1, "b", 0, 0, 7)), noClock(step(2, "b", 0, 8, 0))));
    assertThat(merged.origins()).containsExactly("a:1", "b:2", "a:2", "a:3", "b:3");
    assertThat(merged.lines().get(2))
        .as("its place is its clock")
        .contains("{\"n\":2,\"clock\":2,\"at\":\"a\"");
  }

  private static String noClock(String step) {
    return step.replace(",\"clock\":0", "");
  }

  @Test
  void messagesOverruleClocksThatStartAnewWithALife() {
    Merged merged =
        merge(
            file("a", header("a"), step(1, "a", 8, 0, 1), header("a"), step(1, "a", 1, 5, 2)),
            file("b", header("b"), step(1, "b", 9, 1, 5), step(2, "b", 10, 2, 0)));
    assertThat(merged.origins()).containsExactly("a:1", "a:2", "b:2", "a:4", "b:3");
  }

  @Test
  void vectorClocksGiveTheOrder() {
    Merged merged =
        merge(
            file(
                "a",
                header("a"),
                vector(1, "a", "\"a\":1,\"b\":2"),
                vector(2, "a", "\"a\":2,\"b\":2")),
            file(
                "b",
                header("b"),
                vector(1, "b", "\"b\":1"),
                vector(2, "b", "\"b\":2"),
                vector(3, "b", "\"a\":2,\"b\":3")));
    assertThat(merged.origins()).containsExactly("a:1", "b:2", "b:3", "a:2", "a:3", "b:4");
  }

  private static String vector(int n, String at, String counts) {
    return "{\"n\":"
        + n
        + ",\"at\":\""
        + at
        + "\",\"action\":\"A\",\"args\":[],\"vector\":{"
        + counts
        + "}}";
  }

  @Test
  void anImpossibleOrderIsRejectedWithTheCycle() {
    assertThatThrownBy(
            () ->
                merge(
                    file("a", header("a"), step(1, "a", 1, 2, 0), step(2, "a", 2, 0, 1)),
                    file("b", header("b"), step(1, "b", 1, 1, 0), step(2, "b", 2, 0, 2)),
                    file("c", header("c"), step(1, "c", 1, 1, 0))))
        .isInstanceOf(CausalityException.class)
        .message()
        .satisfies(
            message ->
                assertThat(local(message))
                    .isEqualTo(
                        """
                        impossible order: each of these steps waits for the next, the last for the first
                            a:2 receives message 2, from b:3
                            b:2 receives message 1, from a:3\
                        """));
  }

  @Test
  void aNodeThatReceivesWhatItSendsLaterIsACycleOfItsOwn() {
    assertThatThrownBy(
            () ->
                merge(
                    file("a", header("a"), step(1, "a", 1, 2, 0), step(2, "a", 2, 0, 2)),
                    file("b", header("b"), step(1, "b", 1, 0, 0))))
        .isInstanceOf(CausalityException.class)
        .hasMessageContaining("a:2 receives message 2, from");
  }

  @Test
  void vectorClocksThatContradictEachOtherAreACycle() {
    assertThatThrownBy(
            () ->
                merge(
                    file("a", header("a"), vector(1, "a", "\"a\":1,\"b\":1")),
                    file("b", header("b"), vector(1, "b", "\"a\":1,\"b\":1"))))
        .isInstanceOf(CausalityException.class)
        .hasMessageContaining("a:2 has seen step 1 of b, from");
  }

  @Test
  void aReceiptWithoutASendIsToldAndWhatDependsOnItIsLeftOut() {
    Merged merged =
        merge(
            file(
                "a",
                header("a"),
                step(1, "a", 1, 0, 0),
                step(2, "a", 7, 99, 3),
                step(3, "a", 8, 0, 0)),
            file(
                "b",
                header("b"),
                step(1, "b", 1, 0, 0),
                step(2, "b", 9, 3, 0),
                step(3, "b", 10, 0, 0)));
    assertThat(merged.origins()).containsExactly("a:1", "a:2", "b:2", "a:3");
    assertThat(merged.lines()).endsWith("{\"note\":\"dropped\",\"events\":4}");
    assertThat(merged.remarks())
        .containsExactly(
            "a:3 receives message 99, which no trace has: one is missing, or cut off; 4 steps that"
                + " may depend on it are left out");
    assertThat(merged.whole()).isFalse();
  }

  @Test
  void aLifeThatEndsInMidLineIsFollowedByTheNextInTheSameFile() {
    Merged merged =
        merge(
            text(
                "a",
                header("a")
                    + "\n"
                    + step(1, "a", 1, 0, 0)
                    + "\n{\"n\":2,\"at\n"
                    + header("a")
                    + "\n"
                    + step(1, "a", 2, 0, 0)
                    + "\n{\"n\":2"),
            file("b", header("b"), step(1, "b", 3, 0, 0)));
    assertThat(merged.origins()).containsExactly("a:1", "a:2", "a:5", "b:2");
    assertThat(merged.remarks())
        .containsExactly(
            "a:3: cut off; the node's next life follows", "a:6: cut off after 6 bytes");
  }

  @Test
  void aLifeInAFileOfItsOwnComesAfterTheOneGivenBefore() {
    Merged merged =
        merge(
            file("a1", header("a"), step(1, "a", 5, 0, 1), step(2, "a", 6, 0, 0)),
            file("a2", header("a"), step(1, "a", 1, 0, 0)),
            file("b", header("b"), step(1, "b", 6, 1, 0)));
    assertThat(merged.origins()).containsExactly("a1:1", "a1:2", "a1:3", "a2:2", "b:2");
  }

  @Test
  void theLastLineOfALifeComesInItsPlaceAlsoWithoutItsEnd() {
    Path first =
        text(
            "a1", header("a") + "\n" + step(1, "a", 1, 0, 7) + "\n" + at(3, step(2, "a", 2, 0, 8)));
    Path second = file("a2", header("a"), step(1, "a", 1, 0, 9));
    Path other = file("b", header("b"), step(1, "b", 1, 0, 0), step(2, "b", 2, 7, 0));

    assertThat(merge(first, second, other).origins())
        .containsExactly("a1:1", "a1:2", "b:2", "a1:3", "a2:2", "b:3");
    Deque<Runnable> none = new ArrayDeque<>();
    assertThat(merge(appending(none), first, second, other).origins())
        .containsSubsequence("a1:2", "a1:3", "a2:2");
  }

  @Test
  void timeGivesTheOrderOfALastLineWithoutItsEndToo() {
    Path early = text("a", header("a") + "\n" + at(3, step(1, "a", 9, 0, 7)));
    Path late = file("b", header("b"), at(4, step(1, "b", 1, 0, 0)));
    assertThat(merge(early, late).origins()).containsExactly("a:1", "a:2", "b:2");
  }

  @Test
  void idsAreSeenInALastLineWithoutItsEnd() {
    Path a = text("a", header("a") + "\n" + noClock(step(1, "a", 0, 0, 7)));
    Path b = file("b", header("b"), noClock(step(1, "b", 0, 0, 0)));
    Path c = file("c", header("c"), noClock(step(1, "c", 0, 0, 0)));
    assertThat(merge(appending(new ArrayDeque<>()), a, b, c).origins())
        .contains("a:2", "b:2", "c:2");
  }

  @Test
  void aNodeMayBeginAnewBeforeTheFirstMessage() {
    Merged merged =
        merge(
            file("a", header("a"), step(1, "a", 1, 0, 0), header("a"), step(1, "a", 1, 0, 7)),
            file("b", header("b"), step(1, "b", 2, 7, 0)));
    assertThat(merged.origins()).containsExactly("a:1", "a:2", "a:4", "b:2");
  }

  @Test
  void livesThatAreGivenInTheWrongOrderAreACycle() {
    assertThatThrownBy(
            () ->
                merge(
                    file("a2", header("a"), step(1, "a", 3, 5, 0)),
                    file("a1", header("a"), step(1, "a", 1, 0, 5))))
        .isInstanceOf(CausalityException.class)
        .message()
        .satisfies(
            message ->
                assertThat(local(message))
                    .contains(
                        "a2:2 receives message 5, from a1:2",
                        "a1:2 is of a later life than the file given before, a2:2"));
  }

  @Test
  void aClockMayBeAsLargeAsNumbersGo() {
    String last = step(1, "a", 1, 0, 0).replace("\"clock\":1", "\"clock\":" + Long.MAX_VALUE);
    Merged merged =
        merge(file("a", header("a"), last), file("b", header("b"), step(1, "b", 1, 0, 0)));
    assertThat(merged.origins()).containsExactly("a:1", "b:2", "a:2");
  }

  @Test
  void aStepWithoutVectorIsNoStepBack() {
    Merged merged =
        merge(
            file("a", header("a"), vector(1, "a", "\"a\":1"), step(2, "a", 2, 0, 0)),
            file("b", header("b"), vector(1, "b", "\"a\":1,\"b\":1")));
    assertThat(merged.whole()).isTrue();
    assertThat(merged.origins()).hasSize(4);
  }

  @Test
  void headersSayTheSameInAnyOrderOfTheirFields() {
    String other =
        "{\"config\":\"X.cfg\",\"node\":\"b\",\"constants\":{},\"spec\":\"X\",\"scrutin\":1}";
    assertThat(
            merge(
                    file("a", header("a"), step(1, "a", 1, 0, 0)),
                    file("b", other, step(1, "b", 2, 0, 0)))
                .origins())
        .containsExactly("a:1", "a:2", "b:2");
  }

  @Test
  void aNodeMayBeginAnewManyTimesWithoutAStep() {
    String[] lines = new String[20_000];
    Arrays.fill(lines, header("a"));
    lines[lines.length - 1] = step(1, "a", 1, 0, 0);
    assertThat(merge(file("a", lines), file("b", header("b"))).origins())
        .containsExactly("a:1", "a:20000");
  }

  @Test
  void badInputIsToldInOneLine() {
    Path good = file("good", header("g"), step(1, "g", 1, 0, 7));
    assertRefused(
        "x:3: event 3 stands where event 2 is due",
        good,
        file("x", header("x"), step(1, "x", 1, 0, 0), step(3, "x", 2, 0, 0)));
    assertRefused(
        "x:3: the clock is 1 after 1; a node's clock rises",
        good,
        file("x", header("x"), step(1, "x", 1, 0, 0), step(2, "x", 1, 0, 0)));
    assertRefused(
        "x:3: a step at y in the trace of x;",
        good,
        file("x", header("x"), step(1, "x", 1, 0, 0), step(2, "y", 2, 0, 0)));
    assertRefused(
        "x:2: message 7 is sent a second time;",
        good,
        file("x", header("x"), step(1, "x", 2, 0, 7)));
    assertRefused(
        "x:1: {\"config\":\"X.cfg\",\"constants\":{},\"scrutin\":1,\"spec\":\"Y\"} is not of one run",
        good,
        file("x", header("x").replace("\"X\"", "\"Y\"")));
    assertRefused(
        "x:2: not JSON; each line must be one JSON object",
        good,
        file("x", header("x"), "{\"n\":1,\"at", step(1, "x", 1, 0, 0)));
    assertRefused(
        "x:2: not JSON; each line must be one JSON object",
        good,
        file("x", header("x"), "nonsense"));
    assertRefused("x:2: the field \"n\" is missing", good, file("x", header("x"), "{\"at\":1}"));
    assertRefused(
        "x:2: \"sent\" must be an array",
        good,
        file("x", header("x"), "{\"n\":1,\"at\":1,\"sent\":1}"));
    assertRefused("x:1: the first line must be a header", good, file("x", step(1, "x", 1, 0, 0)));
    assertRefused("x:1: the trace is empty", good, text("x", ""));
    assertRefused("none: no such file", good, folder.resolve("none"));
    assertRefused("this is a folder", good, folder);
    assertRefused("good: given twice", good, good);
    assertRefused("./good: given twice", good, folder.resolve("./good"));
    assertRefused(
        "y:2: there is no clock, and messages have no ids: nothing orders the nodes",
        file("x", header("x"), noClock(step(1, "x", 0, 0, 0))),
        file("y", header("y"), noClock(step(1, "y", 0, 0, 0))));
    assertRefused(
        "x:4: the vector clock of x counts 1 steps of its own after 2; keep it over restarts",
        good,
        file("x", header("x"), vector(1, "x", "\"x\":2"), header("x"), vector(1, "x", "\"x\":1")));
    assertRefused(
        "x:4: the clock of x goes back from 5 and messages have no ids",
        file("x", header("x"), step(1, "x", 5, 0, 0), header("x"), step(1, "x", 1, 0, 0)),
        file("y", header("y"), step(1, "y", 1, 0, 0)));
    assertRefused(
        "x:4: the clock of x does not rise from 1 and messages have no ids",
        file("x", header("x"), step(1, "x", 1, 0, 0), header("x"), step(1, "x", 1, 0, 0)),
        file("y", header("y"), step(1, "y", 1, 0, 0)));
  }

  private void assertRefused(String message, Path... files) {
    assertThatThrownBy(() -> merge(files))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  /** Appends to files whenever the merger would wait, and then has no more patience. */
  private static Patience appending(Deque<Runnable> appends) {
    return () -> {
      Runnable append = appends.poll();
      if (append != null) {
        append.run();
      }
      return append != null;
    };
  }

  private static Runnable append(Path file, String text) {
    return () -> {
      try {
        Files.writeString(file, text, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @Test
  void filesAreFollowedWhileTheyGrow() {
    Path a = file("a", header("a"), step(1, "a", 1, 0, 1));
    Path b = file("b", header("b"));
    String half = step(1, "b", 2, 1, 2) + "\n";
    Deque<Runnable> appends =
        new ArrayDeque<>(
            List.of(
                append(b, half.substring(0, 9)),
                append(b, half.substring(9)),
                append(a, step(2, "a", 3, 2, 0) + "\n{\"note\":\"end\"}\n"),
                append(b, step(2, "b", 5, 0, 0) + "\n{\"note\":\"end\"}\n"),
                append(b, "never read")));
    assertThat(merge(appending(appends), a, b).origins())
        .containsExactly("a:1", "a:2", "b:2", "a:3", "a:4", "b:3", "b:4");
    assertThat(appends).hasSize(1);
  }

  /** b has a header by then, and no step. */
  @Test
  void aStepWaitsForTheFirstOfEachNode() {
    Path a = file("a", header("a"), step(1, "a", 2, 0, 0));
    Path b = file("b", header("b"));
    Deque<Runnable> appends =
        new ArrayDeque<>(List.of(append(b, step(1, "b", 1, 0, 0) + "\n"), append(b, header("b"))));
    assertThat(merge(appending(appends), a, b).origins()).containsExactly("a:1", "b:2", "a:2");
  }

  @Test
  void whatIsWrittenAndHeldUpIsProgressToo() {
    Path a = file("a", header("a"), step(1, "a", 1, 0, 0));
    Path b = file("b", header("b"));
    Deque<Runnable> appends =
        new ArrayDeque<>(
            List.of(
                append(a, step(2, "a", 2, 0, 0) + "\n"), append(a, "{\"n\":3"), append(a, ",")));
    List<String> said = new ArrayList<>();
    Patience appending = appending(appends);
    Patience patience =
        new Patience() {
          @Override
          public boolean awaitMore() {
            said.add("wait");
            return appending.awaitMore();
          }

          @Override
          public void progress() {
            said.add("progress");
          }
        };
    merge(patience, a, b);
    assertThat(said)
        .containsExactly(
            "progress", "wait", "progress", "wait", "progress", "wait", "progress", "wait");
  }

  @Test
  void aFileThatIsReplacedOrCutShortWhileItIsFollowedIsTold() {
    assertThatThrownBy(
            () -> {
              Path a = file("a", header("a"), step(1, "a", 1, 0, 0));
              Path b = file("b", header("b"));
              merge(appending(new ArrayDeque<>(List.of(() -> file("a", header("a"))))), a, b);
            })
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("a: it has become shorter");
    assertThatThrownBy(
            () -> {
              Path a = file("a", header("a"), step(1, "a", 1, 0, 0));
              Path b = file("b", header("b"));
              merge(appending(new ArrayDeque<>(List.of(() -> rotate(a)))), a, b);
            })
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("a: another file has this name now");
  }

  private static void rotate(Path file) {
    try {
      Files.move(file, file.resolveSibling("old"));
      Files.writeString(file, header("a"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aNodeThatIsSilentDoesNotHoldUpTheOthersIfMessagesHaveIds() {
    Path a = file("a", header("a"), step(1, "a", 1, 0, 1), step(2, "a", 2, 0, 0));
    Path b = file("b", header("b"), step(1, "b", 1, 0, 0));
    List<String> seen = new ArrayList<>();
    try (TraceMerger merger =
        TraceMerger.of(
            List.of(a, b),
            () -> {
              seen.add("wait");
              return false;
            })) {
      for (Optional<TraceMerger.Line> line = merger.next();
          line.isPresent();
          line = merger.next()) {
        seen.add(local(line.get().origin()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(seen).containsExactly("a:1", "a:2", "b:2", "a:3", "wait");
  }

  /** Time passes when somebody waits: a node's steps are in its file two waits later. */
  private static final class Slow implements Patience {
    private final Deque<Runnable> appends;
    private long now;

    Slow(Deque<Runnable> appends) {
      this.appends = appends;
    }

    @Override
    public boolean awaitMore() {
      now++;
      Runnable append = appends.poll();
      if (append != null) {
        append.run();
      }
      return append != null || now < 20;
    }

    @Override
    public long mark() {
      return now;
    }

    @Override
    public boolean isPast(long mark) {
      return now - mark >= 2;
    }
  }

  private static String timed(String step, int time) {
    return step.replaceFirst("\\{", "{\"time\":" + time + ",");
  }

  @Test
  void theSlowerFileIsWaitedForSinceTimeOrdersSteps() {
    Path a = file("a", header("a"), timed(step(1, "a", 1, 0, 1), 10));
    Path b = file("b", header("b"), timed(step(1, "b", 2, 1, 0), 20));
    Deque<Runnable> appends =
        new ArrayDeque<>(
            List.of(
                // Each comes a wait later than the other's later step.
                append(a, timed(step(2, "a", 2, 0, 0), 40) + "\n"),
                append(b, timed(step(2, "b", 3, 0, 0), 30) + "\n"),
                append(a, timed(step(3, "a", 3, 0, 0), 60) + "\n"),
                append(b, timed(step(3, "b", 4, 0, 0), 50) + "\n")));
    List<String> merged = merge(new Slow(appends), a, b).origins();

    assertThat(merged).containsExactly("a:1", "a:2", "b:2", "b:3", "a:3", "b:4", "a:4");
    assertThat(merged).isEqualTo(merge(a, b).origins());
  }

  @Test
  void aNodeThatStaysSilentIsNotWaitedForLongerThanOneIsLate() {
    Path a =
        file(
            "a",
            header("a"),
            timed(step(1, "a", 1, 0, 1), 10),
            timed(step(2, "a", 2, 0, 0), 20),
            timed(step(3, "a", 3, 0, 0), 30));
    Path b = file("b", header("b"), timed(step(1, "b", 1, 0, 0), 15));
    Slow slow = new Slow(new ArrayDeque<>());

    assertThat(merge(slow, a, b).origins()).containsExactly("a:1", "a:2", "b:2", "a:3", "a:4");
    // The rest of a file that was whole is waited for once; then it was quiet for too long.
    assertThat(slow.now).isEqualTo(20);
  }

  @Test
  void aStreamGivesOneLineAtATimeAndSaysWhereItIsFrom() throws IOException {
    String text = header("a") + "\n" + step(1, "a", 3, 9, 0) + "\n" + step(2, "b", 1, 0, 0) + "\n";
    try (MergedInput in =
        new MergedInput(
            TraceMerger.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "-"))) {
      byte[] buffer = new byte[10_000];
      assertThat(in.origin()).isEmpty();
      in.read(buffer);
      assertThat(in.origin()).contains("-:1");
      assertThat(in.read(buffer)).isEqualTo(step(1, "a", 3, 9, 0).length() + 1);
      assertThat(in.read()).isEqualTo('{');
      assertThat(in.origin()).contains("-:3");
      in.readAllBytes();
      assertThat(in.read(buffer)).isEqualTo(-1);
    }
  }
}
