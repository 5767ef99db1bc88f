package org.scrutin.node.host;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.detector.FailureDetector;

/**
 * The failure detection of one node: asks each watched peer for a sign of life once a period, and
 * suspects one of which it has not heard for too long. A node that was paused, or had no processor,
 * has heard of nobody meanwhile: that says nothing of the others, so their silence counts anew. Of
 * the thread of the protocol.
 */
final class PeerWatch {

  private final Detection detection;
  private final SortedMap<NodeId, FailureDetector> watched = new TreeMap<>();
  private SortedSet<NodeId> suspected = Collections.emptySortedSet();
  private Optional<Long> nextTick = Optional.empty();

  PeerWatch(Detection detection) {
    this.detection = detection;
  }

  /** The peers that are suspected at this moment. */
  SortedSet<NodeId> suspected() {
    return suspected;
  }

  Set<NodeId> watched() {
    return watched.keySet();
  }

  /**
   * Notices a pause, by a tick that is overdue; before any other look at who is suspected. If each
   * tick were so late, nobody would ever be suspected: such a node serves nobody anyway.
   */
  void awake(long now) {
    if (nextTick.isPresent() && now - nextTick.get() > detection.pause().toNanos()) {
      watched.replaceAll((peer, old) -> detection.detector(now));
      suspected = Collections.emptySortedSet();
      nextTick = Optional.of(now);
    }
  }

  void watch(Set<NodeId> peers, long now) {
    watched.keySet().retainAll(peers);
    peers.forEach(peer -> watched.computeIfAbsent(peer, one -> detection.detector(now)));
    look(now);
    if (watched.isEmpty()) {
      nextTick = Optional.empty();
    } else if (nextTick.isEmpty()) {
      nextTick = Optional.of(now);
    }
  }

  void heard(NodeId peer, long now) {
    FailureDetector detector = watched.get(peer);
    if (detector != null) {
      detector.heard(now / 1_000);
      if (suspected.contains(peer)) {
        look(now);
      }
    }
  }

  /** When it wants to be asked again. */
  Optional<Long> nextTick() {
    return nextTick;
  }

  /** Looks who has been silent, at a tick. */
  void tick(long now) {
    look(now);
    nextTick = Optional.of(now + detection.pingPeriod().toNanos());
  }

  private void look(long now) {
    awake(now);
    SortedSet<NodeId> silent = new TreeSet<>();
    watched.forEach(
        (peer, detector) -> {
          if (detector.suspects(now / 1_000)) {
            silent.add(peer);
          }
        });
    suspected = Collections.unmodifiableSortedSet(silent);
  }
}
