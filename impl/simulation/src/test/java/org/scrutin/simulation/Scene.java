package org.scrutin.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.Protocol;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.storage.WholeRecordFormat;
import org.scrutin.trace.TraceHeader;
import org.scrutin.trace.TraceWriter;

/** All of a run but its cores. Messages take 1 ms, pings are sent every 10 ms. */
record Scene(Weather weather, boolean returning, String schedule, long seed, int millis) {

  static final long DELAY = 1_000;
  static final long PING_PERIOD = 10_000;
  static final long SUSPECT_AFTER = 30_000;

  /** Reliable FIFO links. */
  static Scene synchronous() {
    return new Scene(weather(true, Set.of()), false, "", 7, 100);
  }

  /** A bag of messages, and random faults of these kinds. */
  static Scene asynchronous(Fault... faults) {
    return new Scene(weather(false, Set.of(faults)), false, "", 7, 100);
  }

  private static Weather weather(boolean synchronous, Set<Fault> faults) {
    return new Weather(synchronous, DELAY, DELAY, PING_PERIOD, SUSPECT_AFTER, false, faults);
  }

  /** Messages take from so many to so many microseconds. */
  Scene delays(long min, long max) {
    Weather other =
        new Weather(
            weather.synchronous(), min, max, PING_PERIOD, SUSPECT_AFTER, false, weather.faults());
    return new Scene(other, returning, schedule, seed, millis);
  }

  Scene withPhiAccrual() {
    return new Scene(weather.withPhiAccrual(), returning, schedule, seed, millis);
  }

  /** A message to a node that is down comes back to its sender. */
  Scene returningUndeliverable() {
    return new Scene(weather, true, schedule, seed, millis);
  }

  Scene befallenBy(String story) {
    return new Scene(weather, returning, story, seed, millis);
  }

  Scene seed(long other) {
    return new Scene(weather, returning, schedule, other, millis);
  }

  Scene lasting(int milliseconds) {
    return new Scene(weather, returning, schedule, seed, milliseconds);
  }

  <S extends ElectionState, M extends Message, D extends Record> Simulation<S, M, D> with(
      List<Protocol<S, M, D>> cores, Optional<TraceWriter> trace) {
    Protocol<S, M, D> any = cores.get(0);
    return new Simulation<>(
        cores,
        new WholeRecordFormat<>(any.durable(any.boot().state())),
        returning,
        weather,
        Schedule.parse(schedule),
        new Random(seed),
        trace);
  }

  /** Plays the scene to its end. */
  <S extends ElectionState, M extends Message, D extends Record> Played play(
      List<Protocol<S, M, D>> cores) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TraceHeader header =
        new TraceHeader("toy/Toy", "toy/Toy.cfg", Map.of(), "test", OptionalLong.of(seed));
    try {
      RunReport report;
      try (TraceWriter trace = TraceWriter.to(bytes, header)) {
        report = with(cores, Optional.of(trace)).run(Long.MAX_VALUE, millis * 1_000L);
      }
      return Played.of(report, bytes.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
