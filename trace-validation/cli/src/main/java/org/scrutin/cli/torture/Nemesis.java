package org.scrutin.cli.torture;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.scrutin.cli.local.Link;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.node.client.ScrutinClient;
import org.scrutin.wire.Status;
import org.scrutin.wire.TransferRequest;

/**
 * Does one fault after the other, heals each, and looks whether it took effect: a process died, a
 * link that is cut carried nothing, another node led. Which faults, and on whom, comes from a seed;
 * when, from the clock. Not thread-safe.
 */
final class Nemesis {

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration SETTLE = Duration.ofMillis(100);
  private static final Duration MIN_HOLD = Duration.ofMillis(300);
  private static final Duration MORE_HOLD = Duration.ofMillis(1_700);
  private static final Duration HAND_OVER = Duration.ofSeconds(3);
  private static final Duration COME_BACK = Duration.ofSeconds(30);

  private final LocalCluster cluster;
  private final ScrutinClient client;
  private final List<Fault> faults;
  private final Random random;
  private final Consumer<Struck> log;
  private final SortedMap<Integer, Set<Integer>> leaders = new TreeMap<>();

  /**
   * A fault that was done.
   *
   * @param node to which
   * @param tookEffect whether that was seen
   * @param effect what was seen
   */
  record Struck(Fault fault, String node, boolean tookEffect, String effect) {}

  private record Leader(int node, int epoch) {}

  Nemesis(
      LocalCluster cluster,
      ScrutinClient client,
      List<Fault> faults,
      long seed,
      Consumer<Struck> log) {
    this.cluster = cluster;
    this.client = client;
    this.faults = faults;
    this.random = new Random(seed);
    this.log = log;
  }

  /** Who was seen to lead, by epoch. */
  SortedMap<Integer, Set<Integer>> leaders() {
    return leaders;
  }

  void run(BooleanSupplier goesOn) throws IOException {
    while (goesOn.getAsBoolean()) {
      Fault fault = faults.get(random.nextInt(faults.size()));
      boolean atLeader = random.nextBoolean();
      int other = random.nextInt(cluster.nodes().size());
      Duration hold = MIN_HOLD.plus(MORE_HOLD.multipliedBy(random.nextInt(100)).dividedBy(100));
      Optional<Leader> leader = leader();
      int victim = atLeader && leader.isPresent() ? leader.get().node() - 1 : other;
      log.accept(strike(fault, cluster.nodes().get(victim), leader, hold));
      awaitAll();
    }
  }

  /** All is healed when it returns; whether all nodes are well again is another question. */
  boolean awaitAll() {
    return await(COME_BACK, () -> cluster.look().stream().allMatch(Optional::isPresent))
        && await(COME_BACK, () -> leader().isPresent());
  }

  private Struck strike(Fault fault, LocalNode victim, Optional<Leader> before, Duration hold)
      throws IOException {
    String what =
        switch (fault) {
          case KILL -> kill(victim, hold);
          case PAUSE -> pause(victim, hold);
          case PARTITION -> cut(all(victim), hold);
          case ONE_WAY -> cut(said(victim), hold);
          case DELAY -> delay(said(victim), hold);
          case DROP -> drop(all(victim));
          case TRANSFER -> transfer(before);
        };
    if (fault == Fault.TRANSFER) {
      return new Struck(fault, "leader", !what.isEmpty(), what);
    }
    boolean led = before.isPresent() && before.get().node() == victim.number();
    String follows = led && isLater(leader(), before.get().epoch()) ? "; another leads" : "";
    return new Struck(fault, victim.name(), !what.isEmpty(), what + follows);
  }

  private static boolean isLater(Optional<Leader> leader, int epoch) {
    return leader.isPresent() && leader.get().epoch() > epoch;
  }

  private String kill(LocalNode victim, Duration hold) throws IOException {
    victim.kill();
    boolean died = !victim.isUp();
    pass(hold);
    victim.start();
    return died ? "its process died" : "";
  }

  private String pause(LocalNode victim, Duration hold) throws IOException {
    victim.pause(true);
    pass(SETTLE);
    String effect = silence(said(victim), hold, "it said nothing");
    victim.pause(false);
    return effect;
  }

  private String cut(List<Link> links, Duration hold) {
    long broken = sum(links, Link::broken);
    links.forEach(Link::cut);
    pass(SETTLE);
    String effect = silence(links, hold, "nothing came through");
    boolean asked = sum(links, Link::broken) > broken;
    links.forEach(Link::heal);
    return asked ? effect : "";
  }

  private static String silence(List<Link> links, Duration hold, String what) {
    long carried = sum(links, Link::carried);
    pass(hold);
    return sum(links, Link::carried) == carried ? what : "";
  }

  private static String delay(List<Link> links, Duration hold) {
    long withheld = sum(links, Link::withheld);
    links.forEach(Link::hold);
    pass(hold);
    links.forEach(Link::heal);
    return sum(links, Link::withheld) > withheld ? "what it said came late" : "";
  }

  private static String drop(List<Link> links) {
    long broken = sum(links, Link::broken);
    links.forEach(Link::breakOff);
    pass(MIN_HOLD);
    return sum(links, Link::broken) > broken ? "its connections broke" : "";
  }

  private String transfer(Optional<Leader> before) {
    if (before.isEmpty()) {
      return "";
    }
    List<Integer> others = new ArrayList<>();
    cluster.nodes().forEach(node -> others.add(node.number()));
    others.remove(Integer.valueOf(before.get().node()));
    int to = others.get(random.nextInt(others.size()));
    try {
      client.asked(stub -> stub.transfer(TransferRequest.newBuilder().setTo(to).build()));
    } catch (StatusRuntimeException e) {
      return ""; // It was refused, or nobody led: then it has no effect.
    }
    boolean done = await(HAND_OVER, () -> leader().filter(now -> now.node() == to).isPresent());
    return done ? "n" + to + " leads" : "";
  }

  private List<Link> all(LocalNode node) {
    return cluster.links().stream()
        .filter(link -> link.from() == node.number() || link.to() == node.number())
        .toList();
  }

  private List<Link> said(LocalNode node) {
    return cluster.links().stream().filter(link -> link.from() == node.number()).toList();
  }

  private static long sum(List<Link> links, java.util.function.ToLongFunction<Link> figure) {
    return links.stream().mapToLong(figure).sum();
  }

  private Optional<Leader> leader() {
    Optional<Leader> latest = Optional.empty();
    for (Optional<Status> status : cluster.look()) {
      if (status.isPresent() && status.get().getRole().equals("leader")) {
        Leader one = new Leader(status.get().getNode(), status.get().getEpoch());
        leaders.computeIfAbsent(one.epoch(), absent -> new TreeSet<>()).add(one.node());
        latest = latest.filter(other -> other.epoch() > one.epoch()).or(() -> Optional.of(one));
      }
    }
    return latest;
  }

  private static boolean await(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    boolean met = condition.getAsBoolean();
    while (!met && System.nanoTime() - end < 0) {
      pass(LOOK);
      met = condition.getAsBoolean();
    }
    return met;
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
