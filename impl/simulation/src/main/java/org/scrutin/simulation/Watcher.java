package org.scrutin.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.detector.FailureDetector;
import org.scrutin.protocol.detector.PhiAccrualDetector;
import org.scrutin.protocol.detector.TimeoutDetector;
import org.scrutin.simulation.weather.Weather;

/**
 * The failure detection of one node: it pings each watched peer once a period, and suspects one of
 * which it has not heard for too long. Pings are the host's affair: they are neither messages of
 * the protocol nor in the trace, but suffer the same links.
 *
 * <p>Whether a ping is answered, and when, is decided when it reaches a node that is awake, which
 * is at once. The detector is told in advance when nobody asks it before the answer comes: so most
 * pings need no event in the queue, and there are far more pings than steps of the protocol.
 */
final class Watcher {

  private static final double PHI = 8;

  private final Host<?, ?, ?> host;
  private final Simulation<?, ?, ?> simulation;
  private final List<Peer> watched = new ArrayList<>();
  private Set<NodeId> suspected = Set.of();
  private Tick ticking;
  private long nextTick;

  /** A peer that is watched. */
  private static final class Peer {
    private final NodeId id;
    private final Host<?, ?, ?> host;
    private final FailureDetector detector;
    private boolean suspected;

    Peer(NodeId id, Host<?, ?, ?> host, FailureDetector detector) {
      this.id = id;
      this.host = host;
      this.detector = detector;
    }
  }

  Watcher(Host<?, ?, ?> host, Simulation<?, ?, ?> simulation) {
    this.host = host;
    this.simulation = simulation;
  }

  /** The peers that are suspected at this moment. */
  Set<NodeId> suspected() {
    return suspected;
  }

  void watch(Set<NodeId> peers) {
    watched.removeIf(peer -> !peers.contains(peer.id));
    for (NodeId id : peers) {
      if (!watches(id)) {
        watched.add(new Peer(id, simulation.hosts().get(id.value() - 1), detector()));
      }
    }
    // The order of a set differs from one JVM to the next, and each peer draws random numbers.
    watched.sort(Comparator.comparing(peer -> peer.id));
    if (!suspected.isEmpty()) {
      suspicionsChanged();
    }
    if (ticking == null && !watched.isEmpty()) {
      ticking = new Tick();
      ticking.after(1);
    }
  }

  private boolean watches(NodeId id) {
    for (Peer peer : watched) {
      if (peer.id.equals(id)) {
        return true;
      }
    }
    return false;
  }

  void stop() {
    watched.clear();
    suspected = Set.of();
    ticking = null;
  }

  private FailureDetector detector() {
    Weather weather = simulation.weather();
    long now = host.localTime(simulation.now());
    return weather.phiAccrual()
        ? new PhiAccrualDetector(PHI, weather.pingPeriod(), weather.pingPeriod() / 8, now)
        : new TimeoutDetector(weather.suspectAfter(), now);
  }

  private void suspectTheSilent() {
    long now = host.localTime(simulation.now());
    for (Peer peer : watched) {
      if (!peer.suspected && peer.detector.suspects(now)) {
        peer.suspected = true;
        suspicionsChanged();
        simulation.tally().suspected(peer.host);
      }
    }
  }

  private void suspicionsChanged() {
    SortedSet<NodeId> now = new TreeSet<>();
    for (Peer peer : watched) {
      if (peer.suspected) {
        now.add(peer.id);
      }
    }
    suspected = now.isEmpty() ? Set.of() : now;
  }

  private void pingAll() {
    for (Peer peer : watched) {
      if (peer.host.isPaused()) {
        simulation.queue().add(peer.host.pausedUntil(), new Ping(peer));
      } else {
        ping(peer);
      }
    }
  }

  private void ping(Peer peer) {
    simulation.tally().pinged();
    Links<?> links = simulation.links();
    int number = peer.host.number();
    if (peer.host.isUp()
        && links.carriesPing(host.number(), number)
        && links.carriesPing(number, host.number())) {
      long arrival = simulation.now() + links.delay() + links.delay();
      if (peer.suspected || arrival >= nextTick) {
        simulation.queue().add(arrival, new Answer(peer));
      } else {
        peer.detector.heard(host.localTime(arrival));
      }
    }
  }

  private void heard(Peer peer) {
    peer.detector.heard(host.localTime(simulation.now()));
    if (peer.suspected) {
      peer.suspected = false;
      suspicionsChanged();
    }
  }

  private void tellOfTheLeader() {
    NodeId leader = host.state().leader().orElse(null);
    if (leader != null && suspected.contains(leader)) {
      host.handle(new Input.Suspect<>(leader));
    }
  }

  /** The node looks who has been silent, and pings again. */
  private final class Tick extends EventQueue.Event {

    void after(long micros) {
      nextTick = simulation.now() + micros;
      simulation.queue().add(nextTick, this);
    }

    @Override
    void run() {
      if (ticking != this) {
        return;
      }
      if (host.isPaused()) {
        simulation.queue().postpone(host.pausedUntil(), this);
        return;
      }
      if (watched.isEmpty()) {
        ticking = null;
        return;
      }
      suspectTheSilent();
      after(host.worldTime(simulation.weather().pingPeriod()));
      pingAll();
      tellOfTheLeader();
    }
  }

  /** A ping that reached a peer which was paused. */
  private final class Ping extends EventQueue.Event {
    private final Peer peer;

    Ping(Peer peer) {
      this.peer = peer;
    }

    @Override
    void run() {
      if (peer.host.isPaused()) {
        simulation.queue().postpone(peer.host.pausedUntil(), this);
      } else {
        ping(peer);
      }
    }
  }

  /** An answer that somebody waits for. A peer that is no longer watched is told in vain. */
  private final class Answer extends EventQueue.Event {
    private final Peer peer;

    Answer(Peer peer) {
      this.peer = peer;
    }

    @Override
    void run() {
      if (host.isPaused()) {
        simulation.queue().postpone(host.pausedUntil(), this);
      } else {
        heard(peer);
      }
    }
  }
}
