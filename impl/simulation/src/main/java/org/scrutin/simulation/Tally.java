package org.scrutin.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.protocol.Message;
import org.scrutin.simulation.weather.Disturbance;

/** Counts what happens in a run. */
final class Tally {

  private final Simulation<?, ?, ?> simulation;
  private final Map<Class<?>, long[]> sentByType = new HashMap<>();
  private final SortedMap<String, Integer> faults = new TreeMap<>();
  private final List<Long> timesToElect = new ArrayList<>();
  private long sent;
  private long pings;
  private long lost;
  private long duplicated;
  private long rerouted;
  private long delivered;
  private int refusedToStart;
  private int elections;
  private int suspicions;
  private int falseSuspicions;
  private int splitBrains;
  private long longestSplitBrain;
  private boolean twoLeadersOfOneEpoch;
  private long leaderlessSince;
  private boolean stable;
  private long splitSince = -1;

  Tally(Simulation<?, ?, ?> simulation) {
    this.simulation = simulation;
  }

  void sent(Message message) {
    sent++;
    long[] count = sentByType.get(message.getClass());
    if (count == null) {
      count = new long[1];
      sentByType.put(message.getClass(), count);
    }
    count[0]++;
  }

  void delivered() {
    delivered++;
  }

  void pinged() {
    pings++;
  }

  void lost() {
    lost++;
  }

  void duplicated() {
    duplicated++;
  }

  void refusedToStart() {
    refusedToStart++;
  }

  void rerouted() {
    rerouted++;
  }

  void elected() {
    elections++;
  }

  void suspected(Host<?, ?, ?> peer) {
    suspicions++;
    if (peer.isUp() && !peer.isPaused()) {
      falseSuspicions++;
    }
  }

  void tookEffect(Disturbance disturbance) {
    faults.merge(disturbance.getClass().getSimpleName(), 1, Integer::sum);
  }

  /** Some node's leader, or who is up, has changed. */
  void leadershipChanged() {
    countSplitBrains();
    boolean stableNow = isStable();
    if (stableNow && !stable) {
      timesToElect.add(simulation.now() - leaderlessSince);
    } else if (!stableNow && stable) {
      leaderlessSince = simulation.now();
    }
    stable = stableNow;
  }

  boolean stable() {
    return stable;
  }

  private void countSplitBrains() {
    int leaders = 0;
    for (Host<?, ?, ?> host : simulation.hosts()) {
      if (host.leads()) {
        leaders++;
        twoLeadersOfOneEpoch |= anotherLeads(host);
      }
    }
    if (leaders > 1 && splitSince < 0) {
      splitBrains++;
      splitSince = simulation.now();
    } else if (leaders <= 1 && splitSince >= 0) {
      longestSplitBrain = Math.max(longestSplitBrain, simulation.now() - splitSince);
      splitSince = -1;
    }
  }

  private boolean anotherLeads(Host<?, ?, ?> host) {
    for (Host<?, ?, ?> other : simulation.hosts()) {
      if (other != host && other.leads() && other.state().epoch() == host.state().epoch()) {
        return true;
      }
    }
    return false;
  }

  private boolean isStable() {
    Host<?, ?, ?> leader = null;
    for (Host<?, ?, ?> host : simulation.hosts()) {
      if (host.leads()) {
        leader = host;
      }
    }
    if (leader == null) {
      return false;
    }
    for (Host<?, ?, ?> host : simulation.hosts()) {
      if (host.isUp()
          && (host.state().leader().isEmpty()
              || host.state().leader().get().value() != leader.number()
              || host.state().epoch() != leader.state().epoch())) {
        return false;
      }
    }
    return true;
  }

  RunReport report(long steps, long events) {
    SortedMap<String, Long> messages = new TreeMap<>();
    sentByType.forEach((type, count) -> messages.put(type.getSimpleName(), count[0]));
    if (splitSince >= 0) {
      longestSplitBrain = Math.max(longestSplitBrain, simulation.now() - splitSince);
    }
    return new RunReport(
        steps,
        events,
        pings,
        simulation.now(),
        sent,
        messages,
        lost,
        duplicated,
        rerouted,
        delivered,
        simulation.reads().answered(),
        simulation.reads().stale(),
        simulation.services().report(),
        simulation.services().calls(),
        elections,
        List.copyOf(timesToElect),
        suspicions,
        falseSuspicions,
        splitBrains,
        longestSplitBrain,
        twoLeadersOfOneEpoch,
        faults,
        refusedToStart,
        stable);
  }
}
