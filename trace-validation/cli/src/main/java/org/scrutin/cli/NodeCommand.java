package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.scrutin.node.NodeServer;
import org.scrutin.node.config.NodeConfig;
import org.scrutin.node.config.NodeConfigFile;
import org.scrutin.node.host.ElectionObserver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scrutin node}: one real node. */
@Command(
    name = "node",
    description = "Run one node until it is stopped; docs/node.md has the configuration.",
    mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "FILE", required = true, description = "A YAML file.")
  private Path file;

  @Override
  public Integer call() throws IOException, InterruptedException {
    NodeConfig config = NodeConfigFile.read(file);
    PrintWriter out = spec.commandLine().getOut();
    CountDownLatch ended = new CountDownLatch(1);
    Telling telling = new Telling(out, config.id().toString(), ended);
    try (NodeServer server = NodeServer.start(config, telling)) {
      Thread hook = new Thread(() -> close(server), "shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      InetSocketAddress own = config.peers().get(config.id());
      out.println(config.id() + " listens on " + own.getHostString() + ":" + own.getPort());
      out.flush();
      ended.await();
    }
    return telling.failure.isPresent() ? ExitCode.UNDECIDED : ExitCode.HOLDS;
  }

  private void close(NodeServer server) {
    try {
      server.close();
    } catch (IOException e) {
      spec.commandLine().getErr().println("scrutin node: " + e.getMessage());
    }
  }

  /** Says what happens to the node, a line each. */
  private static final class Telling implements ElectionObserver {

    private final PrintWriter out;
    private final String node;
    private final CountDownLatch ended;
    private volatile Optional<String> failure = Optional.empty();

    Telling(PrintWriter out, String node, CountDownLatch ended) {
      this.out = out;
      this.node = node;
      this.ended = ended;
    }

    private void say(String what) {
      out.println(node + " " + what);
      out.flush();
    }

    @Override
    public void standingChanged(Standing standing, String reason) {
      say(
          standing.role().text()
              + " in epoch "
              + standing.epoch()
              + standing.leader().map(leader -> ", " + leader + " leads").orElse("")
              + " ("
              + reason
              + ")");
    }

    @Override
    public void mayWrite(int epoch) {
      say("may write, with fencing token " + epoch);
    }

    @Override
    public void failed(String what) {
      failure = Optional.of(what);
      out.println(what);
      out.flush();
      ended.countDown();
    }

    @Override
    public void stopped() {
      ended.countDown();
    }
  }
}
