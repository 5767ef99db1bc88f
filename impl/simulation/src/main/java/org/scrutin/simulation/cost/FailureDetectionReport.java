package org.scrutin.simulation.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scrutin.simulation.cost.FailureDetection.Network;
import org.scrutin.simulation.cost.FailureDetection.Rule;
import org.scrutin.simulation.weather.Weather;

/** The figures of failure detectors as a page for {@code docs/}. */
public final class FailureDetectionReport {

  /** Each kind of trouble alone, and together. */
  public static final List<Network> NETWORKS =
      List.of(
          new Network("nothing else", 0, 0, false),
          new Network("5 % of messages lost", Weather.LOSS, 0, false),
          new Network("5 % of messages late", 0, Weather.STRAGGLERS, false),
          new Network("pauses", 0, 0, true),
          new Network("all of these", Weather.LOSS, Weather.STRAGGLERS, true));

  /** Time-outs, and thresholds of phi accrual. */
  public static final List<Rule> RULES =
      Stream.<Rule>concat(
              IntStream.of(75, 120, 150, 200, 250, 300, 400).mapToObj(Rule.Timeout::new),
              DoubleStream.of(1, 2, 4, 8, 12, 16).mapToObj(Rule.Phi::new))
          .toList();

  private FailureDetectionReport() {}

  /** Measures, and writes {@code failure-detection.md} into the folder. */
  public static void write(Path docs) throws IOException {
    Files.createDirectories(docs);
    Files.writeString(docs.resolve("failure-detection.md"), page());
  }

  /** One line of a table. */
  public static String row(Rule rule, Network network) {
    FailureDetection figures = FailureDetection.of(rule, network);
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %,.1f |",
        rule,
        figures.millis(50),
        figures.millis(99),
        figures.falsePerHour());
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Failure detectors: how soon, and how often in vain

        The time from a crash until the peer is suspected for good, in ms, and how often in an hour a peer is suspected that is up:
        1,000 simulated crashes and 10 simulated hours for each line. Made by `./scrutin cost --detection`, the same figures each
        time; a test holds them.

        A node asks its peer for a sign of life every 50 ms, and looks then who has been silent. A message takes 1 to 10 ms, evenly
        distributed. A late one takes up to 200 ms more. A paused peer stops for 20 to 620 ms, every 10 s on average: it answers when
        it goes on, and to suspect it counts as in vain. The detectors are those of nodes and of the simulator; phi accrual remembers
        64 intervals, and takes a deviation of 6.25 ms at least. Only the host is made for this page.
        """);
    for (Network network : NETWORKS) {
      page.append("\n## ").append(heading(network)).append("\n\n");
      page.append("| detector | median | 99 % | in vain, per hour |\n|---|---|---|---|\n");
      RULES.forEach(rule -> page.append(row(rule, network)).append('\n'));
    }
    page.append(
        """

        ## What that says

        Where messages only take their time, phi accrual finds by itself what a time-out has to be told. Where some are lost or late, a
        time-out of four periods notices 99 of 100 crashes as soon as phi 12, and suspects in vain less than a twentieth as often: lost
        signs of life make silences of two and three periods, and phi accrual takes silences to be normally distributed. So nodes use a
        time-out, of five periods; `phiAccrual: true` is for networks without losses, of which one does not know how slow they are.

        A pause that is longer than what a detector bears is suspected by each of them. Phi accrual remembers it, and is slow for the
        next 64 intervals.
        """);
    return page.toString();
  }

  private static String heading(Network network) {
    return Character.toUpperCase(network.name().charAt(0)) + network.name().substring(1);
  }
}
