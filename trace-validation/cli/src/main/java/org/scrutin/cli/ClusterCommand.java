package org.scrutin.cli;

import io.grpc.StatusRuntimeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.wire.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scrutin cluster}: a cluster on this machine, to look at and to disturb. */
@Command(
    name = "cluster",
    description = {
      "Run a cluster on this machine, each node a process, and watch it.",
      "Type, and press return: kill, pause, resume, restart, cut or heal, and a node (or 'leader');"
          + " or quit. One letter of each will do: 'k leader', 'r 2'."
    },
    mixinStandardHelpOptions = true)
final class ClusterCommand implements Callable<Integer> {

  private static final int MAX_NODES = 9;
  private static final long A_YEAR = TimeUnit.DAYS.toSeconds(365);
  private static final long LOOK_MILLIS = 100;
  private static final String QUIT = "quit";
  private static final String LEADER = "leader";

  private static final List<String> WORDS =
      List.of("kill", "pause", "restart", "resume", "cut", "heal");

  @Spec private CommandSpec spec;

  @Option(
      names = "--nodes",
      defaultValue = "3",
      description = "3 to 9; ${DEFAULT-VALUE} without it.")
  private int count;

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = "raft",
      description = "raft, quorum-bully or quorum-ring; ${DEFAULT-VALUE} without it.")
  private String algorithm;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "An empty or new folder for all files; without it: a temporary one.")
  private Optional<Path> data;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "End by itself after so long; without it: when quit is typed.")
  private Optional<Long> seconds;

  private final BlockingQueue<String> typed = new LinkedBlockingQueue<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (count < 3 || count > MAX_NODES) {
      throw new ParameterException(
          spec.commandLine(), "--nodes must be 3 to " + MAX_NODES + ", not " + count);
    }
    if (seconds.isPresent() && (seconds.get() < 1 || seconds.get() > A_YEAR)) {
      throw new ParameterException(
          spec.commandLine(), "--for must be 1 to " + A_YEAR + " seconds, not " + seconds.get());
    }
    HostedAlgorithm.check(algorithm, spec);
    Path folder = DataFolder.of(data, "scrutin-cluster-", spec.commandLine());
    PrintWriter out = spec.commandLine().getOut();
    ClusterView view = new ClusterView(out, Boolean.getBoolean("scrutin.terminal"));
    try (LocalCluster cluster =
        new LocalCluster(
            Scrutin.class.getName(), folder, count, "algorithm: " + algorithm + "\n", false)) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> cluster.nodes().forEach(LocalNode::stop), "shutdown"));
      cluster.start();
      view.begin(cluster);
      read();
      watch(cluster, view);
    }
    out.println("ended; its files are in " + folder);
    out.flush();
    return ExitCode.HOLDS;
  }

  /** A thread of its own: to read waits for the user. */
  private void read() {
    Thread reader =
        new Thread(
            () -> {
              BufferedReader in =
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
              in.lines().forEach(typed::add);
            },
            "keys");
    reader.setDaemon(true);
    reader.start();
  }

  private void watch(LocalCluster cluster, ClusterView view)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds.orElse(A_YEAR));
    while (System.nanoTime() - end < 0) {
      List<Optional<Status>> seen = cluster.look();
      view.show(cluster, seen);
      String line = typed.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (line != null && !line.isBlank()) {
        if (QUIT.startsWith(line.strip())) {
          return;
        }
        view.say(disturb(cluster, seen, line.strip().split("\\s+")));
      }
    }
  }

  /** Does what was typed, and says so. */
  static String disturb(LocalCluster cluster, List<Optional<Status>> seen, String... words)
      throws IOException {
    String what = words[0];
    if (WORDS.stream().noneMatch(word -> word.startsWith(what))) {
      return "unknown word " + what + "; there are " + String.join(", ", WORDS) + ", " + QUIT;
    }
    if (words.length != 2) {
      return "say what, and to which node: kill leader, pause n2, cut 3";
    }
    Optional<LocalNode> node = node(cluster, seen, words[1]);
    if (node.isEmpty()) {
      return nobody(cluster, words[1]);
    }
    if (!"restart".startsWith(what) && !node.get().isUp()) {
      return node.get().name() + "'s process does not run; restart it first";
    }
    try {
      return disturb(cluster, what, node.get());
    } catch (StatusRuntimeException e) {
      return node.get().name() + " does not answer; is it paused?";
    }
  }

  private static String nobody(LocalCluster cluster, String word) {
    if (LEADER.startsWith(word)) {
      return "nobody leads now";
    }
    return "there is no "
        + (word.matches("\\d+") ? "n" + word : word)
        + "; there are "
        + cluster.nodes().stream().map(LocalNode::name).collect(Collectors.joining(", "));
  }

  private static String disturb(LocalCluster cluster, String what, LocalNode one)
      throws IOException {
    if ("kill".startsWith(what)) {
      one.kill();
      return one.name() + " was killed (kill -9)";
    } else if ("pause".startsWith(what)) {
      one.pause(true);
      return one.name() + " is paused (SIGSTOP)";
    } else if ("restart".startsWith(what)) {
      if (one.isUp()) {
        return one.name() + "'s process runs";
      }
      one.start();
      return one.name() + " was started again";
    } else if ("resume".startsWith(what)) {
      one.pause(false);
      return one.name() + " goes on (SIGCONT)";
    } else if ("cut".startsWith(what)) {
      cluster.cut(one, true);
      return one.name() + " is cut off from all others";
    }
    cluster.cut(one, false);
    return one.name() + " can be reached again";
  }

  private static Optional<LocalNode> node(
      LocalCluster cluster, List<Optional<Status>> seen, String word) {
    int number = 0;
    if (LEADER.startsWith(word)) {
      int epoch = -1;
      for (Optional<Status> status : seen) {
        if (status.isPresent()
            && status.get().getRole().equals("leader")
            && status.get().getEpoch() > epoch) {
          epoch = status.get().getEpoch();
          number = status.get().getNode();
        }
      }
    } else if (word.matches("n?[1-9]")) {
      number = Character.digit(word.charAt(word.length() - 1), 10);
    }
    return number < 1 || number > cluster.nodes().size()
        ? Optional.empty()
        : Optional.of(cluster.nodes().get(number - 1));
  }
}
