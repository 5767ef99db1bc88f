package org.scrutin.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TracerTest {

  private static final TraceHeader HEADER =
      new TraceHeader("X", "X.cfg", Map.of(), "a test", OptionalLong.empty());

  private static final Tracer.Settings SETTINGS =
      Tracer.Settings.DEFAULT.withFirstId(100).withMicros(() -> 7);

  record State(int term, String role) {}

  /** A disk that stands still until it is released, and may be full then. */
  private static final class Disk extends OutputStream {
    private final CountDownLatch released = new CountDownLatch(1);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean full;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int offset, int length) throws IOException {
      reached.countDown();
      try {
        if (!released.await(1, TimeUnit.MINUTES)) {
          throw new IOException("nobody released the disk");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (full) {
        throw new IOException("No space left on device");
      }
      bytes.write(b, offset, length);
    }

    List<String> lines() {
      return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void aNodesStepsAreWrittenWithItsClockAndItsMessages() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Tracer tracer = Tracer.to(out, HEADER, "n1", SETTINGS)) {
      List<Stamp> stamps =
          tracer.step("Timeout", "n1").state(Map.of("term", 1)).sentTo("n2", "n3").write();
      assertThat(stamps).containsExactly(new Stamp(100, 1), new Stamp(101, 1));
      tracer.step("Handle").received(new Stamp(5, 41)).state(new State(1, "Leader")).write();
      assertThat(tracer.clock()).isEqualTo(42);
      tracer.received(50);
      tracer.note("pause", Map.of("at", "n1"));
      tracer.step("Crash", "n1").write();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"scrutin":1,"spec":"X","config":"X.cfg","constants":{},"producer":"a test","node":"n1"}
            {"n":1,"at":"n1","clock":1,"time":7,"action":"Timeout","args":["n1"],"state":{"term":1},\
            "sent":[{"id":100,"to":"n2"},{"id":101,"to":"n3"}]}
            {"n":2,"at":"n1","clock":42,"time":7,"action":"Handle","args":[],\
            "state":{"term":1,"role":"Leader"},"received":5}
            {"note":"pause","at":"n1"}
            {"n":3,"at":"n1","clock":52,"time":7,"action":"Crash","args":["n1"]}
            {"note":"end","at":"n1"}
            """);
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../../docs/trace-format.schema.json")));
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .allSatisfy(line -> assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
  }

  @Test
  void tracersWithOneClockHaveTheOrderInWhichTheirStepsAreWritten() throws IOException {
    Iterator<Long> times = List.of(5L, 3L, 8L).iterator();
    Tracer.Settings settings = SETTINGS.withClock(new LamportClock()).withMicros(times::next);
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    try (Tracer a = Tracer.to(one, HEADER, "a", settings);
        Tracer b = Tracer.to(other, HEADER, "b", settings)) {
      a.step("A").write();
      b.step("B").write();
      b.received(6);
      a.step("C").write();
      assertThat(List.of(a.clock(), b.clock())).containsExactly(8L, 7L);
    }
    assertThat(one.toString(StandardCharsets.UTF_8))
        .contains("\"clock\":1,\"time\":5,", "\"clock\":8,\"time\":8,");
    assertThat(other.toString(StandardCharsets.UTF_8)).contains("\"clock\":2,\"time\":5,");
  }

  @Test
  void aTracerOfChangesWritesWhatHasChanged() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Tracer tracer = Tracer.to(out, HEADER, 1, SETTINGS.withOnlyChanges(true))) {
      tracer.step("A").state(new State(1, "Leader")).write();
      tracer.step("A").state(new State(2, "Leader")).write();
      assertThatThrownBy(() -> tracer.step("A").state(Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"state\":\"changes\"", "{\"term\":1,\"role\":\"Leader\"}", "{\"term\":2}");
  }

  record Idle(int term) {}

  @Test
  void aTracerOfChangesWritesAllAfterAStepWithoutStateOrWithAnotherRecord() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    State state = new State(1, "Leader");
    try (Tracer tracer = Tracer.to(out, HEADER, 1, SETTINGS.withOnlyChanges(true))) {
      tracer.step("A").state(state).write();
      tracer.step("A").received(new Stamp(5, 1)).write();
      tracer.step("A").state(state).write();
      tracer.step("A").state(new Idle(2)).write();
      tracer.step("A").state(new Idle(2)).write();
      tracer.step("A").state(state).write();
    }
    String whole = "\"state\":{\"term\":1,\"role\":\"Leader\"}}";
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.get(2)).doesNotContain("state");
    assertThat(List.of(lines.get(1), lines.get(3), lines.get(6)))
        .allSatisfy(line -> assertThat(line).endsWith(whole));
    assertThat(lines.get(4)).endsWith("\"state\":{\"term\":2}}");
    assertThat(lines.get(5)).endsWith("\"state\":{}}");
  }

  @Test
  void aDiskThatStandsStillNeverStopsTheSystemAndTheGapIsNoted() throws Exception {
    Disk disk = new Disk();
    Tracer tracer = Tracer.to(disk, HEADER, 1, SETTINGS.withBufferBytes(1_000));
    disk.reached.await();
    for (int i = 0; i < 100; i++) {
      tracer.step("A", i).write();
    }
    long lost = tracer.dropped();
    assertThat(lost).isBetween(80L, 99L);
    disk.released.countDown();
    tracer.flush();
    tracer.step("B").write();
    tracer.close();
    List<String> lines = disk.lines();
    int kept = (int) (100 - lost);
    assertThat(lines.get(1 + kept))
        .isEqualTo("{\"note\":\"dropped\",\"at\":1,\"events\":" + lost + "}");
    assertThat(lines.get(2 + kept))
        .startsWith("{\"n\":" + (kept + 1) + ",\"at\":1,\"clock\":101,")
        .contains("\"B\"");
    assertThat(lines).hasSize(kept + 4);
  }

  @Test
  void stepsDroppedAtTheEndAreNotedByClose() throws Exception {
    Disk disk = new Disk();
    Tracer tracer = Tracer.to(disk, HEADER, 1, SETTINGS.withBufferBytes(1));
    disk.reached.await();
    tracer.step("A").write();
    disk.released.countDown();
    tracer.close();
    assertThat(disk.lines().subList(1, 3))
        .containsExactly(
            "{\"note\":\"dropped\",\"at\":1,\"events\":1}", "{\"note\":\"end\",\"at\":1}");
  }

  @Test
  void aFullDiskLeavesAPrefixAndIsTold() {
    Disk disk = new Disk();
    disk.full = true;
    disk.released.countDown();
    Tracer tracer = Tracer.to(disk, HEADER, 1, SETTINGS);
    assertThatThrownBy(tracer::flush)
        .isInstanceOf(IOException.class)
        .hasMessage("the trace is cut off: No space left on device");
    tracer.step("A").write();
    assertThat(tracer.dropped()).isEqualTo(1);
    assertThat(tracer.failure()).isPresent();
    assertThatThrownBy(tracer::close).isInstanceOf(IOException.class);
    assertThat(disk.lines()).isEmpty();
  }

  @Test
  @Timeout(60)
  void aStreamThatFailsInAnyWayIsToldAndNobodyWaitsForIt() throws IOException {
    OutputStream broken =
        new OutputStream() {
          private int written;

          @Override
          public void write(int b) {
            throw new IllegalStateException("no more");
          }

          @Override
          public void write(byte[] bytes) {
            written++;
            if (written > 2) {
              write(0);
            }
          }
        };
    Tracer tracer = Tracer.to(broken, HEADER, 1, SETTINGS);
    tracer.step("A").write();
    tracer.flush();
    assertThat(tracer.dropped()).isZero();
    tracer.step("B").write();
    assertThatThrownBy(tracer::flush)
        .isInstanceOf(IOException.class)
        .hasMessage("the trace is cut off: java.lang.IllegalStateException: no more");
    assertThat(tracer.failure()).isPresent();
    assertThat(tracer.dropped()).isEqualTo(1);
    tracer.step("C").write();
    assertThat(tracer.dropped()).isEqualTo(2);
    assertThatThrownBy(tracer::close).isInstanceOf(IOException.class);
  }

  @Test
  @Timeout(60)
  void aFlushDoesNotWaitForWhatIsTracedMeanwhile() throws IOException {
    AtomicReference<Tracer> busy = new AtomicReference<>();
    OutputStream neverIdle =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            synchronized (busy) {
              Optional.ofNullable(busy.get()).ifPresent(tracer -> tracer.step("Again").write());
            }
          }
        };
    Tracer tracer = Tracer.to(neverIdle, HEADER, 1, SETTINGS);
    busy.set(tracer);
    tracer.step("A").write();
    tracer.flush();
    assertThat(neverIdle.toString()).contains("\"A\"");
    synchronized (busy) {
      busy.set(null);
    }
    tracer.close();
  }

  @Test
  @Timeout(60)
  void anInterruptedThreadClosesWhatItHasTracedAndStaysInterrupted() throws IOException {
    Disk disk = new Disk();
    Tracer tracer = Tracer.to(disk, HEADER, 1, SETTINGS);
    for (int i = 0; i < 1_000; i++) {
      tracer.step("A", i).write();
    }
    releaseWhenWaitedFor(disk, Thread.currentThread());
    Thread.currentThread().interrupt();
    tracer.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(disk.lines()).hasSize(1_002);
    assertThat(tracer.dropped()).isZero();
  }

  @Test
  @Timeout(60)
  void aThreadThatIsInterruptedWhileItClosesWritesAllTheSame() throws Exception {
    Disk disk = new Disk();
    Tracer tracer = Tracer.to(disk, HEADER, 1, SETTINGS);
    tracer.step("A").write();
    AtomicBoolean interrupted = new AtomicBoolean();
    FutureTask<Void> close =
        new FutureTask<>(
            () -> {
              tracer.close();
              interrupted.set(Thread.interrupted());
              return null;
            });
    Thread closing = new Thread(close);
    closing.start();
    awaitWaiting(closing);
    closing.interrupt();
    disk.released.countDown();
    close.get();
    assertThat(interrupted).isTrue();
    assertThat(disk.lines()).hasSize(3);
  }

  @Test
  @Timeout(60)
  void anInterruptedThreadDoesNotWaitForEverForADiskThatStandsStill() throws Exception {
    Disk disk = new Disk();
    LineQueue queue = new LineQueue(disk, 1_000, Duration.ofMillis(1));
    assertThat(queue.offer(new byte[10])).isTrue();
    assertThat(queue.offerNote(new byte[10])).isTrue();
    Thread.currentThread().interrupt();
    assertThatThrownBy(queue::close)
        .isInstanceOf(IOException.class)
        .hasMessage("the trace is cut off: interrupted, and the disk stood still");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(queue.lost()).isEqualTo(1);
    disk.released.countDown();
  }

  private static void releaseWhenWaitedFor(Disk disk, Thread waiting) {
    Thread other =
        new Thread(
            () -> {
              awaitWaiting(waiting);
              disk.released.countDown();
            });
    other.setDaemon(true);
    other.start();
  }

  private static void awaitWaiting(Thread thread) {
    Set<Thread.State> atRest =
        EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);
    while (!atRest.contains(thread.getState())) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aValueWithoutAWordIsRefusedAndCountsAsDropped() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Tracer tracer = Tracer.to(out, HEADER, 1, SETTINGS)) {
      assertThatThrownBy(() -> tracer.step("A", 1.5).write())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("cannot trace a value of class");
      tracer.step("B").write();
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1))
        .containsExactly(
            "{\"note\":\"dropped\",\"at\":1,\"events\":1}",
            "{\"n\":1,\"at\":1,\"clock\":2,\"time\":7,\"action\":\"B\",\"args\":[]}",
            "{\"note\":\"end\",\"at\":1}");
  }

  @Test
  void afterTheEndNothingIsTraced() throws IOException {
    Tracer tracer = Tracer.to(new ByteArrayOutputStream(), HEADER, 1, SETTINGS);
    tracer.close();
    tracer.close();
    assertThatThrownBy(() -> tracer.step("A").write())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the tracer of 1 is closed");
  }

  @Test
  void theNextLifeOfANodeIsAppendedOnALineOfItsOwn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("n1.ndjson");
    try (Tracer tracer = Tracer.open(file, HEADER, 1, SETTINGS)) {
      tracer.step("A").write();
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 10)); // a crash in mid-line
    try (Tracer tracer = Tracer.open(file, HEADER, 1, SETTINGS)) {
      tracer.step("B").write();
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(2)).isEqualTo("{\"note\":\"end");
    assertThat(lines.get(3)).startsWith("{\"scrutin\":1");
    assertThat(lines.get(4)).startsWith("{\"n\":1,").contains("\"B\"");
  }

  @Test
  void threadsOfANodeShareItsTracer() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int threads = 8;
    int steps = 500;
    Set<Long> ids = new HashSet<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Tracer tracer = Tracer.to(out, HEADER, 1, Tracer.Settings.DEFAULT)) {
      List<Future<List<Stamp>>> sent = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        sent.add(
            pool.submit(
                () -> {
                  List<Stamp> stamps = new ArrayList<>();
                  for (int i = 0; i < steps; i++) {
                    stamps.addAll(tracer.step("A", i).sentTo(2).write());
                  }
                  return stamps;
                }));
      }
      for (Future<List<Stamp>> stamps : sent) {
        stamps.get().forEach(stamp -> ids.add(stamp.id()));
      }
    } finally {
      pool.shutdown();
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(ids).hasSize(threads * steps);
    assertThat(lines).hasSize(threads * steps + 2);
    for (int n = 1; n <= threads * steps; n++) {
      assertThat(lines.get(n)).startsWith("{\"n\":" + n + ",\"at\":1,\"clock\":" + n + ",");
    }
  }

  @Test
  void aStampGoesThroughAText() {
    assertThat(Stamp.parse(new Stamp(17, 5).toString())).isEqualTo(new Stamp(17, 5));
    for (String bad : List.of("17", "@", "a@5", "17@", "0@5", "17@-1")) {
      assertThatThrownBy(() -> Stamp.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
