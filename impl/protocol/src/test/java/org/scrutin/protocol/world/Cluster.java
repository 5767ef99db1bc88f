package org.scrutin.protocol.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.protocol.world.Weather.Links;
import org.scrutin.protocol.world.World.Link;
import org.scrutin.protocol.world.World.Won;

/**
 * The nodes of a world, the weather that they are in, and all that can happen. It does what a host
 * owes to a core, and a time-out or suspicion happens only to a node that has asked for it.
 */
public final class Cluster<S extends ElectionState, M extends Message, D extends Record> {

  private final SortedMap<NodeId, Protocol<S, M, D>> cores = new TreeMap<>();
  private final Weather<S, M> weather;
  private final Limits limits;

  public Cluster(List<? extends Protocol<S, M, D>> cores, Weather<S, M> weather, Limits limits) {
    cores.forEach(core -> this.cores.put(core.self(), core));
    this.weather = weather;
    this.limits = limits;
  }

  /** All nodes in their first life: Init. */
  public World<S, M> boot() {
    SortedMap<NodeId, S> states = new TreeMap<>();
    SortedMap<NodeId, Armed> armed = new TreeMap<>();
    cores.forEach(
        (node, core) -> {
          states.put(node, core.boot().state());
          armed.put(node, Armed.NOTHING.after(core.boot().effects()));
        });
    return world(states, armed);
  }

  /** All nodes come back with what is on their disks. */
  public World<S, M> restart(Map<NodeId, D> disks) {
    SortedMap<NodeId, S> states = new TreeMap<>();
    SortedMap<NodeId, Armed> armed = new TreeMap<>();
    cores.forEach(
        (node, core) -> {
          Step<S, M> step = core.restart(disks.get(node));
          states.put(node, step.state());
          armed.put(node, Armed.NOTHING.after(step.effects()));
        });
    return world(states, armed);
  }

  private World<S, M> world(SortedMap<NodeId, S> states, SortedMap<NodeId, Armed> armed) {
    SortedSet<NodeId> up = new TreeSet<>(states.keySet());
    return new World<>(states, up, new TreeMap<>(), Set.of(), Set.of(), 0, 0, armed);
  }

  /** All that can happen next: what it is called, and what it leads to. */
  public Map<Action, World<S, M>> successors(World<S, M> world) {
    Map<Action, World<S, M>> successors = new LinkedHashMap<>();
    for (NodeId node : cores.keySet()) {
      if (world.isUp(node)) {
        timeOuts(world, node, successors);
        suspicions(world, node, successors);
        requests(world, node, successors);
        crash(world, node, successors);
      } else {
        restart(world, node, successors);
      }
    }
    for (M message : deliverable(world)) {
      receive(world, message, successors);
      if (weather.links() == Links.RETURNING && !world.isUp(message.to())) {
        giveBack(world, message, successors);
      }
    }
    successors.values().removeIf(next -> !withinLimits(next));
    return successors;
  }

  private boolean withinLimits(World<S, M> world) {
    return weather.within(world)
        && world.crashes() <= limits.crashes()
        && world.restarts() <= limits.restarts()
        && world.states().values().stream().allMatch(state -> state.epoch() <= limits.epoch());
  }

  private void timeOuts(World<S, M> world, NodeId node, Map<Action, World<S, M>> successors) {
    for (String timer : world.armed().get(node).timers()) {
      Input<M> fired = new Input.TimerFired<>(new Timer(timer));
      if (weather.mayTimeOut(world, node, timer)
          && cores.get(node).heeds(world.states().get(node), fired)) {
        Armed rest = world.armed().get(node).without(timer);
        step(world, node, fired, rest, Optional.empty(), successors);
      }
    }
  }

  private void suspicions(World<S, M> world, NodeId node, Map<Action, World<S, M>> successors) {
    for (NodeId peer : world.armed().get(node).watched()) {
      Input<M> suspect = new Input.Suspect<>(peer);
      if (weather.maySuspect(world, node, peer)
          && cores.get(node).heeds(world.states().get(node), suspect)) {
        step(world, node, suspect, world.armed().get(node), Optional.empty(), successors);
      }
    }
  }

  private void requests(World<S, M> world, NodeId node, Map<Action, World<S, M>> successors) {
    for (Input<M> request : weather.requests(world, node)) {
      if (cores.get(node).heeds(world.states().get(node), request)) {
        step(world, node, request, world.armed().get(node), Optional.empty(), successors);
      }
    }
  }

  private Set<M> deliverable(World<S, M> world) {
    Set<M> heads = new LinkedHashSet<>(world.sent());
    world.links().values().forEach(link -> heads.add(link.get(0)));
    return heads;
  }

  private void receive(World<S, M> world, M message, Map<Action, World<S, M>> successors) {
    NodeId node = message.to();
    if (world.isUp(node)) {
      Input<M> input = new Input.Receive<>(message);
      step(world, node, input, world.armed().get(node), Optional.of(message), successors);
    }
  }

  /** To a sender that is up; with one that is down the message is lost. */
  private void giveBack(World<S, M> world, M message, Map<Action, World<S, M>> successors) {
    NodeId sender = message.from();
    if (world.isUp(sender)) {
      Input<M> input = new Input.Undeliverable<>(message);
      step(world, sender, input, world.armed().get(sender), Optional.of(message), successors);
    } else {
      successors.put(
          Action.of("Lose", message),
          change(
              world,
              world.states(),
              world.up(),
              without(world.links(), message),
              world.sent(),
              world.armed()));
    }
  }

  private void step(
      World<S, M> world,
      NodeId node,
      Input<M> input,
      Armed armed,
      Optional<M> consumed,
      Map<Action, World<S, M>> successors) {
    for (Set<NodeId> suspected : weather.suspicions(world, node)) {
      Protocol<S, M, D> core = cores.get(node);
      S before = world.states().get(node);
      Step<S, M> step = core.step(before, input, suspected);
      core.assertInvariants(before, step.state());
      HostContract.check(core, before, step);
      if (successors.containsKey(step.action())) {
        continue; // The same action by another way: TLC has it once.
      }
      SortedMap<NodeId, S> states = new TreeMap<>(world.states());
      states.put(node, step.state());
      SortedMap<NodeId, Armed> allArmed = new TreeMap<>(world.armed());
      allArmed.put(node, armed.after(step.effects()));
      SortedMap<Link, List<M>> links =
          consumed.isPresent() ? without(world.links(), consumed.get()) : world.links();
      Set<M> sent = new LinkedHashSet<>(world.sent());
      for (Effect<M> effect : step.effects()) {
        if (effect instanceof Effect.Send<M> send) {
          M message = send.message();
          switch (weather.links()) {
            case ANYHOW -> sent.add(message);
            case RETURNING -> links = with(links, message);
            case BREAKING -> links = world.isUp(message.to()) ? with(links, message) : links;
          }
        }
      }
      successors.put(step.action(), change(world, states, world.up(), links, sent, allArmed));
    }
  }

  private void crash(World<S, M> world, NodeId node, Map<Action, World<S, M>> successors) {
    Protocol<S, M, D> core = cores.get(node);
    SortedMap<NodeId, S> states = new TreeMap<>(world.states());
    states.put(node, core.restart(core.durable(world.states().get(node))).state());
    SortedSet<NodeId> up = new TreeSet<>(world.up());
    up.remove(node);
    SortedMap<NodeId, Armed> armed = new TreeMap<>(world.armed());
    armed.put(node, Armed.NOTHING);
    SortedMap<Link, List<M>> links = new TreeMap<>(world.links());
    if (weather.links() == Links.BREAKING) {
      links.keySet().removeIf(link -> link.to().equals(node));
    }
    successors.put(Action.of("Crash", node), change(world, states, up, links, world.sent(), armed));
  }

  /** Where messages come back, a node does so only when nothing is on its way to it. */
  private void restart(World<S, M> world, NodeId node, Map<Action, World<S, M>> successors) {
    if (!weather.mayReturn(world, node)) {
      return;
    }
    if (weather.links() == Links.RETURNING
        && world.links().keySet().stream().anyMatch(link -> link.to().equals(node))) {
      return;
    }
    Protocol<S, M, D> core = cores.get(node);
    Step<S, M> step = core.restart(core.durable(world.states().get(node)));
    SortedMap<NodeId, S> states = new TreeMap<>(world.states());
    states.put(node, step.state());
    SortedSet<NodeId> up = new TreeSet<>(world.up());
    up.add(node);
    SortedMap<NodeId, Armed> armed = new TreeMap<>(world.armed());
    armed.put(node, Armed.NOTHING.after(step.effects()));
    successors.put(step.action(), change(world, states, up, world.links(), world.sent(), armed));
  }

  private World<S, M> change(
      World<S, M> world,
      SortedMap<NodeId, S> states,
      SortedSet<NodeId> up,
      SortedMap<Link, List<M>> links,
      Set<M> sent,
      SortedMap<NodeId, Armed> armed) {
    Set<Won> won = new LinkedHashSet<>(world.won());
    for (S state : states.values()) {
      state.leader().ifPresent(leader -> won.add(new Won(state.epoch(), leader)));
    }
    int crashes = world.crashes() + (up.size() < world.up().size() ? 1 : 0);
    int restarts = world.restarts() + (up.size() > world.up().size() ? 1 : 0);
    return new World<>(states, up, links, sent, won, crashes, restarts, armed);
  }

  private static <M extends Message> SortedMap<Link, List<M>> without(
      SortedMap<Link, List<M>> links, M message) {
    Link link = new Link(message.from(), message.to());
    if (!links.containsKey(link)) {
      return links;
    }
    SortedMap<Link, List<M>> rest = new TreeMap<>(links);
    List<M> queue = links.get(link);
    if (queue.size() == 1) {
      rest.remove(link);
    } else {
      rest.put(link, queue.subList(1, queue.size()));
    }
    return rest;
  }

  private static <M extends Message> SortedMap<Link, List<M>> with(
      SortedMap<Link, List<M>> links, M message) {
    SortedMap<Link, List<M>> all = new TreeMap<>(links);
    Link link = new Link(message.from(), message.to());
    List<M> queue = new ArrayList<>(links.getOrDefault(link, List.of()));
    queue.add(message);
    all.put(link, queue);
    return all;
  }
}
