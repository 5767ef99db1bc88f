package org.scrutin.cli.torture;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.scrutin.cli.local.Link;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.node.client.ScrutinClient;
import org.scrutin.wire.ChangeMembershipRequest;
import org.scrutin.wire.Status;
import org.scrutin.wire.TransferRequest;

/**
 * Does faults, often a second one while the first lasts, heals each, and looks whether it took
 * effect: a process died, a link that is cut carried nothing, another node led. Which faults, and
 * on whom, comes from a seed; when, from the clock. Not thread-safe.
 */
final class Nemesis {

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration SETTLE = Duration.ofMillis(100);
  private static final Duration MIN_HOLD = Duration.ofMillis(300);
  private static final Duration MORE_HOLD = Duration.ofMillis(1_700);
  private static final Duration HAND_OVER = Duration.ofSeconds(3);
  private static final Duration STOP_ITSELF = Duration.ofSeconds(5);
  private static final Duration COME_BACK = Duration.ofSeconds(30);

  private final LocalCluster cluster;
  private final ScrutinClient client;
  private final List<Fault> faults;
  private final Random random;
  private final Consumer<Struck> log;
  private final SortedMap<Integer, Set<Integer>> leaders = new TreeMap<>();

  // What the fault has taken during which another is done.
  private final Set<Link> cut = new HashSet<>();
  private final Set<LocalNode> down = new HashSet<>();
  private final Set<LocalNode> stopped = new HashSet<>();
  private boolean during;

  /**
   * A fault that was done.
   *
   * @param node to which
   * @param during whether another one lasted meanwhile
   * @param tookEffect whether that was seen
   * @param effect what was seen
   */
  record Struck(Fault fault, String node, boolean during, boolean tookEffect, String effect) {}

  private record Leader(int node, int epoch, SortedSet<Integer> voters, boolean changing) {}

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
      strike();
      awaitAll();
    }
  }

  /** All is healed when it returns; whether all nodes are well again is another question. */
  boolean awaitAll() {
    return await(COME_BACK, () -> cluster.look().stream().allMatch(Optional::isPresent))
        && await(COME_BACK, () -> leader().isPresent());
  }

  /** Whether all nodes vote again. */
  boolean restoreVoters() {
    return !faults.contains(Fault.MEMBERSHIP)
        || await(COME_BACK, () -> votersAre(all()) || (ask(all(), Set.of()) && votersAre(all())));
  }

  private void strike() throws IOException {
    Fault fault = faults.get(random.nextInt(faults.size()));
    boolean atLeader = random.nextBoolean();
    int other = random.nextInt(cluster.nodes().size());
    Duration hold = MIN_HOLD.plus(MORE_HOLD.multipliedBy(random.nextInt(100)).dividedBy(100));
    Optional<Leader> leader = leader();
    List<LocalNode> can =
        cluster.nodes().stream()
            .filter(node -> !down.contains(node))
            .filter(node -> fault == Fault.KILL || !stopped.contains(node))
            .toList();
    LocalNode victim =
        can.stream()
            .filter(node -> atLeader && leader.filter(one -> is(one, node)).isPresent())
            .findFirst()
            .orElse(can.get(other % can.size()));
    boolean inner = during;
    String what = strike(fault, victim, leader, hold);
    boolean led = leader.filter(one -> is(one, victim)).isPresent();
    String follows = led && isLater(leader(), leader.get().epoch()) ? "; another leads" : "";
    log.accept(
        fault.needsLog()
            ? new Struck(fault, "leader", inner, !what.isEmpty(), what)
            : new Struck(fault, victim.name(), inner, !what.isEmpty(), what + follows));
  }

  private String strike(Fault fault, LocalNode victim, Optional<Leader> before, Duration hold)
      throws IOException {
    return switch (fault) {
      case KILL -> kill(victim, hold);
      case PAUSE -> pause(victim, hold);
      case PARTITION -> cut(all(victim), hold);
      case ONE_WAY -> cut(said(victim), hold);
      case DELAY -> delay(said(victim), hold);
      case DROP -> drop(all(victim));
      case SLOW_DISK -> slowDisk(victim, hold);
      case FULL_DISK -> fullDisk(victim, hold);
      case TRANSFER -> transfer(before);
      case MEMBERSHIP -> membership(before);
    };
  }

  private static boolean is(Leader leader, LocalNode node) {
    return leader.node() == node.number();
  }

  private static boolean isLater(Optional<Leader> leader, int epoch) {
    return leader.isPresent() && leader.get().epoch() > epoch;
  }

  /** The fault lasts; every other time a second one is done meanwhile, and over before it. */
  private void last(Duration time) throws IOException {
    if (!during && random.nextBoolean()) {
      during = true;
      strike();
      during = false;
      pass(MIN_HOLD);
    } else {
      pass(time);
    }
  }

  private String kill(LocalNode victim, Duration hold) throws IOException {
    victim.kill();
    boolean died = !victim.isUp();
    down.add(victim);
    last(hold);
    down.remove(victim);
    victim.start();
    return died ? "its process died" : "";
  }

  private String pause(LocalNode victim, Duration hold) throws IOException {
    victim.pause(true);
    pass(SETTLE);
    String effect = silence(said(victim)) ? "it said nothing" : "";
    stopped.add(victim);
    last(hold);
    stopped.remove(victim);
    victim.pause(false);
    return effect;
  }

  private String cut(List<Link> links, Duration hold) throws IOException {
    List<Link> own = links.stream().filter(link -> !cut.contains(link)).toList();
    long broken = sum(own, Link::broken);
    own.forEach(Link::cut);
    cut.addAll(own);
    pass(SETTLE);
    long carried = sum(own, Link::carried);
    last(hold);
    boolean silent = sum(own, Link::carried) == carried;
    boolean asked = sum(own, Link::broken) > broken;
    own.forEach(Link::heal);
    own.forEach(cut::remove);
    return asked && silent ? "nothing came through" : "";
  }

  private static boolean silence(List<Link> links) {
    long carried = sum(links, Link::carried);
    pass(MIN_HOLD);
    return sum(links, Link::carried) == carried;
  }

  private String delay(List<Link> links, Duration hold) throws IOException {
    List<Link> own = links.stream().filter(link -> !cut.contains(link)).toList();
    long withheld = sum(own, Link::withheld);
    own.forEach(Link::hold);
    cut.addAll(own);
    last(hold);
    own.forEach(Link::heal);
    own.forEach(cut::remove);
    return sum(own, Link::withheld) > withheld ? "what it said came late" : "";
  }

  private static String drop(List<Link> links) {
    long broken = sum(links, Link::broken);
    links.forEach(Link::breakOff);
    pass(MIN_HOLD);
    return sum(links, Link::broken) > broken ? "its connections broke" : "";
  }

  private String slowDisk(LocalNode victim, Duration hold) throws IOException {
    int millis = 50 + random.nextInt(450);
    victim.disturbDisk("slow " + millis + "ms");
    pass(SETTLE);
    long before = syncs(victim);
    boolean slow = await(HAND_OVER, () -> syncs(victim) > before);
    last(hold);
    victim.disturbDisk("");
    return slow ? "a sync took " + millis + " ms" : "";
  }

  private long syncs(LocalNode node) {
    return cluster.look().get(node.number() - 1).map(Status::getFsyncs).orElse(Long.MAX_VALUE);
  }

  private String fullDisk(LocalNode victim, Duration hold) throws IOException {
    int words = count(victim);
    victim.disturbDisk(random.nextBoolean() ? "full" : "full trace");
    boolean stopped = await(STOP_ITSELF, () -> !victim.isUp());
    String effect = stopped && count(victim) > words ? "it stopped, and said why" : "";
    victim.kill(); // If it had nothing to write.
    down.add(victim);
    last(hold);
    down.remove(victim);
    victim.disturbDisk("");
    victim.start();
    return effect;
  }

  private static int count(LocalNode node) throws IOException {
    return node.said().split("has failed and stops: its disk: ", -1).length;
  }

  private String transfer(Optional<Leader> before) {
    if (before.isEmpty()) {
      return "";
    }
    List<Integer> others = new ArrayList<>(all());
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

  /** If all vote, one does no longer; else all do again. */
  private String membership(Optional<Leader> before) throws IOException {
    int one = 1 + random.nextInt(cluster.nodes().size());
    boolean learns = random.nextBoolean();
    if (before.isEmpty()) {
      return "";
    }
    SortedSet<Integer> voters = all();
    boolean whole = before.get().voters().equals(voters);
    if (whole) {
      voters.remove(one);
    }
    if (!ask(voters, whole && learns ? Set.of(one) : Set.of())) {
      return "";
    }
    last(SETTLE);
    String what = whole ? "n" + one + (learns ? " learns" : " was removed") : "all vote again";
    return await(HAND_OVER, () -> votersAre(voters)) ? what : "";
  }

  private boolean ask(Set<Integer> voters, Set<Integer> learners) {
    ChangeMembershipRequest request =
        ChangeMembershipRequest.newBuilder().addAllVoters(voters).addAllLearners(learners).build();
    try {
      client.asked(stub -> stub.changeMembership(request));
      return true;
    } catch (StatusRuntimeException e) {
      return false; // It was refused, or nobody led.
    }
  }

  private boolean votersAre(Set<Integer> voters) {
    return leader().filter(one -> one.voters().equals(voters) && !one.changing()).isPresent();
  }

  private SortedSet<Integer> all() {
    SortedSet<Integer> numbers = new TreeSet<>();
    cluster.nodes().forEach(node -> numbers.add(node.number()));
    return numbers;
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
        Status it = status.get();
        Leader one =
            new Leader(
                it.getNode(),
                it.getEpoch(),
                new TreeSet<>(it.getVotersList()),
                it.getNextVotersCount() > 0);
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
