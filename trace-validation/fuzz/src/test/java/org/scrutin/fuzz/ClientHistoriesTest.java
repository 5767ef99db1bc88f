package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.scrutin.fuzz.faults.RaftFaults;
import org.scrutin.fuzz.faults.RaftLeaseFaults;
import org.scrutin.replay.Stats;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.RunReport;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;

/** What clients of simulated Raft see is linearizable, and what they see of a faulty one is not. */
class ClientHistoriesTest {

  private static final int SEEDS = 8;

  /** Until the first that shows a fault. */
  private static final int MANY = 60;

  private static final int STEPS = 10_000;

  /** One after the other is cut off, for so long that the others elect and write. */
  private static final Schedule CUT_OFF_IN_TURN =
      Schedule.parse(
          IntStream.rangeClosed(1, 20)
              .mapToObj(n -> "partition n" + (1 + n % 5) + " at " + n * 2000 + "ms for 1700ms")
              .collect(Collectors.joining("; ")));

  private static RunReport run(Algorithm algorithm, Weather weather, long seed) {
    return run(algorithm, weather, Optional.empty(), seed);
  }

  private static RunReport run(
      Algorithm algorithm, Weather weather, Optional<Schedule> schedule, long seed) {
    return new Run(algorithm, Run.ring(5, 0), weather, schedule, seed, STEPS).simulate();
  }

  @Test
  void whateverBefallsItRaftShowsItsClientsOneTruth() {
    Weather weather = Weather.rough(Fault.all());
    List<RunReport> runs =
        LongStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> run(Algorithms.RAFT, weather, seed))
            .toList();
    assertThat(runs)
        .allSatisfy(r -> assertThat(ClientHistories.check(r.calls()).broken()).isEmpty());
    for (String service : List.of("register", "map", "lock")) {
      assertThat(
              runs.stream()
                  .map(r -> ClientHistories.of(r.calls()).get(service))
                  .mapToInt(h -> h == null ? 0 : h.size())
                  .sum())
          .as(service)
          .isGreaterThan(100);
    }
  }

  /** The first thing that clients of a service of a faulty Raft see, and cannot. */
  private static String seen(Algorithm faulty, String service) {
    Weather weather = Weather.rough(Set.of(Fault.CRASH, Fault.LOSS, Fault.PARTITION));
    return LongStream.rangeClosed(1, MANY)
        .mapToObj(seed -> ClientHistories.check(run(faulty, weather, seed).calls()).broken())
        .flatMap(Optional::stream)
        .filter(broken -> broken.contains("the clients' " + service + " is not linearizable"))
        .findFirst()
        .orElse("all is well");
  }

  @Test
  void whatServersDoNotAgreeOnIsSeenByClientsAsAStaleRead() {
    assertThat(seen(RaftFaults.commitsWhatMayNotMatch(), "register"))
        .contains("the clients' register is not linearizable: process ")
        .contains("read -> ");
  }

  private static RunReport cutOff(long seed) {
    return run(
        RaftLeaseFaults.readsWhileOthersLead(),
        Weather.rough(Set.of()),
        Optional.of(CUT_OFF_IN_TURN),
        seed);
  }

  /**
   * By far not each read that misses an entry: the entry has to be a write, of the register, and
   * acknowledged before.
   */
  @Test
  void aLeaderThatReadsWhileOthersLeadIsSeenByClients() {
    assertThat(
            LongStream.rangeClosed(1, MANY)
                .mapToObj(ClientHistoriesTest::cutOff)
                .map(run -> ClientHistories.check(run.calls()).broken())
                .flatMap(Optional::stream)
                .findFirst())
        .hasValueSatisfying(
            broken ->
                assertThat(broken)
                    .contains("the clients' register is not linearizable: process ")
                    .contains("read -> "));
  }

  @Test
  void writesThatAreLostAreSeenByClients() {
    assertThat(seen(RaftFaults.commitsOldTermsByCounting(), "register"))
        .contains("the clients' register is not linearizable: process ")
        .contains("cannot be placed");
  }

  @Test
  void aLockThatIsGrantedTwiceIsSeenByClients() {
    assertThat(seen(RaftFaults.commitsWhatMayNotMatch(), "lock"))
        .contains("the clients' lock is not linearizable: process ");
  }

  @Test
  void whatCannotBeDecidedMakesARunUndecided() {
    RunReport report = run(Algorithms.RAFT, Weather.rough(Fault.all()), 1);
    Verdict conforms = new Verdict.Conforms(Stats.empty(Optional.empty()));
    ClientHistories.Found unknown =
        new ClientHistories.Found(9, Optional.empty(), Optional.of("the time is over"));
    assertThat(Run.withClients(conforms, unknown))
        .isInstanceOfSatisfying(
            Verdict.Undecided.class,
            undecided -> assertThat(undecided.reason()).isEqualTo("the time is over"));
    ClientHistories.Found known = ClientHistories.check(report.calls());
    assertThat(known.operations()).isPositive();
    assertThat(Run.withClients(conforms, known)).isEqualTo(conforms);
  }

  @Test
  void theSameSeedMakesTheSameHistory() {
    Weather weather = Weather.rough(Fault.all());
    assertThat(run(Algorithms.RAFT, weather, 7).calls())
        .isEqualTo(run(Algorithms.RAFT, weather, 7).calls());
  }
}
