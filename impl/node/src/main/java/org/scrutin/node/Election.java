package org.scrutin.node;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scrutin.leadership.LeadershipListener;
import org.scrutin.node.config.ConfigException;
import org.scrutin.node.config.NodeConfig;
import org.scrutin.node.host.ElectionObserver.Role;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.leadership.GrantsInput;

/**
 * Takes part in an election, in this process, and tells its service when it may act. What is
 * promised is spec/leadership, in plain words docs/leadership.md: each grant has a fencing token
 * greater than any before; on Raft, this node knows that its leadership is lost before another can
 * have it, as long as clocks do not drift apart further than stated.
 *
 * <p>The quorum-guarded algorithms have no log and <b>no lease</b>: they elect one leader an epoch,
 * but a deposed one goes on to answer that it leads until it hears otherwise. There, only a
 * resource that refuses older tokens keeps two leaders from doing harm. Nor can they hand over.
 *
 * <p>Thread-safe.
 */
public final class Election implements Closeable {

  /** So many times the usual delay an election takes at most, if nobody else stands. */
  private static final int ELECTION = 20;

  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final long IDLE_SECONDS = 5;

  private final Node node;
  private final Contract contract;
  private final Optional<Handover> handover;
  private final Optional<Membership> membership;
  private final Optional<LeadershipTrace> trace;
  private final Duration patience;
  private final Map<LeadershipListener, Integer> listeners = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private int subscribed;

  private Election(
      Node node, Contract contract, Optional<LeadershipTrace> trace, Duration patience) {
    this.node = node;
    this.contract = contract;
    this.trace = trace;
    this.patience = patience;
    this.handover =
        node.replica()
            .map(
                replica ->
                    new Handover(
                        node.config().id(),
                        contract,
                        replica.host(),
                        node.config().usualDelay(),
                        patience));
    handover.ifPresent(this::leavesBy);
    this.membership =
        node.replica()
            .map(replica -> new Membership(contract, replica.host(), node.config().usualDelay()));
  }

  /** From now on; and at once, if a token was over before there was anybody to say it to. */
  private void leavesBy(Handover way) {
    contract.stepDownBy(way::leave);
    if (contract.standing().role() == Role.LEADER && contract.epoch().isEmpty()) {
      way.leave(contract.standing().epoch());
    }
  }

  /** Raft: the only one with leases, hand-over and elections that spare a leader who is well. */
  public static ElectionBuilder raft() {
    return new ElectionBuilder("raft");
  }

  /** Bully that asks a majority before it leads; no leases, see above. */
  public static ElectionBuilder quorumBully() {
    return new ElectionBuilder("quorum-bully");
  }

  /** Ring that asks a majority before it leads; no leases, see above. */
  public static ElectionBuilder quorumRing() {
    return new ElectionBuilder("quorum-ring");
  }

  static Election start(
      NodeConfig config,
      List<ElectionBuilder.Listening> listening,
      Optional<Path> traceFile,
      Map<NodeId, Integer> priorities)
      throws IOException {
    Optional<Duration> lease =
        config.algorithm().equals("raft")
            ? Optional.of(Timings.raft(config.usualDelay()).lease())
            : Optional.empty();
    Optional<LeadershipTrace> trace =
        traceFile.isPresent()
            ? Optional.of(LeadershipTrace.begin(traceFile.get(), config.id(), lease.orElseThrow()))
            : Optional.empty();
    Contract contract = new Contract(config.id(), lease, trace);
    try {
      Node node = Node.start(config, contract);
      Duration patience = config.usualDelay().multipliedBy(2 * ELECTION);
      Election election = new Election(node, contract, trace, patience);
      election.addAll(listening);
      election.prefer(priorities);
      return election;
    } catch (IOException | RuntimeException e) {
      contract.close();
      if (trace.isPresent()) {
        trace.get().close();
      }
      throw e;
    }
  }

  private void addAll(List<ElectionBuilder.Listening> listening) throws IOException {
    try {
      listening.forEach(
          one -> addListener(one.listener(), one.executor().orElseGet(() -> ownThread(node))));
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  private void prefer(Map<NodeId, Integer> priorities) {
    if (priorities.isEmpty() || handover.isEmpty()) {
      return;
    }
    NodeId self = node.config().id();
    Preference preference =
        new Preference(
            self,
            priorities,
            contract,
            node.replica().orElseThrow().host(),
            handover.get(),
            patience.dividedBy(2));
    Thread thread = new Thread(preference, self + " preference");
    thread.setDaemon(true);
    thread.start();
  }

  /** A thread that ends when it has nothing to do. */
  private static Executor ownThread(Node node) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, node.config().id() + " listener");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** Whether this node's service may act, now; see {@link Leadership#isValid}. */
  public boolean isLeader() {
    return contract.token().isPresent();
  }

  /** The grant, if this node's service may act, now. */
  public Optional<Leadership> leadership() {
    OptionalInt token = contract.token();
    return token.isPresent()
        ? Optional.of(new Leadership(contract, token.getAsInt()))
        : Optional.empty();
  }

  /**
   * Waits until this node is granted leadership.
   *
   * @throws ElectionStoppedException if the node was closed or has failed
   */
  public Leadership awaitLeadership() throws InterruptedException {
    while (true) {
      Optional<Leadership> granted = look(FOR_EVER);
      if (granted.isPresent()) {
        return granted.get();
      }
    }
  }

  /**
   * Waits until this node is granted leadership.
   *
   * @throws TimeoutException if it is not, for so long
   * @throws ElectionStoppedException if the node was closed or has failed
   */
  public Leadership awaitLeadership(Duration timeout)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    Optional<Leadership> granted = look(timeout);
    while (granted.isEmpty()) { // It may be over before it was looked at.
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new TimeoutException(
            "no leadership in " + TimeUnit.MILLISECONDS.convert(timeout) + " ms");
      }
      granted = look(Duration.ofNanos(left));
    }
    return granted.get();
  }

  private Optional<Leadership> look(Duration timeout) throws InterruptedException {
    contract.await(() -> contract.granted() || contract.ended().isPresent(), timeout);
    if (contract.ended().isPresent()) {
      throw new ElectionStoppedException(contract.ended().get());
    }
    return leadership();
  }

  /**
   * Gives leadership up: the token is over when this returns; then another node is asked to lead.
   * This one may be elected again, with a greater token. Nothing happens if it does not lead.
   *
   * @throws IllegalStateException if the algorithm elects by identity, and cannot do without it
   */
  public void resign() {
    handover();
    contract.hand(new GrantsInput.Resign());
  }

  /**
   * Hands leadership over. While the successor catches up, this node answers that it does not lead;
   * if it fails then (it is down, or too slow), this node leads as before, with the same token.
   * Once the successor was asked to stand, the token is over: if the successor does not make it,
   * others are asked.
   *
   * @param to such as {@code n2}
   * @return whether the successor leads, as far as this node knows
   * @throws LeadershipLostException if this node does not lead
   * @throws ConfigException if there is no such node, or it is this one
   * @throws IllegalStateException if the algorithm elects by identity
   */
  public boolean transferTo(String to) throws InterruptedException {
    Handover way = handover();
    NodeId successor = peer("transferTo", to);
    NodeId self = node.config().id();
    OptionalInt token = contract.token();
    if (token.isEmpty()) {
      throw new LeadershipLostException(self + " does not lead");
    }
    if (successor.equals(self) || !membership.orElseThrow().votes(successor)) {
      throw new ConfigException("transferTo: " + to + " is none of the other voters");
    }
    return way.transfer(successor, token.getAsInt());
  }

  private Handover handover() {
    return handover.orElseThrow(
        () ->
            new IllegalStateException(
                node.config().algorithm() + " elects by identity: it cannot hand over"));
  }

  /** Who belongs to the cluster, as far as this node knows. */
  public Members members() {
    return membership
        .map(Membership::members)
        .orElseGet(() -> Members.of(node.config().beginning(), true));
  }

  /**
   * Lets a node learn, which is to know who leads, and not to vote: one that did not belong to the
   * cluster, or did vote. Only the leader can. A change that is under way is waited for.
   *
   * @param name of a peer
   * @param timeout for the change to be committed
   * @throws LeadershipLostException if this node does not lead, or not to the end of the change:
   *     {@link #members} of who leads now tells what came of it
   * @throws TimeoutException if the change was not committed in time; it may be yet
   * @throws ConfigException if there is no such peer
   * @throws IllegalStateException if fewer than two would vote, or the algorithm has no members
   */
  public void addLearner(String name, Duration timeout)
      throws InterruptedException, TimeoutException {
    membership().addLearner(peer("addLearner", name), timeout);
    resignUnlessVoter();
  }

  /**
   * Lets a node vote. One that did not belong to the cluster learns first; it votes only once it
   * answers and lacks nothing, so that it does not hold up the others.
   *
   * @throws TimeoutException if that did not come about in time: the node may learn by then, or
   *     vote
   * @see #addLearner for the rest
   */
  public void addVoter(String name, Duration timeout)
      throws InterruptedException, TimeoutException {
    membership().addVoter(peer("addVoter", name), timeout);
  }

  /**
   * Lets a node no longer belong to the cluster; a leader may remove itself, and resigns. Who is
   * removed hears no more of the election, and may not know why: close it.
   *
   * @see #addLearner for the rest
   */
  public void removeMember(String name, Duration timeout)
      throws InterruptedException, TimeoutException {
    membership().remove(peer("removeMember", name), timeout);
    resignUnlessVoter();
  }

  /** Raft would notice by itself that it leads and has no vote, but not at once. */
  private void resignUnlessVoter() {
    if (!membership().votes(node.config().id())) {
      resign();
    }
  }

  private Membership membership() {
    return membership.orElseThrow(
        () ->
            new IllegalStateException(
                node.config().algorithm() + " has no changes of membership; only raft has"));
  }

  private NodeId peer(String setting, String name) {
    NodeId peer = ElectionBuilder.node(setting, name);
    if (!node.config().peers().containsKey(peer)) {
      throw new ConfigException(setting + ": " + name + " is not among the peers");
    }
    return peer;
  }

  /** A listener comes, which is told on a thread of its own; at once, if this node leads. */
  public void addListener(LeadershipListener listener) {
    addListener(listener, ownThread(node));
  }

  /**
   * A listener comes, which is told on this executor; at once, if this node leads. One that blocks
   * or throws holds up no other, and not the election, unless it runs in the caller's thread.
   *
   * @throws IllegalStateException if it is there already, or is the 17th of a node whose leadership
   *     is traced
   */
  public synchronized void addListener(LeadershipListener listener, Executor executor) {
    if (listeners.containsKey(listener)) {
      throw new IllegalStateException("the listener is there already");
    }
    if (trace.isPresent() && subscribed == LeadershipTrace.MAX_LISTENERS) {
      throw new IllegalStateException(
          "a trace of leadership has " + LeadershipTrace.MAX_LISTENERS + " listeners at most");
    }
    subscribed++;
    listeners.put(listener, contract.subscribe(listener, executor));
  }

  /** A listener goes, and is told nothing more; a callback that runs goes on. */
  public synchronized void removeListener(LeadershipListener listener) {
    Integer number = listeners.remove(listener);
    if (number != null) {
      contract.unsubscribe(number);
    }
  }

  /** Where this node stands now. */
  public ElectionStatus status() {
    var standing = node.host().standing();
    return new ElectionStatus(
        node.config().id().toString(),
        standing.role(),
        standing.epoch(),
        standing.leader().map(NodeId::toString),
        contract.token());
  }

  Node node() {
    return node;
  }

  /**
   * Gives leadership up, and hands it over, if it can; waits until listeners were told; and stops.
   * For the first two it waits for the longest time that two elections take, and no longer.
   */
  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      OptionalInt epoch = contract.epoch();
      if (handover.isPresent() && epoch.isPresent()) {
        resign();
        contract.await(
            () -> contract.hasSuccessor(epoch.getAsInt()) || contract.ended().isPresent(),
            patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    node.close();
    try {
      contract.await(contract::allTold, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    contract.close();
    if (trace.isPresent()) {
      trace.get().close();
    }
  }
}
