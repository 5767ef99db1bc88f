package org.scrutin.simulation.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scrutin.simulation.cost.TimeToElect.Timeouts;

/** The times to elect as a page for {@code docs/}, with a table and a plot. */
public final class TimeToElectReport {

  /** The ranges of the upper half of figure 16 of the paper. */
  public static final List<Timeouts> RANGES =
      List.of(
          new Timeouts(150, 150),
          new Timeouts(150, 151),
          new Timeouts(150, 155),
          new Timeouts(150, 175),
          new Timeouts(150, 200),
          new Timeouts(150, 300));

  /** Those in which a successor can be told from the others. */
  public static final List<Timeouts> RANDOM = RANGES.subList(2, RANGES.size());

  /** What else a message may take, in microseconds, at most. */
  private static final List<Integer> DELAYS = List.of(1_000, 2_000, 5_000, 10_000);

  private TimeToElectReport() {}

  /** Measures, and writes {@code time-to-elect.md} and its plot into the folder. */
  public static void write(Path docs) throws IOException {
    List<TimeToElect> plain = measured(Standing.PLAIN, RANGES);
    List<TimeToElect> preVote = measured(Standing.PRE_VOTE, RANGES);
    List<TimeToElect> successor = measured(Standing.SUCCESSOR, RANDOM);
    List<TimeToElect> hopeless = measured(Standing.HOPELESS_SUCCESSOR, RANDOM);
    Files.createDirectories(docs.resolve("images"));
    Files.writeString(docs.resolve("time-to-elect.md"), page(plain, preVote, successor, hopeless));
    Files.writeString(docs.resolve("images/time-to-elect.svg"), TimeToElectPlot.of(plain, preVote));
  }

  private static List<TimeToElect> measured(Standing standing, List<Timeouts> ranges) {
    List<TimeToElect> measured = new ArrayList<>();
    ranges.forEach(range -> measured.add(TimeToElect.of(range, standing)));
    return measured;
  }

  /** One line of a table. */
  public static String row(TimeToElect time) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %.1f %% | %.2f |",
        time.timeouts(),
        millis(time.millis(50)),
        millis(time.millis(90)),
        millis(time.millis(99)),
        millis(time.millis(100)),
        100.0 * time.splitTrials() / TimeToElect.TRIALS,
        (double) time.lostTerms() / TimeToElect.TRIALS);
  }

  private static String delay(int micros) {
    return String.format(Locale.ROOT, "%.1f–%.1f ms", micros / 2_000.0, micros / 1_000.0);
  }

  private static String millis(double millis) {
    return Double.isInfinite(millis) ? "> 10,000" : String.format(Locale.ROOT, "%,.0f", millis);
  }

  private static String page(
      List<TimeToElect> plain,
      List<TimeToElect> preVote,
      List<TimeToElect> successor,
      List<TimeToElect> hopeless) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # How long Raft is without a leader

        After its leader has crashed, in ms, by the range from which election timeouts are drawn; 1,000 simulated crashes for each
        line. Made by `./scrutin cost --after-crash`, the same figures each time; a test holds them.

        ![time from the crash to the next leader](images/time-to-elect.svg)

        ## Without PreVote

        """);
    table(page, plain);
    page.append("\n## With PreVote\n\n");
    table(page, preVote);
    page.append(
        """

        ## With PreVote and a successor

        As [nodes](node.md) do it: the voter that comes next after the leader, in the order of ids, waits only a short while once the
        shortest timeout is over, the others longer. If it can win:

        """);
    table(page, successor);
    page.append("\nIf it asks in vain, since its log is the shortest:\n\n");
    table(page, hopeless);
    page.append(
        """

        *Split votes*: the crashes after which at least one term had two candidates or more, and no leader. *Terms lost*: how many
        terms elected nobody, on average; also because nobody stood but servers whose logs are too short. With PreVote these do not
        stand, and their votes are left for those that can win: so a leader is found even where timeouts are all alike.

        ## How it was measured

        As the paper (Ongaro and Ousterhout, *In Search of an Understandable Consensus Algorithm*, extended version, section 9.3 and
        figure 16) says that it did: five servers; logs of different lengths, so that some cannot win (here: 2, 3, 4 and 5 entries on
        the four survivors, of which two can); the leader sends a heartbeat to all and crashes at a random moment of the heartbeat
        interval that then begins, which is half of the shortest timeout; time is counted from the crash until a server leads. What the
        paper does not say is chosen here: a message takes 5 to 10 ms, evenly distributed, for a broadcast and its answers to take
        the paper's "roughly 15 ms"; disks and processors take no time; clocks run alike; nobody waits longer than 10 s. The cores
        are those that everything else runs; only the host is made for this page. With PreVote, the timeout has two parts: the
        shortest timeout, after which a server no longer believes in its leader, and a random rest. A successor waits a twentieth to a
        tenth of the longest rest, the others at least a fifth of it.

        ## Beside the paper

        These of the paper's figures are in its text; it ran a C++ implementation on real machines.

        | timeouts | the paper | here, without PreVote |
        |---|---|---|
        """);
    TimeToElect none = plain.get(0);
    beside(
        page,
        none,
        "\"consistently\" longer than 10 s (100 trials)",
        String.format(
            Locale.ROOT,
            "longer than 10 s in %,d of %,d",
            TimeToElect.TRIALS - none.micros().size(),
            TimeToElect.TRIALS));
    TimeToElect five = plain.get(2);
    beside(page, five, "median 287 ms", "median " + millis(five.millis(50)) + " ms");
    TimeToElect fifty = plain.get(4);
    beside(
        page,
        fifty,
        "worst of 1,000 trials 513 ms",
        "worst of 1,000 trials " + millis(fifty.millis(100)) + " ms");
    page.append(
        """

        The shape is the paper's: without randomness no end, with a little of it a long tail, and soon none that matters. The
        milliseconds are not: how often votes are split depends on how long a request for a vote is under way, against how far
        timeouts are apart, and the paper says of that only how long a broadcast takes, disks included. The same crashes with
        timeouts of 150–155 ms, without PreVote, and other messages:

        | a message takes | median | 90 % | 99 % | max | split votes | terms lost |
        |---|---|---|---|---|---|---|
        """);
    for (int micros : DELAYS) {
      TimeToElect time = TimeToElect.of(RANGES.get(2), Standing.PLAIN, micros);
      page.append(row(time).replace(time.timeouts().toString(), delay(micros))).append('\n');
    }
    return page.toString();
  }

  private static void beside(StringBuilder page, TimeToElect time, String paper, String here) {
    page.append(String.format("| %s | %s | %s |%n", time.timeouts(), paper, here));
  }

  private static void table(StringBuilder page, List<TimeToElect> times) {
    page.append("| timeouts | median | 90 % | 99 % | max | split votes | terms lost |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    times.forEach(time -> page.append(row(time)).append('\n'));
  }
}
