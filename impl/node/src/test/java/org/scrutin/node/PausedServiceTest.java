package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is stopped as a whole, wherever its threads are: so it is a real one. Whether it asks
 * before another of its threads has noticed is a race; {@link ContractTest} decides it.
 */
@DisplayName("A service whose process was stopped for longer than its lease")
class PausedServiceTest {

  private static final Duration USUAL_DELAY = Duration.ofMillis(50);
  private static final long LEASE_NANOS = USUAL_DELAY.multipliedBy(6).toNanos();
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  /** Asks whether it leads, all the time; and says how often the answers changed their meaning. */
  static final class Service {

    private Service() {}

    /** After a pause the first answer may have been given before it: those that follow count. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
      try (Election election = builder("n1", arguments[0], Path.of(arguments[1])).start()) {
        Leadership leadership = election.awaitLeadership();
        System.out.println("leads");
        System.out.flush();
        long last = System.nanoTime();
        boolean woke = false;
        while (!woke) {
          boolean valid = leadership.isValid();
          long now = System.nanoTime();
          woke = now - last > LEASE_NANOS;
          last = now;
          if (!woke && !valid) {
            leadership = election.awaitLeadership(); // The machine is busy: it was deposed.
            last = System.nanoTime();
          }
        }
        int token = leadership.fencingToken();
        int yes = 0;
        for (int ask = 0; ask < 100_000; ask++) {
          boolean leads =
              election.leadership().filter(one -> one.fencingToken() == token).isPresent();
          yes += leadership.isValid() || leads ? 1 : 0;
        }
        System.out.println("woke up, and said yes " + yes + " times");
        System.out.flush();
      }
    }
  }

  private static ElectionBuilder builder(String id, String peers, Path folder) {
    return Election.raft()
        .id(id)
        .peers(peers)
        .cluster("test")
        .dataDirectory(folder.resolve(id))
        .usualDelay(USUAL_DELAY);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // It has no SIGSTOP.
  void neverSaysYesAgain() throws IOException, InterruptedException {
    String peers =
        LoopbackCluster.freeAddresses(3).entrySet().stream()
            .map(peer -> peer.getKey() + "=127.0.0.1:" + peer.getValue().getPort())
            .collect(Collectors.joining(","));
    Process service = start(peers);
    try (BufferedReader said =
            new BufferedReader(
                new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
        Election second = builder("n2", peers, folder).start();
        Election third = builder("n3", peers, folder).start()) {
      handTo(Stream.of(second, third).toList());
      assertThat(said.readLine()).isEqualTo("leads");
      Thread.sleep(300); // It asks, in the middle of which it is stopped.
      signal("-STOP", service);
      Thread.sleep(TimeUnit.NANOSECONDS.toMillis(2 * LEASE_NANOS));
      signal("-CONT", service);
      assertThat(said.readLine()).isEqualTo("woke up, and said yes 0 times");
    } finally {
      service.destroyForcibly();
    }
  }

  private Process start(String peers) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Service.class.getName(),
            peers,
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Whichever of these is elected hands leadership to n1, as long as that does not lead. */
  private static void handTo(List<Election> others) {
    LoopbackCluster.await(
        "n1 leads",
        () -> {
          others.stream().filter(Election::isLeader).forEach(PausedServiceTest::handToFirst);
          return others.stream().allMatch(one -> one.status().leader().equals(Optional.of("n1")))
              ? Optional.of(true)
              : Optional.empty();
        });
  }

  private static void handToFirst(Election leader) {
    try {
      leader.transferTo("n1");
    } catch (LeadershipLostException | InterruptedException e) {
      assertThat(e).isInstanceOf(LeadershipLostException.class); // Somebody else leads now.
    }
  }

  private static void signal(String signal, Process process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }
}
