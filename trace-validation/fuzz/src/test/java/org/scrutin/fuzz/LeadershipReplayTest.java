package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.leadership.ClockTime;
import org.scrutin.protocol.leadership.Grants;
import org.scrutin.protocol.leadership.GrantsInput;
import org.scrutin.protocol.leadership.GrantsRole;
import org.scrutin.protocol.leadership.GrantsState;
import org.scrutin.protocol.leadership.GrantsStep;
import org.scrutin.replay.Verdict;
import org.scrutin.trace.TraceHeader;
import org.scrutin.trace.TraceWriter;

/**
 * What a node does for its service is replayed against Grants.tla, as what it does in an election.
 */
class LeadershipReplayTest {

  private static final NodeId SELF = NodeId.of(1);
  private static final int EVENTS = 300;
  private static final int SEEDS = 10;
  private static final Pattern ACTION = Pattern.compile("\"action\":\"(\\w+)\"");
  private static final Replays REPLAYS = new Replays();

  @AfterAll
  static void close() {
    REPLAYS.close();
  }

  @Test
  void whateverANodeIsToldItKeepsTheContract() throws IOException {
    SortedSet<String> actions = new TreeSet<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      String trace = trace(new Core(), seed);
      ACTION.matcher(trace).results().forEach(action -> actions.add(action.group(1)));
      Verdict verdict = REPLAYS.verdict(trace.getBytes(StandardCharsets.UTF_8));
      assertThat(verdict).as("seed %d: %s", seed, verdict).isInstanceOf(Verdict.Conforms.class);
      assertThat(verdict.stats().events()).isGreaterThanOrEqualTo(EVENTS);
    }
    assertThat(actions).as("all actions of Grants.tla").hasSize(17);
  }

  @Test
  void aTraceThatSaysOtherwiseIsRejected() throws IOException {
    for (String[] change :
        new String[][] {
          {"\"type\":\"Revoked\"", "\"type\":\"Granted\""},
          {"\"role\":\"Leader\"", "\"role\":\"Elected\""},
          {"\"action\":\"Expire\"", "\"action\":\"Ready\""},
          {",false]", ",true]"},
          {",true]", ",false]"},
        }) {
      String damaged = traceWith(change[0]).replaceFirst(Pattern.quote(change[0]), change[1]);
      assertThat(REPLAYS.verdict(damaged.getBytes(StandardCharsets.UTF_8)))
          .as(change[1])
          .isInstanceOf(Verdict.Rejected.class);
    }
  }

  private static String traceWith(String text) throws IOException {
    for (int seed = 1; seed <= SEEDS; seed++) {
      String trace = trace(new Core(), seed);
      if (trace.contains(text)) {
        return trace;
      }
    }
    throw new AssertionError("no trace has " + text);
  }

  @Test
  void aNodeThatAnswersWithoutALookAtItsClockIsRejected() throws IOException {
    assertRejected(
        new Core() {
          @Override
          protected Optional<GrantsStep> ask(GrantsState state, ClockTime now) {
            boolean answer = state.role() == GrantsRole.LEADER;
            return super.ask(state, now)
                .map(
                    step ->
                        new GrantsStep(
                            step.state(), step.effects(), Action.of("Ask", SELF, now, answer)));
          }
        });
  }

  @Test
  void aNodeThatTakesALossForAPauseIsRejected() throws IOException {
    assertRejected(
        new Core() {
          @Override
          protected Optional<GrantsStep> lose(GrantsState state) {
            return super.lose(state)
                .map(step -> new GrantsStep(state, step.effects(), step.action()));
          }
        });
  }

  private static void assertRejected(Grants core) throws IOException {
    assertThat(REPLAYS.verdict(trace(core, 1).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  /** With a lease that is no whole number of seconds. */
  private static class Core extends Grants {
    Core() {
      super(SELF, Duration.ofMillis(1500));
    }
  }

  /** A trace of what a node does that is told this and that, crashes, and comes back. */
  private static String trace(Grants core, long seed) throws IOException {
    Map<String, Object> constants = new LinkedHashMap<>();
    constants.put("Node", List.of(1));
    constants.put("Listener", List.of(1, 2));
    constants.put("Lease", new TraceHeader.Tla("[seconds |-> 1, nanos |-> 500000000]"));
    TraceHeader header =
        new TraceHeader(
            "leadership/Grants",
            "leadership/Grants_node.cfg",
            constants,
            "test",
            OptionalLong.of(seed));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TraceWriter trace = TraceWriter.to(bytes, header)) {
      new Walk(core, seed, trace).run();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static final class Walk {
    private final Grants core;
    private final Random random;
    private final TraceWriter trace;
    private GrantsState state = GrantsState.starting(0);
    private int won;
    private long nanos;

    Walk(Grants core, long seed, TraceWriter trace) {
      this.core = core;
      this.random = new Random(seed);
      this.trace = trace;
    }

    void run() throws IOException {
      while (trace.written() < EVENTS) {
        nanos += random.nextInt(200_000_000);
        GrantsInput input = input();
        Optional<GrantsStep> step = core.step(state, input);
        if (step.isPresent()) {
          write(step.get().action(), Optional.of(step.get().state()));
          state = step.get().state();
          won = Math.max(won, state.epoch());
        }
        if (random.nextInt(60) == 0) {
          write(core.crash(), Optional.empty());
          nanos = 0;
          GrantsStep restarted = core.restart(state.disk());
          state = restarted.state();
          write(restarted.action(), Optional.of(state));
        }
      }
    }

    private void write(Action action, Optional<GrantsState> after) throws IOException {
      trace.event(
          1, trace.written() + 1, 0, action.name(), action.arguments(), after, 0, List.of());
    }

    private GrantsInput input() {
      ClockTime now = ClockTime.ofNanos(nanos);
      int listener = 1 + random.nextInt(2);
      return switch (random.nextInt(20)) {
        case 0 -> new GrantsInput.Win(won + 1 + random.nextInt(2));
        case 1, 2 -> new GrantsInput.Persist(now);
        case 3, 4 -> new GrantsInput.Ready(now);
        case 5, 6, 7, 8 ->
            new GrantsInput.Renew(ClockTime.ofNanos(nanos - random.nextInt(2_000_000_000)), now);
        case 9 -> new GrantsInput.Expire(now);
        case 10 -> random.nextInt(4) == 0 ? new GrantsInput.Lose() : new GrantsInput.Ask(now);
        case 11 -> random.nextInt(4) == 0 ? new GrantsInput.Resign() : new GrantsInput.Ask(now);
        case 12 -> new GrantsInput.BeginTransfer();
        case 13 -> new GrantsInput.Release();
        case 14 -> new GrantsInput.FailTransfer();
        case 15, 16 -> new GrantsInput.Deliver(listener);
        case 17 -> new GrantsInput.Finish(listener);
        case 18 -> new GrantsInput.Subscribe(listener);
        default ->
            random.nextInt(4) == 0
                ? new GrantsInput.Unsubscribe(listener)
                : new GrantsInput.Expire(now);
      };
    }
  }
}
