package org.scrutin.failover;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Sends signals by a shell that waits for them, so that none waits for a process to start. */
final class Signals implements AutoCloseable {

  private final Process shell;
  private final Writer input;

  Signals() throws IOException {
    shell = new ProcessBuilder("sh").start();
    input = shell.outputWriter(StandardCharsets.US_ASCII);
  }

  void send(String signal, long pid) throws IOException {
    input.write("kill -" + signal + " " + pid + "\n");
    input.flush();
  }

  @Override
  public void close() throws IOException {
    input.close();
    shell.destroy();
  }
}
