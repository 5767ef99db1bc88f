package org.scrutin.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.simulation.detector.FailureDetector;
import org.scrutin.simulation.detector.PhiAccrualDetector;
import org.scrutin.simulation.detector.TimeoutDetector;
import org.scrutin.simulation.weather.Weather;

/**
 * The failure detection of one node: it pings each watched peer once a period, and suspects one of
 * which it has not heard for too long. Pings are the host's affair: they are neither messages of
 * the protocol nor in the trace, but suffer the same links.
 */
final class Watcher {

  private static final double PHI = 8;

  private final Host<?, ?, ?> host;
  private final Simulation<?, ?, ?> simulation;
  private final SortedMap<NodeId, FailureDetector> watched = new TreeMap<>();
  private SortedSet<NodeId> suspected = Collections.emptySortedSet();
  private Tick ticking;

  Watcher(Host<?, ?, ?> host, Simulation<?, ?, ?> simulation) {
    this.host = host;
    this.simulation = simulation;
  }

  /** The peers that are suspected at this moment. */
  Set<NodeId> suspected() {
    return suspected;
  }

  void watch(Set<NodeId> peers) {
    watched.keySet().retainAll(peers);
    for (NodeId peer : peers) {
      if (!watched.containsKey(peer)) {
        watched.put(peer, detector());
      }
    }
    if (!suspected.isEmpty()) {
      SortedSet<NodeId> kept = new TreeSet<>(suspected);
      kept.retainAll(peers);
      suspected = kept;
    }
    if (ticking == null && !watched.isEmpty()) {
      ticking = new Tick();
      simulation.queue().add(simulation.now() + 1, ticking);
    }
  }

  void stop() {
    watched.clear();
    suspected = Collections.emptySortedSet();
    ticking = null;
  }

  private FailureDetector detector() {
    Weather weather = simulation.weather();
    return weather.phiAccrual()
        ? new PhiAccrualDetector(
            PHI, weather.pingPeriod(), weather.pingPeriod() / 8, host.localTime())
        : new TimeoutDetector(weather.suspectAfter(), host.localTime());
  }

  private void heard(NodeId peer) {
    FailureDetector detector = watched.get(peer);
    if (detector != null) {
      detector.heard(host.localTime());
      if (suspected.contains(peer)) {
        SortedSet<NodeId> fewer = new TreeSet<>(suspected);
        fewer.remove(peer);
        suspected = fewer;
      }
    }
  }

  private void suspectTheSilent() {
    long now = host.localTime();
    for (NodeId peer : watched.keySet()) {
      if (!suspected.contains(peer) && watched.get(peer).suspects(now)) {
        SortedSet<NodeId> more = new TreeSet<>(suspected);
        more.add(peer);
        suspected = more;
        simulation.tally().suspected(simulation.hosts().get(peer.value() - 1));
      }
    }
  }

  private void pingAll() {
    List<NodeId> peers = new ArrayList<>(watched.keySet());
    for (NodeId peer : peers) {
      Host<?, ?, ?> other = simulation.hosts().get(peer.value() - 1);
      if (simulation.links().carriesPing(host.number(), other.number())) {
        simulation.queue().add(simulation.links().pingArrival(), new Ping(other, peer));
      }
    }
  }

  private void tellOfTheLeader() {
    NodeId leader = host.state().leader().orElse(null);
    if (leader != null && suspected.contains(leader)) {
      host.handle(new Input.Suspect<>(leader));
    }
  }

  private final class Tick extends EventQueue.Event {
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
      pingAll();
      simulation
          .queue()
          .add(simulation.now() + host.worldTime(simulation.weather().pingPeriod()), this);
      tellOfTheLeader();
    }
  }

  private final class Ping extends EventQueue.Event {
    private final Host<?, ?, ?> other;
    private final NodeId peer;

    Ping(Host<?, ?, ?> other, NodeId peer) {
      this.other = other;
      this.peer = peer;
    }

    @Override
    void run() {
      if (other.isPaused()) {
        simulation.queue().postpone(other.pausedUntil(), this);
      } else if (other.isUp() && simulation.links().carriesPing(other.number(), host.number())) {
        simulation.queue().add(simulation.links().pingArrival(), new Answer(peer, host.life()));
      }
    }
  }

  private final class Answer extends EventQueue.Event {
    private final NodeId peer;
    private final int life;

    Answer(NodeId peer, int life) {
      this.peer = peer;
      this.life = life;
    }

    @Override
    void run() {
      if (host.isUp() && host.life() == life) {
        if (host.isPaused()) {
          simulation.queue().postpone(host.pausedUntil(), this);
        } else {
          heard(peer);
        }
      }
    }
  }
}
