package org.scrutin.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scrutin.modelcheck.DistributedRun;
import org.scrutin.modelcheck.DistributedWorker;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code scrutin check} for several machines. */
final class DistributedOptions {

  private static final int MAX_PORT = 65_535;
  private static final int SERVER_PATIENCE_SECONDS = 600;
  private static final int WORKER_PATIENCE_SECONDS = 10;
  private static final int MAX_PATIENCE_SECONDS = 7 * 24 * 3600;

  @Option(
      names = "--distributed",
      description = "Be the server for one model, which workers on other machines explore.")
  private boolean distributed;

  @Option(
      names = "--worker",
      paramLabel = "HOST",
      description = "Be a worker, with --workers threads, of the server on this machine.")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The server's port, 10997 if not given; on the server 0 takes any free one.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--own-port",
      paramLabel = "N",
      description = "The worker's port, on which the server calls it; any free one if not given.")
  private Optional<Integer> ownPort = Optional.empty();

  @Option(
      names = "--address",
      paramLabel = "HOST",
      description = "The name or address under which the others reach this machine.")
  private Optional<String> address = Optional.empty();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "How long a server does without workers (600 if not given), and a worker looks for its"
              + " server (10).")
  private Optional<Integer> patience = Optional.empty();

  boolean isServer() {
    return distributed;
  }

  boolean isWorker() {
    return host.isPresent();
  }

  /** Refuses what makes no sense together. */
  void validate(CommandLine command, List<String> models, int threads, boolean pin) {
    if (distributed && isWorker()) {
      throw new ParameterException(command, "--distributed and --worker: be one of both");
    }
    if (!distributed && !isWorker()) {
      refuse(command, port.isPresent(), "--port");
      refuse(command, address.isPresent(), "--address");
      refuse(command, patience.isPresent(), "--wait");
    } else if (pin) {
      throw new ParameterException(
          command, "--pin needs depth and coverage, which are not measured on several machines");
    }
    if (ownPort.isPresent() && !isWorker()) {
      throw new ParameterException(command, "--own-port is for --worker");
    }
    if (isWorker() && !models.isEmpty()) {
      throw new ParameterException(command, "--worker takes no MODEL: its server has it");
    }
    if (distributed && threads != 1) {
      throw new ParameterException(
          command, "--workers is for --worker: with --distributed, the workers say it");
    }
    address.ifPresent(name -> resolve(command, name));
    port.ifPresent(number -> within(command, "--port", number, isWorker() ? 1 : 0, MAX_PORT));
    ownPort.ifPresent(number -> within(command, "--own-port", number, 0, MAX_PORT));
    patience.ifPresent(seconds -> within(command, "--wait", seconds, 0, MAX_PATIENCE_SECONDS));
  }

  private static void resolve(CommandLine command, String host) {
    try {
      InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ParameterException(command, "--address: no such host: " + host, e);
    }
  }

  private static void refuse(CommandLine command, boolean given, String option) {
    if (given) {
      throw new ParameterException(command, option + " is for --distributed and --worker");
    }
  }

  private static void within(CommandLine command, String option, int number, int min, int max) {
    if (number < min || number > max) {
      throw new ParameterException(
          command, option + " must be from " + min + " to " + max + ", not " + number);
    }
  }

  DistributedRun.Settings server() {
    return new DistributedRun.Settings(
        address, portOrUsual(), Duration.ofSeconds(patience.orElse(SERVER_PATIENCE_SECONDS)));
  }

  DistributedWorker worker(int threads) {
    return new DistributedWorker(
        host.orElseThrow(),
        portOrUsual(),
        address,
        ownPort.orElse(0),
        threads,
        Duration.ofSeconds(patience.orElse(WORKER_PATIENCE_SECONDS)));
  }

  private int portOrUsual() {
    return port.orElse(DistributedRun.Settings.USUAL_PORT);
  }
}
