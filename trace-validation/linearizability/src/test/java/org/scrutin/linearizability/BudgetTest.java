package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Limits are kept, and say which of them it was. */
class BudgetTest {

  private static final long MILLI = 1_000_000;

  /** So many looks at a clock that goes on by a millisecond with each. */
  private static final Limits HUNDRED_LOOKS = new Limits(Duration.ofMillis(100), 1L << 30);

  private static Operation op(long p, String f, Object in, Object out, int call, int ret) {
    return new Operation(p, f, in, out, Status.OK, call, ret, 0);
  }

  /** A counter that does its steps, and says why not, as these say. */
  private record Odd(BiFunction<Long, Operation, Optional<Long>> does, Runnable tells)
      implements Model<Long> {

    static Odd telling(Runnable tells) {
      return new Odd(new Counter()::step, tells);
    }

    static Odd stepping(Function<Long, Long> does) {
      return new Odd((state, o) -> Optional.of(does.apply(state)), () -> {});
    }

    @Override
    public String name() {
      return "odd";
    }

    @Override
    public Long initial() {
      return 0L;
    }

    @Override
    public Optional<Long> step(Long state, Operation o) {
      return does.apply(state, o);
    }

    @Override
    public String refusal(Long state, Operation o) {
      tells.run();
      return "no";
    }

    @Override
    public Optional<String> refuse(Operation o) {
      return Optional.empty();
    }
  }

  /** One operation after the other. */
  private static History oneByOne(int count, String f) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operations.add(op(0, f, i % 7L, i % 7L, 2 * i, 2 * i + 1));
    }
    return new History(operations);
  }

  @Test
  void whatAModelDoesWrongIsNotTakenForUsedUpMemory() {
    Model<Long> wrong = Odd.stepping(state -> 1 / state);
    assertThatThrownBy(() -> new LinearizabilityChecker<>(wrong).check(oneByOne(1, "add")))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aTableThatNoArrayHoldsIsUsedUpMemory() {
    assertThatThrownBy(() -> Budget.size(1 << 30, 2))
        .isInstanceOf(LimitReached.class)
        .hasMessage("the memory is used up");
  }

  @Test
  void stepsThatTakeLongEndWithTheTime() {
    AtomicLong clock = new AtomicLong();
    AtomicLong steps = new AtomicLong();
    Model<Long> slow =
        Odd.stepping(
            state -> {
              steps.incrementAndGet();
              clock.addAndGet(MILLI);
              return state + 1;
            });
    Budget budget = new Budget(HUNDRED_LOOKS, clock::get);
    Verdict verdict = new LinearizabilityChecker<>(slow).check(oneByOne(10_000, "add"), budget);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Unknown.class,
            unknown -> assertThat(unknown.limit()).isEqualTo(Verdict.Limit.TIME));
    assertThat(steps.get()).isLessThanOrEqualTo(100 + Budget.LOOK_EVERY);
  }

  @Test
  void triesWhoseStepsAreKnownCountAsWell() {
    AtomicLong clock = new AtomicLong();
    Budget budget = new Budget(HUNDRED_LOOKS, () -> clock.addAndGet(MILLI));
    Problem<Long> problem = new Problem<>(Odd.stepping(state -> state), oneByOne(10_000, "add"));
    Steps<Long> steps = new Steps<>(problem, budget);
    assertThatThrownBy(() -> new Greedy<>(problem, steps, budget).finds())
        .isInstanceOf(LimitReached.class);
  }

  @Test
  void manySmallPartsEndWithTheTime() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      List<Object> input = List.of("key " + i, "1");
      operations.add(op(0, "put", input, input, 2 * i, 2 * i + 1));
    }
    AtomicLong clock = new AtomicLong();
    Budget budget = new Budget(HUNDRED_LOOKS, () -> clock.addAndGet(MILLI));
    Verdict verdict =
        new LinearizabilityChecker<>(new KeyValue()).check(new History(operations), budget);
    assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
  }

  private static final Limits A_SECOND = new Limits(Duration.ofSeconds(1), 1L << 30);

  /** Steps take a millisecond. */
  private static Model<Long> slow(AtomicLong clock) {
    return Odd.stepping(
        state -> {
          clock.addAndGet(MILLI);
          return state + 1;
        });
  }

  @Test
  void severalHistoriesShareTheTime() {
    AtomicLong clock = new AtomicLong();
    // Each alone takes a third of the time.
    List<Verdict> verdicts =
        new LinearizabilityChecker<>(slow(clock))
            .checkAll(
                Collections.nCopies(20, oneByOne(333, "add")), new Budget(A_SECOND, clock::get));
    assertThat(verdicts)
        .allSatisfy(
            verdict ->
                assertThat(verdict)
                    .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("the time of 1.0 s")));
    assertThat(clock.get()).isLessThan(1_000 * MILLI + 20 * Budget.LOOK_EVERY * MILLI);
  }

  @Test
  void aHardHistoryDoesNotTakeTheTimeOfAnEasyOne() {
    AtomicLong clock = new AtomicLong();
    List<Verdict> verdicts =
        new LinearizabilityChecker<>(slow(clock))
            .checkAll(
                List.of(oneByOne(10_000, "add"), oneByOne(10, "add"), oneByOne(400, "add")),
                new Budget(A_SECOND, clock::get));
    assertThat(verdicts.get(0))
        .isInstanceOfSatisfying(
            Verdict.Unknown.class,
            unknown ->
                assertThat(unknown.reason()).isEqualTo("its share of the time of 1.0 s is over"));
    assertThat(verdicts.get(1)).isInstanceOf(Verdict.Linearizable.class);
    assertThat(verdicts.get(2)).as("in the second round").isInstanceOf(Verdict.Linearizable.class);
  }

  /** Three thousand queues of up to three thousand values are not three thousand numbers. */
  @Test
  void statesThatGrowCountByTheirSize() {
    Limits little = new Limits(Duration.ofMinutes(1), 8L << 20);
    Verdict verdict =
        new LinearizabilityChecker<>(new FifoQueue(), little).check(oneByOne(3_000, "enqueue"));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Unknown.class,
            unknown -> assertThat(unknown.limit()).isEqualTo(Verdict.Limit.MEMORY));
  }

  /** From its first return on there is a configuration for each subset of eight crashed adds. */
  private static List<Operation> manyWays() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Object add = 1L << i;
      operations.add(new Operation(i, "add", add, Nil.NIL, Status.INFO, i, Operation.NEVER, 0));
    }
    operations.add(op(100, "add", 1L << 20, 1L << 20, 10, 11));
    return operations;
  }

  @Test
  void ofManyWaysOnlyThoseThatAreToldAreLookedAtClosely() {
    List<Operation> operations = manyWays();
    operations.add(op(100, "read", Nil.NIL, -1L, 12, 13));
    AtomicLong told = new AtomicLong();
    Explanation explanation =
        Explanation.of(
            Odd.telling(told::incrementAndGet), new History(operations), Limits.standard());
    assertThat(explanation.orders()).hasSize(Explanation.MAX_ORDERS);
    assertThat(explanation.orders().get(0).operations()).hasSize(9);
    assertThat(explanation.cut()).isEmpty();
    assertThat(told.get()).isEqualTo(Explanation.MAX_ORDERS);
  }

  @Test
  void whereTimeEndsWhileItIsExplainedWhatFailsIsToldNevertheless() {
    List<Operation> operations = manyWays();
    operations.add(op(100, "read", Nil.NIL, -1L, 12, 13));
    AtomicLong clock = new AtomicLong();
    Budget budget = new Budget(HUNDRED_LOOKS, clock::get);
    Problem<Long> problem =
        new Problem<>(Odd.telling(() -> clock.addAndGet(1_000 * MILLI)), new History(operations));
    Explanation explanation =
        new Frontier<>(problem, new Steps<>(problem, budget), budget, new Trail()).explain();
    assertThat(explanation.stuck()).contains(operations.get(9));
    assertThat(explanation.orders()).hasSize(1);
    assertThat(explanation.cut()).contains("the time of 0.1 s is over");
  }

  @Test
  void rowsThatAReturnOnlyKeepsCountAsWell() {
    List<Operation> operations = manyWays();
    for (int i = 0; i < 1_000; i++) {
      operations.add(op(100, "read", Nil.NIL, Nil.NIL, 12 + 2 * i, 13 + 2 * i));
    }
    AtomicLong clock = new AtomicLong();
    Budget budget = new Budget(HUNDRED_LOOKS, () -> clock.addAndGet(MILLI));
    Problem<Long> problem = new Problem<>(new Counter(), new History(operations));
    Frontier<Long> frontier = new Frontier<>(problem, new Steps<>(problem, budget), budget);
    assertThatThrownBy(() -> frontier.run(Integer.MAX_VALUE)).isInstanceOf(LimitReached.class);
  }

  private static Operation queued(long p, String f, Object value, int call, int ret) {
    Status status = ret == Operation.NEVER ? Status.INFO : Status.OK;
    return new Operation(p, f, f.equals("dequeue") ? Nil.NIL : value, value, status, call, ret, 0);
  }

  /** All orders in which a queue can be filled do not fit, though many of them do. */
  @Test
  void aFewOperationsOnAQueueAreDecidedInLittleMemory() {
    List<Operation> operations =
        List.of(
            queued(2, "enqueue", 1L, 0, Operation.NEVER),
            queued(4, "dequeue", Nil.NIL, 1, 2),
            queued(6, "dequeue", Nil.NIL, 3, Operation.NEVER),
            queued(8, "enqueue", 2L, 4, 7),
            queued(4, "enqueue", 3L, 5, Operation.NEVER),
            queued(5, "enqueue", 4L, 6, 13),
            queued(7, "enqueue", 5L, 8, 10),
            queued(1, "enqueue", 6L, 9, Operation.NEVER),
            queued(0, "enqueue", 7L, 11, Operation.NEVER),
            queued(8, "enqueue", 8L, 12, Operation.NEVER),
            queued(9, "enqueue", 9L, 14, 21),
            queued(5, "dequeue", 1L, 15, 23),
            queued(3, "dequeue", 2L, 16, 25),
            queued(7, "dequeue", 3L, 17, 22),
            queued(10, "enqueue", 10L, 18, Operation.NEVER),
            queued(11, "enqueue", 11L, 20, 27),
            queued(7, "enqueue", 12L, 24, 28));
    Limits little = new Limits(Duration.ofMinutes(10), 128L << 20);
    assertThat(new LinearizabilityChecker<>(new FifoQueue(), little).check(new History(operations)))
        .isInstanceOf(Verdict.Linearizable.class);
  }

  /** Here thousands kept after each return do not suffice either. */
  @Test
  void aFewOperationsAreSearchedOneConfigurationAfterTheOther() {
    List<Operation> operations =
        List.of(
            queued(0, "dequeue", Nil.NIL, 0, 19),
            queued(1, "enqueue", 1L, 1, 22),
            queued(2, "enqueue", 2L, 2, 10),
            queued(3, "dequeue", 2L, 3, 12),
            queued(4, "enqueue", 3L, 4, 13),
            queued(5, "enqueue", 4L, 5, 26),
            queued(6, "enqueue", 5L, 6, Operation.NEVER),
            queued(7, "enqueue", 6L, 7, 23),
            queued(8, "dequeue", Nil.NIL, 8, 20),
            queued(9, "dequeue", 7L, 9, 25),
            queued(10, "enqueue", 7L, 11, 16),
            queued(11, "enqueue", 8L, 14, Operation.NEVER),
            queued(12, "enqueue", 9L, 15, Operation.NEVER),
            queued(13, "dequeue", 3L, 17, 24),
            queued(14, "dequeue", Nil.NIL, 18, Operation.NEVER),
            queued(15, "enqueue", 10L, 21, 27));
    Limits little = new Limits(Duration.ofMinutes(10), 96L << 20);
    assertThat(new LinearizabilityChecker<>(new FifoQueue(), little).check(new History(operations)))
        .isInstanceOf(Verdict.Linearizable.class);
  }

  /** One value a key, in as many orders as there are of ten appends. */
  private static History appendsAtOnce(int keys) {
    List<Operation> operations = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      for (int i = 0; i < 10; i++) {
        List<Object> value = List.of((long) key, String.valueOf(i));
        operations.add(op(i, "append", value, value, 20 * key + i, 20 * key + 19 - i));
      }
    }
    return new History(operations);
  }

  @Test
  void allPartsThatAreExplainedShareTheTime() {
    AtomicLong clock = new AtomicLong();
    Budget budget = new Budget(HUNDRED_LOOKS, () -> clock.addAndGet(MILLI));
    Explanation told = Explanation.ofParts(new KeyValue(), appendsAtOnce(50), budget);
    assertThat(told.orders()).isEmpty();
    assertThat(told.cut()).hasValue("the time of 0.1 s is over");
    assertThat(clock.get()).as("looks").isLessThan(110 * MILLI);
  }

  @Test
  void aTimeWithoutEndIsNoOverflow() {
    Limits forEver = Limits.standard().withTime(ChronoUnit.FOREVER.getDuration());
    LinearizabilityChecker<Long> checker = new LinearizabilityChecker<>(new Counter(), forEver);
    List<History> two = List.of(oneByOne(500, "add"), oneByOne(500, "read"));
    assertThat(checker.checkAll(two).get(0)).isInstanceOf(Verdict.Linearizable.class);
    Verdict.NotLinearizable not = (Verdict.NotLinearizable) checker.checkAll(two).get(1);
    assertThat(new Minimizer<>(new Counter(), forEver).minimize(not.failure()).size()).isOne();
  }
}
