package org.scrutin.replay.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;

/** Logs of several nodes in another format, of which a binding says where their lines belong. */
class BoundMergeTest {

  private static TraceValidator binding;

  @TempDir private Path folder;

  @BeforeAll
  static void load() throws URISyntaxException {
    Path specs = Path.of(BoundMergeTest.class.getResource("/tracespecs").toURI());
    binding =
        TraceValidator.bound(
            SpecLibrary.of(specs),
            specs.resolve("Courier.tla"),
            specs.resolve("Courier.cfg"),
            specs.resolve("CourierNodes.tla"),
            Map.of());
  }

  @AfterAll
  static void close() {
    binding.close();
  }

  private Path log(String name, String... lines) {
    try {
      return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of these fields, without quotes where none are needed. */
  private static String line(String name, int node, String rest) {
    return "{\"name\":\"%s\",\"nid\":\"%d\"%s}".formatted(name, node, rest);
  }

  private static String send(int from, int to, String rest) {
    return line("send", from, ",\"to\":\"%d\"%s".formatted(to, rest));
  }

  private static String receive(int at, int from, String rest) {
    return line("receive", at, ",\"from\":\"%d\"%s".formatted(from, rest));
  }

  private static String look(int at, int got, String rest) {
    return line("look", at, ",\"got\":%d%s".formatted(got, rest));
  }

  private static String clock(String value) {
    return ",\"clock\":" + value;
  }

  private static String id(String value) {
    return ",\"id\":" + value;
  }

  private record Found(Verdict verdict, List<String> remarks) {
    boolean conforms() {
      return verdict instanceof Verdict.Conforms;
    }

    String reason() {
      return ((Verdict.Undecided) verdict).reason();
    }
  }

  private Found judge(Patience patience, Path... logs) {
    try (TraceMerger merger = TraceMerger.of(List.of(logs), patience, binding);
        MergedInput in = new MergedInput(merger)) {
      Verdict verdict = binding.validate(in, "merged", Options.DEFAULT);
      return new Found(verdict, merger.remarks().stream().map(this::local).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Found judge(Path... logs) {
    return judge(Patience.NONE, logs);
  }

  /** file:line of each line in the merged order. */
  private List<String> order(Path... logs) {
    List<String> origins = new ArrayList<>();
    try (TraceMerger merger = TraceMerger.of(List.of(logs), Patience.NONE, binding)) {
      for (Optional<TraceMerger.Line> line = merger.next();
          line.isPresent();
          line = merger.next()) {
        origins.add(local(line.get().origin()));
      }
      return origins;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String local(String text) {
    return text.replace(folder + "/", "");
  }

  @Test
  void lamportClocksGiveTheOrder() {
    Path zero = log("0", receive(0, 1, clock("3")), "{\"other\":1}", send(0, 2, clock("4")));
    Path one = log("1", send(1, 0, clock("\"2\"")), look(1, 0, clock("2")));
    Path two = log("2", receive(2, 0, clock("5")));

    assertThat(order(zero, one, two)).containsExactly("1:1", "1:2", "0:1", "0:2", "0:3", "2:1");
    Found found = judge(zero, one, two);
    assertThat(found.conforms()).isTrue();
    assertThat(found.verdict().stats().events()).isEqualTo(5);
    assertThat(found.remarks()).isEmpty();
  }

  @Test
  void vectorClocksGiveTheOrderAlsoWhereStepsAreNotLogged() {
    // Node 1 logs neither its second step nor its third; node 0 has seen the second.
    Path zero = log("0", receive(0, 1, clock("{\"0\":1,\"1\":2}")));
    Path one =
        log(
            "1",
            send(1, 0, clock("{\"1\":1}")),
            receive(1, 0, clock("{\"0\":2,\"1\":4}")),
            look(1, 1, clock("{\"0\":2,\"1\":5}")));
    Path more = log("0b", send(0, 1, clock("{\"0\":2,\"1\":2}")));

    assertThat(order(zero, more, one)).containsExactly("1:1", "0:1", "0b:1", "1:2", "1:3");
    Found found = judge(zero, more, one);
    assertThat(found.conforms()).isTrue();
    assertThat(found.verdict().stats().unread()).isEmpty();
  }

  @Test
  void messagesGiveTheOrderWhereThereAreNoClocks() {
    Path zero = log("0", receive(0, 1, id("7")), look(0, 1, ""));
    Path one = log("1", look(1, 0, ""), send(1, 0, id("7")), send(1, 0, id("\"7\"")));

    assertThat(order(zero, one)).containsExactly("1:1", "1:2", "0:1", "0:2", "1:3");
    assertThat(judge(zero, one).conforms()).isTrue();
  }

  @Test
  void theEarliestByTimeComesFirstWhereMessagesHaveIds() {
    String early = ",\"ts\":\"2026-01-31T12:00:00.5Z\"";
    String late = ",\"ts\":\"2026-01-31T13:00:00.6+01:00\"";
    Path zero = log("0", look(0, 0, late));
    Path one = log("1", look(1, 0, early), send(1, 0, late + id("1")));
    assertThat(order(zero, one)).startsWith("1:1");

    Path seconds = log("0", look(0, 0, ",\"ts\":1760000000.25"));
    Path other = log("1", send(1, 0, ",\"ts\":1760000000" + id("1")));
    assertThat(order(seconds, other)).containsExactly("1:1", "0:1");
  }

  @Test
  void clocksAndTimesMayBeAsLargeAsTheyAreUsually() {
    Path zero = log("0", receive(0, 1, clock("1769860800000000001")));
    Path one = log("1", send(1, 0, clock("1769860800000000000")));
    assertThat(order(zero, one)).containsExactly("1:1", "0:1");

    Path late = log("0", look(0, 0, ",\"ts\":1.76E+12"));
    Path early = log("1", send(1, 0, ",\"ts\":5e-07" + id("1")));
    assertThat(order(late, early)).containsExactly("1:1", "0:1");
  }

  /** What orders the lines of a run's logs. */
  private enum Ordered {
    BY_LAMPORT_CLOCK,
    BY_VECTOR_CLOCK,
    BY_MESSAGES
  }

  /** A run of three couriers, who now and then do what is not logged. */
  private static final class Running {
    private final Random random;
    private final Ordered by;
    private final int[][] seen = new int[3][3];
    private final int[] clock = new int[3];
    private final int[] got = new int[3];
    private final Deque<int[]> underWay = new ArrayDeque<>();
    private final List<List<String>> logs =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private int ids;

    Running(long seed, Ordered by) {
      this.random = new Random(seed);
      this.by = by;
    }

    void step() {
      int node = random.nextInt(3);
      int[] parcel = underWay.peek();
      if (random.nextInt(3) == 0) {
        tick(node);
        if (random.nextBoolean()) {
          logs.get(node).add(look(node, got[node], stamp(node, 0)));
        }
      } else if (parcel != null && random.nextBoolean()) {
        receive(underWay.remove());
      } else {
        send(node, (node + 1 + random.nextInt(2)) % 3);
      }
    }

    private void tick(int node) {
      clock[node]++;
      seen[node][node]++;
    }

    private void send(int node, int to) {
      tick(node);
      int id = ++ids;
      logs.get(node).add(BoundMergeTest.send(node, to, stamp(node, id)));
      int[] parcel = {node, to, id, clock[node], seen[node][0], seen[node][1], seen[node][2]};
      underWay.add(parcel);
    }

    private void receive(int[] parcel) {
      int node = parcel[1];
      clock[node] = Math.max(clock[node], parcel[3]);
      for (int k = 0; k < 3; k++) {
        seen[node][k] = Math.max(seen[node][k], parcel[4 + k]);
      }
      tick(node);
      got[node]++;
      logs.get(node).add(BoundMergeTest.receive(node, parcel[0], stamp(node, parcel[2])));
    }

    private String stamp(int node, int id) {
      return switch (by) {
        case BY_LAMPORT_CLOCK -> clock("" + clock[node]);
        case BY_VECTOR_CLOCK ->
            clock(
                "{\"0\":%d,\"1\":%d,\"2\":%d}"
                    .formatted(seen[node][0], seen[node][1], seen[node][2]));
        case BY_MESSAGES -> id == 0 ? "" : id("" + id);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Ordered.class)
  void runsThatHappenedConformHoweverTheyAreOrdered(Ordered by) {
    for (long seed = 0; seed < 40; seed++) {
      Running run = new Running(seed, by);
      for (int step = 0; step < 60; step++) {
        run.step();
      }
      Path[] logs = new Path[3];
      for (int node = 0; node < 3; node++) {
        run.logs.get(node).add(look(node, run.got[node], run.stamp(node, 0)));
        logs[node] = log(by + "-" + node, run.logs.get(node).toArray(String[]::new));
      }
      Found found = judge(logs);
      assertThat(found.conforms())
          .as("seed %d: %s %s", seed, found.verdict(), found.remarks())
          .isTrue();
      assertThat(found.verdict().stats().events())
          .isEqualTo(run.logs.stream().mapToLong(List::size).sum());
    }
  }

  @Test
  void anImpossibleOrderIsToldWithItsCycle() {
    Path zero = log("0", receive(0, 1, id("1")), send(0, 1, id("2")));
    Path one = log("1", receive(1, 0, id("2")), send(1, 0, id("1")));

    assertThatThrownBy(() -> judge(zero, one))
        .isInstanceOf(CausalityException.class)
        .hasMessageContaining("0:1 receives message <<\"1\", 1>>, from ")
        .hasMessageContaining("1:1 receives message <<\"0\", 2>>, from ");
  }

  @Test
  void whatIsMissingLeavesTheRunUndecided() {
    Path zero = log("0", look(0, 0, ""), receive(0, 1, id("1")));
    Path one = log("1", send(1, 2, id("9")));

    Found found = judge(zero, one);
    assertThat(found.reason()).contains("steps are missing at merged:3");
    assertThat(found.remarks())
        .containsExactly(
            "0:2 receives message <<\"1\", 1>>, which no trace has: one is missing, or cut off; 1"
                + " steps that may depend on it are left out");
  }

  @Test
  void aLogThatIsCutOffOrHasNoEventIsTold() throws IOException {
    Path zero = log("0", send(0, 1, clock("1")));
    Files.writeString(zero, "{\"name\":\"se", StandardOpenOption.APPEND);
    Path one = log("1", "{\"other\":1}");
    Path two = Files.createFile(folder.resolve("2"));

    assertThat(judge(zero, one, two).remarks())
        .containsExactlyInAnyOrder(
            "0:2: cut off after 11 bytes",
            "1: has no event; is it the log of a node of this run?",
            "2: has no event; is it the log of a node of this run?");
  }

  @Test
  void whereTheLastStepsOfAClockAreNotLoggedTheRunIsUndecided() {
    Path zero = log("0", receive(0, 1, clock("{\"0\":1,\"1\":2}")));
    Path one = log("1", send(1, 0, clock("{\"1\":1}")));
    Found found = judge(zero, one);
    assertThat(found.reason()).contains("steps are missing at merged:2");
    assertThat(found.remarks().get(0)).startsWith("0:1 has seen step 2 of 1, which no trace has");
  }

  private Patience writing(Path log, String... lines) {
    Deque<String> left = new ArrayDeque<>(List.of(lines));
    return () -> {
      if (left.isEmpty()) {
        return false;
      }
      try {
        Files.writeString(log, left.remove() + "\n", StandardOpenOption.APPEND);
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @Test
  void logsThatGrowAreMergedAsTheyDo() {
    Path zero = log("0", look(0, 0, clock("1")));
    Path one = log("1", send(1, 0, clock("1")), look(1, 0, clock("9")));
    Found found =
        judge(writing(zero, receive(0, 1, clock("2")), look(0, 1, clock("3"))), zero, one);
    assertThat(found.conforms()).isTrue();
    assertThat(found.verdict().stats().events()).isEqualTo(5);
  }

  @Test
  void aLogAloneIsInItsOrderAlready() {
    Path all = log("all", send(1, 0, clock("9")), receive(0, 1, clock("2")), look(0, 1, ""));
    assertThat(order(all)).containsExactly("all:1", "all:2", "all:3");
    assertThat(judge(writing(all, look(1, 0, "")), all).verdict().stats().events()).isEqualTo(4);
  }

  @Test
  void whatCannotBeOrderedIsToldInOneLine() {
    Path zero = log("0", look(0, 0, ""));
    Path one = log("1", look(1, 0, ""));
    assertTold("1:1: there is no clock, and messages have no ids: nothing orders", zero, one);
    Path back = log("back", look(1, 0, clock("5")), look(1, 0, clock("4")));
    assertTold("back:2: the clock of 1 goes back from 5", log("0", look(0, 0, clock("1"))), back);
    assertTold(
        "both:2: a step at 0 in the trace of 1",
        zero,
        log("both", look(1, 0, clock("1")), look(0, 0, clock("2"))));
    assertTold(
        "EventClock(e) of this line is \"noon\"; it must be a whole number, or a record",
        zero,
        log("1", look(1, 0, clock("\"noon\""))));
    assertTold(
        "EventClock(e) of this line is \"9223372036854775808\"; it must be a whole number",
        zero,
        log("1", look(1, 0, clock("9223372036854775808"))));
    assertTold(
        "EventTime(e) of this line is \"noon\"; it must be a number, or a time such as",
        zero,
        log("1", look(1, 0, ",\"ts\":\"noon\"")));
    assertTold(
        "1:1: the binding does not say on which node this event was; let it define EventNode(e)",
        zero,
        log("1", "{\"name\":\"look\"}"));
    assertTold(
        "1:1: the binding cannot be evaluated with this line",
        zero,
        log("1", line("receive", 1, id("1"))));
    assertTold("1:1: not JSON", zero, log("1", "{\"name\":", look(1, 0, "")));
    assertTold("1:1: no JSON object", zero, log("1", "[]"));
    assertTold(
        "1:2: message <<\"1\", 1>> is sent a second time",
        log("0", send(0, 1, id("1"))),
        log("1", send(1, 0, id("1")), send(1, 0, id("1"))));
  }

  private void assertTold(String message, Path... logs) {
    assertThatThrownBy(() -> judge(logs))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining(message);
  }
}
