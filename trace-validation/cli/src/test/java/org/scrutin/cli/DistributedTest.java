package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server and its workers, each a process of its own, as on several machines. */
class DistributedTest {

  private static final Pattern PORT = Pattern.compile("start workers: .* --port (\\d+) .*");

  private final List<Part> parts = new ArrayList<>();

  /** A running command, whose two outputs are one. */
  private record Part(Process process, BufferedReader lines) {

    /** Waits for a line. */
    Matcher await(Pattern pattern) {
      List<String> before = new ArrayList<>();
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Matcher matcher = pattern.matcher(line);
          if (matcher.matches()) {
            return matcher;
          }
          before.add(line);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new AssertionError("no line is like " + pattern + " in " + before);
    }

    /** The exit code and what was printed since. */
    String end() throws InterruptedException {
      List<String> rest = lines.lines().toList();
      return process.waitFor() + " " + String.join("\n", rest);
    }
  }

  @AfterEach
  void endAll() {
    parts.forEach(part -> part.process().destroyForcibly());
  }

  private Part start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.scrutin.cli.Scrutin",
                "check"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Part part = new Part(process, process.inputReader());
    parts.add(part);
    return part;
  }

  private Part server(String model) throws IOException {
    return start(model, "--distributed", "--port", "0", "--address", "127.0.0.1", "--show");
  }

  private Part worker(String port, int threads) throws IOException {
    return start("--worker", "127.0.0.1", "--port", port, "--workers", String.valueOf(threads));
  }

  @Test
  void two_workers_find_the_pinned_numbers() throws Exception {
    Part server = server("bully/bag");
    String port = server.await(PORT).group(1);
    List<Part> workers = List.of(worker(port, 1), worker(port, 2));
    assertThat(server.end())
        .startsWith("0 ")
        .contains(
            "ok   bully/bag: holds; 5,725 distinct states, 34,482 generated (compared with the"
                + " pins)");
    // The state space is small: whoever comes late is told so.
    assertThat(workers.get(0).end() + workers.get(1).end()).contains("has its result");
  }

  @Test
  void a_violation_is_named_and_told_from_its_initial_state() throws Exception {
    Part server = server("bully/mutant/CountedEpochRefines");
    worker(server.await(PORT).group(1), 1);
    assertThat(server.end())
        .startsWith("0 ")
        .contains("violates RefinesElection in ")
        .contains("1. initial state\n             epoch = <<0, 0, 0>>");
  }

  @Test
  @Tag("deep")
  void what_a_killed_worker_leaves_undone_is_done_by_another() throws Exception {
    Part server = server("quorum-bully/safety");
    String port = server.await(PORT).group(1);
    Part killed = worker(port, 2);
    server.await(Pattern.compile("2 worker threads here"));
    killed.process().destroyForcibly();
    server.await(Pattern.compile("2 worker threads lost so far; .*"));
    Part other = worker(port, 2);
    assertThat(server.end())
        .startsWith("0 ")
        .contains("holds; 30,131 distinct states, 203,822 generated (compared with the pins)");
    assertThat(other.end()).startsWith("0 ");
  }

  @Test
  void a_temporal_property_is_refused() throws Exception {
    assertThat(server("quorum-bully/liveness").end())
        .startsWith("2 scrutin check: quorum-bully/liveness: MCQuorumBully_liveness.cfg names a")
        .doesNotContain("\n");
  }

  @Test
  void a_server_without_workers_gives_up() throws Exception {
    Part server = start("bully/bag", "--distributed", "--port", "0", "--wait", "0");
    assertThat(server.end()).startsWith("3 ").endsWith("bully/bag: no worker for 0 s");
  }

  @Test
  void a_worker_without_a_server_says_so() throws Exception {
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    Part worker = start("--worker", "127.0.0.1", "--port", "" + nobody, "--wait", "0");
    assertThat(worker.end())
        .startsWith("2 scrutin check: 127.0.0.1:" + nobody + ": no server there")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check --worker no.such.invalid | no.such.invalid: no such host",
        "check --worker a --distributed | --distributed and --worker: be one of both",
        "check --worker a bully/bag | --worker takes no MODEL: its server has it",
        "check --worker a --pin | --pin needs depth and coverage, which are not measured on",
        "check --worker a --port 0 | --port must be from 1 to 65535, not 0",
        "check --worker a --wait -1 | --wait must be from 0 to 604800, not -1",
        "check bully/bag --distributed --pin | --pin needs depth and coverage, which are not",
        "check bully/bag --distributed --workers 2 | --workers is for --worker",
        "check bully/bag --distributed --own-port 9 | --own-port is for --worker",
        "check bully/bag --distributed --address no.such.invalid | --address: no such host: no.su",
        "check bully --distributed | --distributed takes one model, by its whole name, not ",
        "check bully/bag --port 9 | --port is for --distributed and --worker",
      })
  void bad_use_is_told_in_one_line(String arguments, String message) {
    Session session = Session.of(arguments.split(" "));
    assertThat(session.err().strip()).startsWith("scrutin check: " + message).doesNotContain("\n");
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
  }
}
