package org.scrutin.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One node of a local cluster: a process of its own. Not thread-safe. */
public final class LocalNode {

  /** Of a node that is up for a minute, and soon. */
  public static final List<String> BRIEF =
      List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1");

  /** Of a node that is measured. */
  public static final List<String> LASTING = List.of("-XX:+UseSerialGC", "-Xmx256m");

  private static final long STOP_SECONDS = 10;

  private final int number;
  private final String command;
  private final List<String> jvm;
  private final Path config;
  private final Path log;
  private Optional<Process> process = Optional.empty();
  private boolean paused;

  /**
   * @param command the class whose {@code main} starts a node
   * @param jvm options of its JVM
   */
  LocalNode(String command, List<String> jvm, int number, Path config, Path log) {
    this.command = command;
    this.jvm = List.copyOf(jvm);
    this.number = number;
    this.config = config;
    this.log = log;
  }

  /** From 1. */
  public int number() {
    return number;
  }

  /** Such as {@code n1}. */
  public String name() {
    return "n" + number;
  }

  /** Whether its process lives. */
  public boolean isUp() {
    return process.isPresent() && process.get().isAlive();
  }

  /** Whether it was stopped, and lives. */
  public boolean isPaused() {
    return isUp() && paused;
  }

  /** The processor time that it has used since it was started; none if it is not up. */
  public Duration processor() {
    return process.flatMap(one -> one.toHandle().info().totalCpuDuration()).orElse(Duration.ZERO);
  }

  /** Starts it, by the command that is running now. */
  public void start() throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(jvm);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(command, "node", "--config", config.toString()));
    paused = false;
    process =
        Optional.of(
            new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
  }

  /** kill -9. */
  public void kill() {
    process.ifPresent(Process::destroyForcibly);
    process.ifPresent(LocalNode::await);
  }

  /** What its log says since it was made. */
  public String said() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /**
   * Disturbs its disk, which its configuration has to allow by {@code faults: true}.
   *
   * @param fault {@code full}, {@code full trace}, or such as {@code slow 300ms}; empty if all is
   *     to be well
   */
  public void disturbDisk(String fault) throws IOException {
    Path control = config.resolveSibling(name()).resolve("disk-fault");
    if (fault.isEmpty()) {
      Files.deleteIfExists(control);
    } else {
      Files.createDirectories(control.getParent()); // It may not have come up yet.
      // At once: the node may look at any moment.
      Path whole = Files.writeString(control.resolveSibling("disk-fault.new"), fault);
      Files.move(whole, control, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** SIGSTOP, or SIGCONT. */
  public void pause(boolean stop) throws IOException {
    if (isUp()) {
      await(
          new ProcessBuilder("kill", stop ? "-STOP" : "-CONT", Long.toString(process.get().pid()))
              .start());
      paused = stop;
    }
  }

  /** SIGTERM, and in the end kill -9. */
  public void stop() {
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
