package org.scrutin.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scrutin.protocol.bully.Bully;
import org.scrutin.protocol.bully.BullyDurable;
import org.scrutin.protocol.changroberts.ChangRoberts;
import org.scrutin.protocol.changroberts.ChangRobertsDurable;
import org.scrutin.protocol.election.Timing;
import org.scrutin.protocol.quorumbully.QuorumBully;
import org.scrutin.protocol.quorumbully.QuorumBullyDurable;
import org.scrutin.protocol.quorumring.QuorumRing;
import org.scrutin.protocol.quorumring.QuorumRingDurable;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftTiming;
import org.scrutin.protocol.ring.Ring;
import org.scrutin.protocol.ring.RingDurable;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.storage.RaftFormat;
import org.scrutin.storage.WholeRecordFormat;

/** The algorithms that Scrutin has. */
public final class Algorithms {

  public static final Algorithm BULLY =
      new Algorithm(
          "bully",
          "Bully",
          "bully/Bully",
          false,
          false,
          false,
          (self, ring, weather) -> new Bully(self, ring, timing(ring, weather)),
          new WholeRecordFormat<>(new BullyDurable(0)),
          Optional.empty());

  public static final Algorithm RING =
      new Algorithm(
          "ring",
          "Ring",
          "ring/Ring",
          false,
          true,
          true,
          (self, ring, weather) -> new Ring(self, ring, timing(ring, weather)),
          new WholeRecordFormat<>(new RingDurable(0)),
          Optional.empty());

  public static final Algorithm CHANG_ROBERTS =
      new Algorithm(
          "chang-roberts",
          "Chang-Roberts",
          "ring/ChangRoberts",
          false,
          true,
          true,
          (self, ring, weather) -> new ChangRoberts(self, ring, timing(ring, weather)),
          new WholeRecordFormat<>(new ChangRobertsDurable(0)),
          Optional.empty());

  public static final Algorithm QUORUM_BULLY =
      new Algorithm(
          "quorum-bully",
          "Quorum-guarded Bully",
          "bully/QuorumBully",
          true,
          false,
          false,
          (self, ring, weather) -> new QuorumBully(self, ring, patient(ring, weather)),
          new WholeRecordFormat<>(new QuorumBullyDurable(0, Optional.empty())),
          Optional.empty());

  public static final Algorithm QUORUM_RING =
      new Algorithm(
          "quorum-ring",
          "Quorum-guarded Ring",
          "ring/QuorumRing",
          true,
          true,
          false,
          (self, ring, weather) -> new QuorumRing(self, ring, patient(ring, weather)),
          new WholeRecordFormat<>(new QuorumRingDurable(0, Optional.empty())),
          Optional.empty());

  public static final Algorithm RAFT =
      new Algorithm(
          "raft",
          "Raft",
          "raft/Raft",
          true,
          false,
          false,
          (self, ring, weather) ->
              new Raft(
                  self, ring, RaftOptions.whole(RaftTiming.patient(micros(weather.maxDelay())))),
          new RaftFormat(),
          Optional.of(Command::new));

  private static final List<Algorithm> ALL =
      List.of(BULLY, RING, CHANG_ROBERTS, QUORUM_BULLY, QUORUM_RING, RAFT);

  private Algorithms() {}

  /** All of them. */
  public static List<Algorithm> all() {
    return ALL;
  }

  /** Those that elect a leader, and that is all: every message of theirs is one of an election. */
  public static List<Algorithm> electing() {
    return ALL.stream().filter(algorithm -> algorithm.commands().isEmpty()).toList();
  }

  /** The algorithm of this name. */
  public static Optional<Algorithm> named(String name) {
    return ALL.stream().filter(algorithm -> algorithm.name().equals(name)).findFirst();
  }

  /** Their names, for messages. */
  public static String names() {
    return ALL.stream().map(Algorithm::name).collect(Collectors.joining(", "));
  }

  /** The textbook algorithms believe in their time-outs, whether they may or not. */
  private static Timing timing(List<?> ring, Weather weather) {
    return Timing.synchronous(micros(weather.maxDelay()), ring.size());
  }

  private static Timing patient(List<?> ring, Weather weather) {
    return Timing.asynchronous(micros(weather.maxDelay()), ring.size());
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
