package org.scrutin.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.storage.DurableFormat;
import org.scrutin.trace.TraceHeader;

/**
 * What the simulator has to know of an algorithm.
 *
 * @param name as the command calls it
 * @param title as people call it
 * @param spec the specification, a path without {@code .tla}
 * @param quorumGuarded whether it is made for an asynchronous network
 * @param onRing whether the nodes stand on a ring, whose order is a constant of the specification
 * @param returnsUndeliverable whether a message to a node that is down comes back to its sender
 * @param cores makes the core of a node
 * @param format how what survives a crash is written to a journal
 * @param commands makes the commands that clients propose, from their numbers; empty if the
 *     algorithm elects a leader and that is all
 */
public record Algorithm(
    String name,
    String title,
    String spec,
    boolean quorumGuarded,
    boolean onRing,
    boolean returnsUndeliverable,
    CoreFactory cores,
    DurableFormat<?> format,
    Optional<IntFunction<? extends Record>> commands) {

  /** Makes the core of one node. */
  public interface CoreFactory {

    /**
     * @param self which node
     * @param ring all nodes, in the order of the ring
     * @param weather what its time-outs have to suit
     */
    Protocol<?, ?, ?> create(NodeId self, List<NodeId> ring, Weather weather);
  }

  /** The weather that the algorithm is made for, with crashes. */
  public Weather assumedWeather() {
    return quorumGuarded ? Weather.rough(Set.of(Fault.CRASH)) : Weather.honest();
  }

  /** Whether runs in this weather are judged by the specification's synchronous model. */
  public boolean judgedSynchronous(Weather weather) {
    return weather.synchronous() && !quorumGuarded;
  }

  /** The first line of the trace of a run. */
  public TraceHeader header(List<NodeId> ring, Weather weather, long seed) {
    List<Integer> numbers = ring.stream().map(NodeId::value).toList();
    List<Integer> nodes = numbers.stream().sorted().toList();
    Map<String, Object> constants = new java.util.LinkedHashMap<>();
    constants.put("Node", nodes);
    if (onRing) {
      String order = numbers.toString();
      constants.put(
          "Order", new TraceHeader.Tla("<<" + order.substring(1, order.length() - 1) + ">>"));
    }
    String model = judgedSynchronous(weather) ? "_synchronous.cfg" : "_asynchronous.cfg";
    return new TraceHeader(
        spec, spec + model, constants, "simulation", java.util.OptionalLong.of(seed));
  }
}
