package org.scrutin.cli.torture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.HistoryWriter;
import org.scrutin.node.client.ScrutinClient;

/** A run of the fault test, from the start of the nodes to the verdict. */
public final class Torture {

  /** So many milliseconds are usual: elections time out after 10 to 20 times that. */
  private static final int USUAL_DELAY_MILLIS = 50;

  /** Often, so that a node that was down needs a snapshot, and traces stay small. */
  private static final int SNAPSHOT_EVERY = 40;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration NEMESIS_PATIENCE = Duration.ofSeconds(2);
  private static final Duration FINAL_PATIENCE = Duration.ofSeconds(60);

  private final Settings settings;
  private final Recorder recorder = new Recorder();
  private final List<Nemesis.Struck> struck = new ArrayList<>();
  private final long began = System.nanoTime();

  /**
   * What to do.
   *
   * @param command the class whose {@code main} starts a node
   * @param folder empty, for all files
   * @param algorithm raft, quorum-bully or quorum-ring; only raft has clients
   * @param nodes at least 3
   * @param clients at least 1
   * @param time how long faults are done
   * @param replay how long the replay may take
   */
  public record Settings(
      String command,
      Path folder,
      String algorithm,
      int nodes,
      int clients,
      Duration time,
      Duration replay,
      long seed,
      List<Fault> faults) {
    /** Keeps a copy. */
    public Settings {
      faults = List.copyOf(faults);
    }

    private boolean hasLog() {
      return algorithm.equals("raft");
    }
  }

  /**
   * Of one kind of fault.
   *
   * @param done how often it was done
   * @param tookEffect how often that was seen to have an effect
   * @param during how often it was done while another fault lasted
   */
  public record Tally(int done, int tookEffect, int during) {}

  /**
   * What has come of it.
   *
   * @param faults by the names of the faults
   * @param snapshotsInstalled how often a node took over another's snapshot
   */
  public record Result(
      List<Finding> findings, Map<String, Tally> faults, long snapshotsInstalled, long seconds) {}

  private Torture(Settings settings) {
    this.settings = settings;
  }

  /**
   * Runs, and judges.
   *
   * @param progress is told each fault, a line
   */
  public static Result run(Settings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    return new Torture(settings).run(progress);
  }

  private Result run(Consumer<String> progress) throws IOException, InterruptedException {
    List<Path> traces;
    SortedMap<Integer, Set<Integer>> leaders = new TreeMap<>();
    Map<String, Long> found = Map.of();
    List<Finding> tokens = new ArrayList<>();
    boolean well;
    try (LocalCluster cluster =
        new LocalCluster(
            settings.command(), settings.folder(), settings.nodes(), configuration(), true)) {
      Thread hook = new Thread(() -> cluster.nodes().forEach(node -> node.stop()), "shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        cluster.start();
        well = disturb(cluster, leaders, progress);
        progress.accept("all is healed; reading what was acknowledged");
        if (settings.hasLog()) {
          found = readAll(cluster);
        }
      } finally {
        cluster.nodes().forEach(node -> node.stop());
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      traces = cluster.traces();
      tokens.add(HistoryChecks.tokens(said(cluster)));
    }
    keepHistories();
    progress.accept("judging; the files are in " + settings.folder());
    List<Finding> findings = new ArrayList<>(tokens);
    findings.addAll(judge(traces, leaders, found, well));
    return new Result(
        findings,
        tallies(),
        TraceChecks.count(traces, "HandleInstallSnapshot"),
        (System.nanoTime() - began) / 1_000_000_000);
  }

  private String configuration() {
    return "algorithm: "
        + settings.algorithm()
        + "\nusualDelay: "
        + USUAL_DELAY_MILLIS
        + "ms\nsnapshotEvery: "
        + SNAPSHOT_EVERY
        + "\n";
  }

  private static Map<String, String> said(LocalCluster cluster) throws IOException {
    Map<String, String> said = new TreeMap<>();
    for (LocalNode node : cluster.nodes()) {
      said.put(node.name(), node.said());
    }
    return said;
  }

  /** Returns whether the nodes all came back in the end. */
  private boolean disturb(
      LocalCluster cluster, SortedMap<Integer, Set<Integer>> leaders, Consumer<String> progress)
      throws IOException, InterruptedException {
    AtomicBoolean working = new AtomicBoolean(true);
    List<Thread> threads = new ArrayList<>();
    List<ScrutinClient> clients = new ArrayList<>();
    Path file = settings.folder().resolve("nemesis.log");
    try (ScrutinClient own = cluster.client(NEMESIS_PATIENCE);
        PrintWriter log = new PrintWriter(Files.newBufferedWriter(file))) {
      Nemesis nemesis =
          new Nemesis(
              cluster,
              own,
              settings.faults(),
              settings.seed(),
              one -> {
                struck.add(one);
                String line = line(one);
                log.println(line);
                log.flush();
                progress.accept(line);
              });
      nemesis.awaitAll();
      for (int number = 0; settings.hasLog() && number < settings.clients(); number++) {
        ScrutinClient client = cluster.client(PATIENCE);
        clients.add(client);
        Worker worker =
            new Worker(
                client,
                recorder,
                settings.seed() + number + 1,
                number,
                settings.clients(),
                working::get);
        Thread thread = new Thread(worker, "client " + number);
        threads.add(thread);
        thread.start();
      }
      long end = System.nanoTime() + settings.time().toNanos();
      nemesis.run(() -> System.nanoTime() - end < 0);
      boolean well = nemesis.awaitAll() && nemesis.restoreVoters();
      leaders.putAll(nemesis.leaders());
      return well;
    } finally {
      working.set(false);
      for (Thread thread : threads) {
        thread.join();
      }
      clients.forEach(ScrutinClient::close);
    }
  }

  private String line(Nemesis.Struck one) {
    return String.format(
        Locale.ROOT,
        "%7.1f s  %-10s %-6s %s%s",
        (System.nanoTime() - began) / 1e9,
        one.fault().word(),
        one.node(),
        one.tookEffect() ? one.effect() : "no effect was seen",
        one.during() ? " (while the next one lasted)" : "");
  }

  /** Reads of registers go to their histories, those of what was acknowledged are returned. */
  private Map<String, Long> readAll(LocalCluster cluster) {
    Map<String, Long> found = new LinkedHashMap<>();
    try (ScrutinClient client = cluster.client(FINAL_PATIENCE)) {
      for (String key : recorder.acknowledged().keySet()) {
        try {
          found.put(key, Worker.number(client.read(key)));
        } catch (io.grpc.StatusRuntimeException e) {
          return found; // Nobody answers any more: what is missing makes it undecided.
        }
      }
      Worker reader = new Worker(client, recorder, 0, 1_000_000_001, 1, () -> false);
      recorder.registers().keySet().forEach(reader::read);
    }
    return found;
  }

  private void keepHistories() throws IOException {
    Path folder = Files.createDirectories(settings.folder().resolve("histories"));
    Map<String, History> all = new TreeMap<>(recorder.registers());
    all.putAll(recorder.locks());
    for (Map.Entry<String, History> one : all.entrySet()) {
      Files.writeString(folder.resolve(one.getKey() + ".edn"), HistoryWriter.edn(one.getValue()));
    }
  }

  private List<Finding> judge(
      List<Path> traces,
      SortedMap<Integer, Set<Integer>> seen,
      Map<String, Long> found,
      boolean well)
      throws IOException {
    SortedMap<Integer, Set<Integer>> leaders = new TreeMap<>(seen);
    TraceChecks.leaders(traces)
        .forEach(
            (epoch, nodes) ->
                leaders.computeIfAbsent(epoch, absent -> new TreeSet<>()).addAll(nodes));
    List<Finding> findings = new ArrayList<>();
    if (settings.hasLog()) {
      findings.add(HistoryChecks.acknowledged(recorder.acknowledged(), found));
      findings.add(HistoryChecks.registers(recorder.registers()));
      findings.add(HistoryChecks.locks(recorder.locks()));
      findings.add(HistoryChecks.fencing(recorder.fenced()));
    }
    findings.add(HistoryChecks.oneLeader(leaders));
    findings.add(TraceChecks.conforms(traces, settings.replay()));
    findings.add(
        well
            ? Finding.holds("all nodes come back", "and have a leader, after the last fault")
            : Finding.undecided("all nodes come back", "one did not answer in time; see its log"));
    findings.add(disturbed(tallies()));
    return findings;
  }

  /** What holds where nothing was disturbed says little. */
  static Finding disturbed(Map<String, Tally> faults) {
    String check = "faults take effect";
    int done = faults.values().stream().mapToInt(Tally::done).sum();
    int effect = faults.values().stream().mapToInt(Tally::tookEffect).sum();
    return effect == 0
        ? Finding.undecided(check, "none of " + done + " did: nothing was disturbed")
        : Finding.holds(check, effect + " of " + done + " were seen to");
  }

  private Map<String, Tally> tallies() {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    for (Fault fault : settings.faults()) {
      List<Nemesis.Struck> of = struck.stream().filter(one -> one.fault() == fault).toList();
      long seen = of.stream().filter(Nemesis.Struck::tookEffect).count();
      long during = of.stream().filter(Nemesis.Struck::during).count();
      tallies.put(
          fault.word(), new Tally(of.size(), Math.toIntExact(seen), Math.toIntExact(during)));
    }
    return tallies;
  }
}
