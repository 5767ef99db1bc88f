package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One node of a local cluster: a process of its own. Not thread-safe. */
final class LocalNode {

  private static final long STOP_SECONDS = 10;

  private final int number;
  private final Path config;
  private final Path log;
  private Optional<Process> process = Optional.empty();
  private boolean paused;

  LocalNode(int number, Path config, Path log) {
    this.number = number;
    this.config = config;
    this.log = log;
  }

  String name() {
    return "n" + number;
  }

  boolean isUp() {
    return process.isPresent() && process.get().isAlive();
  }

  boolean isPaused() {
    return isUp() && paused;
  }

  /** Starts it, by the command that is running now. */
  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Scrutin.class.getName(), "node", "--config", config.toString()));
    paused = false;
    process =
        Optional.of(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
  }

  /** kill -9. */
  void kill() {
    process.ifPresent(Process::destroyForcibly);
    process.ifPresent(LocalNode::await);
  }

  /** SIGSTOP, or SIGCONT. */
  void pause(boolean stop) throws IOException {
    if (isUp()) {
      await(
          new ProcessBuilder("kill", stop ? "-STOP" : "-CONT", Long.toString(process.get().pid()))
              .start());
      paused = stop;
    }
  }

  void stop() {
    process.ifPresent(Process::destroy);
    process.ifPresent(LocalNode::await);
    process.filter(Process::isAlive).ifPresent(Process::destroyForcibly);
  }

  private static void await(Process process) {
    try {
      process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
