package org.scrutin.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.simulation.weather.Disturbance;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.storage.DurableFormat;
import org.scrutin.trace.TraceWriter;

/**
 * One run: cores, weather, schedule and seed decide everything. Not thread-safe; use it once.
 *
 * @param <S> the nodes' state
 * @param <M> the messages
 * @param <D> the durable part of the state
 */
public final class Simulation<S extends ElectionState, M extends Message, D extends Record> {

  private final Weather weather;
  private final Random random;
  private final Recorder recorder;
  private final EventQueue queue = new EventQueue();
  private final List<Host<S, M, D>> hosts = new ArrayList<>();
  private final Links<M> links;
  private final Tally tally;
  private final Reads reads = new Reads();
  private final Services services;
  private final List<Disturbance.Episode> episodes = new ArrayList<>();
  private int nextEpisode;
  private long now;
  private long steps;

  /**
   * @param cores the cores of the nodes 1, 2, 3, …, in this order
   * @param format how their durable states are written to a journal
   * @param returnsUndeliverable whether a message to a node that is down comes back to its sender
   * @param trace where the run is written down, if anywhere; the caller closes it
   */
  public Simulation(
      List<Protocol<S, M, D>> cores,
      DurableFormat<D> format,
      boolean returnsUndeliverable,
      Weather weather,
      Schedule schedule,
      Random random,
      Optional<TraceWriter> trace) {
    this.weather = weather;
    this.random = random;
    this.recorder = new Recorder(trace);
    this.tally = new Tally(this);
    this.services = new Services(cores.size(), random);
    this.links = new Links<>(this, cores.size(), returnsUndeliverable);
    for (Protocol<S, M, D> core : cores) {
      hosts.add(new Host<>(this, core, disk(format, weather, schedule)));
      if (core.self().value() != hosts.size()) {
        throw new IllegalArgumentException("the cores must be those of the nodes 1, 2, 3, …");
      }
    }
    for (Disturbance disturbance : schedule.disturbances()) {
      plan(disturbance);
    }
    episodes.sort(Comparator.comparingLong(Disturbance.Episode::at));
    expectNextEpisode();
  }

  /** Disks are what takes time in a run: whole journals only where something happens to them. */
  private static <D> Disk<D> disk(DurableFormat<D> format, Weather weather, Schedule schedule) {
    boolean damaged =
        weather.faults().contains(Fault.DISK)
            || schedule.disturbances().stream()
                .anyMatch(
                    one -> one instanceof Disturbance.Rot || one instanceof Disturbance.Misdirect);
    return damaged ? new JournalDisk<>(format) : Disk.perfect(format.blank());
  }

  /** A run of an algorithm. */
  public static Simulation<?, ?, ?> of(
      Algorithm algorithm,
      List<NodeId> ring,
      Weather weather,
      Schedule schedule,
      Random random,
      Optional<TraceWriter> trace) {
    if (weather.synchronous() && algorithm.quorumGuarded()) {
      // Its specification has no links that silently drop what is sent to a node that is down.
      throw new IllegalArgumentException(
          algorithm.name()
              + " is judged in an asynchronous network; use Algorithm.assumedWeather()");
    }
    List<Protocol<?, ?, ?>> cores =
        ring.stream()
            .sorted()
            .<Protocol<?, ?, ?>>map(node -> algorithm.cores().create(node, ring, weather))
            .toList();
    Simulation<?, ?, ?> simulation = typed(cores, algorithm, weather, schedule, random, trace);
    algorithm.commands().ifPresent(simulation::expectClients);
    return simulation;
  }

  private void expectClients(IntFunction<? extends Record> commands) {
    new Clients<>(this, commands).begin();
  }

  /** All cores of a run are made by one factory, and so of one type, which the format writes. */
  @SuppressWarnings("unchecked")
  private static <S extends ElectionState, M extends Message, D extends Record>
      Simulation<S, M, D> typed(
          List<Protocol<?, ?, ?>> cores,
          Algorithm algorithm,
          Weather weather,
          Schedule schedule,
          Random random,
          Optional<TraceWriter> trace) {
    List<Protocol<S, M, D>> same = new ArrayList<>();
    for (Protocol<?, ?, ?> core : cores) {
      same.add((Protocol<S, M, D>) core);
    }
    return new Simulation<>(
        same,
        (DurableFormat<D>) algorithm.format(),
        algorithm.returnsUndeliverable(),
        weather,
        schedule,
        random,
        trace);
  }

  /**
   * Runs until so many steps have been taken, or until that moment, whichever comes first.
   *
   * @param maxSteps at least 1
   * @param untilMicros microseconds of virtual time
   */
  public RunReport run(long maxSteps, long untilMicros) {
    long events = 0;
    hosts.forEach(Host::boot);
    while (!queue.isEmpty() && steps < maxSteps) {
      EventQueue.Event event = queue.poll();
      if (event.time() < now) {
        throw new AssertionError("time went back from " + now + " to " + event.time());
      }
      if (event.time() > untilMicros) {
        break;
      }
      now = event.time();
      event.run();
      events++;
    }
    return tally.report(steps, events);
  }

  long now() {
    return now;
  }

  Random random() {
    return random;
  }

  Weather weather() {
    return weather;
  }

  Recorder recorder() {
    return recorder;
  }

  EventQueue queue() {
    return queue;
  }

  Links<M> links() {
    return links;
  }

  Tally tally() {
    return tally;
  }

  Reads reads() {
    return reads;
  }

  Services services() {
    return services;
  }

  List<Host<S, M, D>> hosts() {
    return hosts;
  }

  void stepped(Host<S, M, D> host, S before) {
    steps++;
    S after = host.state();
    if (before.epoch() != after.epoch() || !before.leader().equals(after.leader())) {
      tally.leadershipChanged();
    }
  }

  /** Writes a step of the environment. */
  void recordFault(int at, String action, List<?> arguments, long clock, long message) {
    if (recorder.isOn()) {
      recorder.event(at, clock, now, action, arguments, Optional.empty(), message, List.of());
    }
  }

  private void plan(Disturbance disturbance) {
    if (weather.synchronous() && !(disturbance instanceof Disturbance.Crash)) {
      // Links would not be reliable, or failure detection not perfect.
      throw new IllegalArgumentException(
          "a synchronous network has crashes only, not '"
              + disturbance.story()
              + "'; choose an asynchronous one, with faults such as pause or loss");
    }
    if (disturbance instanceof Disturbance.Episode episode) {
      nodes(episode).forEach(this::check);
      episodes.add(episode);
    } else if (disturbance instanceof Disturbance.Drift drift) {
      check(drift.node());
      hosts.get(drift.node() - 1).drift(drift.rate());
      tally.tookEffect(drift);
    } else if (disturbance instanceof Disturbance.Lose lose) {
      links.expect(lose.message(), lose);
    } else if (disturbance instanceof Disturbance.Twice twice) {
      links.expect(twice.message(), twice);
    } else if (disturbance instanceof Disturbance.Delay delay) {
      links.expect(delay.message(), delay);
    } else {
      throw new AssertionError("no plan for " + disturbance);
    }
  }

  private static List<Integer> nodes(Disturbance.Episode episode) {
    if (episode instanceof Disturbance.Crash crash) {
      return List.of(crash.node());
    } else if (episode instanceof Disturbance.Pause pause) {
      return List.of(pause.node());
    } else if (episode instanceof Disturbance.Cut cut) {
      return List.of(cut.from(), cut.to());
    } else if (episode instanceof Disturbance.Rot rot) {
      return List.of(rot.node());
    } else if (episode instanceof Disturbance.Misdirect misdirect) {
      return List.of(misdirect.node());
    } else if (episode instanceof Disturbance.Partition partition) {
      return partition.group();
    }
    throw new AssertionError("no nodes of " + episode);
  }

  /** Only the next one is in the queue: a short queue is a fast one. */
  private void expectNextEpisode() {
    if (nextEpisode < episodes.size()) {
      Disturbance.Episode next = episodes.get(nextEpisode++);
      at(
          next.at(),
          () -> {
            expectNextEpisode();
            begin(next);
          });
    }
  }

  private void begin(Disturbance.Episode episode) {
    if (episode instanceof Disturbance.Crash crash) {
      crash(crash);
    } else if (episode instanceof Disturbance.Pause pause) {
      pause(pause);
    } else if (episode instanceof Disturbance.Cut cut) {
      cut(cut);
    } else if (episode instanceof Disturbance.Partition partition) {
      partition(partition);
    } else if (episode instanceof Disturbance.Rot rot) {
      damage(rot, journal(rot.node()).rot(random));
    } else if (episode instanceof Disturbance.Misdirect misdirect) {
      damage(misdirect, journal(misdirect.node()).misdirect(random));
    } else {
      throw new AssertionError("no beginning of " + episode);
    }
  }

  private JournalDisk<D> journal(int node) {
    return (JournalDisk<D>) hosts.get(node - 1).disk();
  }

  private void damage(Disturbance damage, boolean happened) {
    if (happened) {
      tally.tookEffect(damage);
    }
  }

  private void check(int node) {
    if (node < 1 || node > hosts.size()) {
      throw new IllegalArgumentException(
          "the schedule names n" + node + ", but there are n1 to n" + hosts.size());
    }
  }

  private void crash(Disturbance.Crash crash) {
    Host<S, M, D> host = hosts.get(crash.node() - 1);
    if (!host.isUp()) {
      return;
    }
    host.crash();
    tally.tookEffect(crash);
    tally.leadershipChanged();
    // In a synchronous weather it comes back when its last messages have arrived.
    long least = weather.synchronous() ? weather.maxDelay() + 1 : 0;
    at(now + Math.max(crash.downFor(), least), () -> restart(host));
  }

  /**
   * In a synchronous weather a node comes back only when the others have settled on a leader. Else
   * it could announce itself to a node whose time-out is about to tell it that nobody higher is up:
   * no time-out can be right about a node that has just come back.
   */
  private void restart(Host<S, M, D> host) {
    boolean alone = hosts.stream().noneMatch(Host::isUp);
    if (weather.synchronous() && !alone && !tally.stable()) {
      at(now + weather.maxDelay(), () -> restart(host));
      return;
    }
    if (!host.disk().opens()) {
      tally.refusedToStart();
      String why = journal(host.number()).damage().orElseThrow();
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("at", host.number());
      fields.put("time", now);
      fields.put("why", why);
      recorder.note("refusedToStart", fields);
      return;
    }
    links.returnAllTo(host.number());
    host.restart();
    tally.leadershipChanged();
  }

  private void pause(Disturbance.Pause pause) {
    Host<S, M, D> host = hosts.get(pause.node() - 1);
    if (host.isUp()) {
      host.pauseUntil(now + pause.duration());
      tally.tookEffect(pause);
      recorder.note("pause", fields("at", pause.node(), now + pause.duration()));
    }
  }

  private void cut(Disturbance.Cut cut) {
    links.cut(cut.from(), cut.to(), true);
    at(now + cut.duration(), () -> links.cut(cut.from(), cut.to(), false));
    tally.tookEffect(cut);
    Map<String, Object> fields = fields("from", cut.from(), now + cut.duration());
    fields.put("to", cut.to());
    recorder.note("cut", fields);
  }

  private void partition(Disturbance.Partition partition) {
    if (hosts.stream().allMatch(host -> partition.group().contains(host.number()))) {
      return;
    }
    separate(partition.group(), true);
    at(now + partition.duration(), () -> separate(partition.group(), false));
    tally.tookEffect(partition);
    recorder.note("partition", fields("group", partition.group(), now + partition.duration()));
  }

  private void separate(List<Integer> group, boolean apart) {
    for (int inside = 1; inside <= hosts.size(); inside++) {
      for (int outside = 1; outside <= hosts.size(); outside++) {
        if (group.contains(inside) && !group.contains(outside)) {
          links.cut(inside, outside, apart);
          links.cut(outside, inside, apart);
        }
      }
    }
  }

  private Map<String, Object> fields(String name, Object value, long until) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(name, value);
    fields.put("time", now);
    fields.put("until", until);
    return fields;
  }

  private void at(long time, Runnable what) {
    queue.add(
        time,
        new EventQueue.Event() {
          @Override
          void run() {
            what.run();
          }
        });
  }
}
