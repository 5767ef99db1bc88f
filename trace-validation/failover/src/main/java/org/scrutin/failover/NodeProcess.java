package org.scrutin.failover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/** One node, as a process: started, killed, stopped, continued, and listened to. */
final class NodeProcess {

  /** A node says that it leads and may write. */
  record Writable(int node, long nanos) {}

  private final int node;
  private final Process process;
  private volatile boolean struck;

  private NodeProcess(int node, Process process) {
    this.node = node;
    this.process = process;
  }

  /**
   * Starts a node, and waits until it says that it is ready.
   *
   * @param said where it tells that it may write, from any thread
   * @param log where all else that it says goes
   */
  static NodeProcess start(
      Class<?> main,
      String classPath,
      NodeArguments arguments,
      BlockingQueue<Writable> said,
      Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", classPath, main.getName()));
    command.addAll(arguments.words());
    Process process =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile())).start();
    NodeProcess started = new NodeProcess(arguments.id(), process);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (!Announcements.READY.equals(line)) {
      if (line == null) {
        throw new IOException("node " + arguments.id() + " did not start, see " + log);
      }
      started.heed(line, said);
      line = output.readLine();
    }
    Thread reader = new Thread(() -> started.listen(output, said), "node " + arguments.id());
    reader.setDaemon(true);
    reader.start();
    return started;
  }

  private void listen(BufferedReader output, BlockingQueue<Writable> said) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        heed(line, said);
      }
    } catch (IOException e) {
      // A process that is killed is alive for a moment, while its output is closed already.
      if (!struck) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void heed(String line, BlockingQueue<Writable> said) {
    if (line.startsWith(Announcements.WRITABLE)) {
      said.add(new Writable(node, Long.parseLong(line.substring(Announcements.WRITABLE.length()))));
    }
  }

  int node() {
    return node;
  }

  /** SIGKILL, and waits until the process is gone. */
  void kill() throws InterruptedException {
    strike();
    process.waitFor();
  }

  /** SIGKILL, at once. */
  void strike() {
    struck = true;
    process.destroyForcibly();
  }

  long pid() {
    return process.pid();
  }
}
