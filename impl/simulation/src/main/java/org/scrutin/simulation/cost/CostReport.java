package org.scrutin.simulation.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** The costs of all algorithms as a page for {@code docs/}, with a table and a plot. */
public final class CostReport {

  /** The numbers of nodes on the page. */
  public static final List<Integer> SIZES = List.of(3, 5, 7, 9, 15, 25, 51, 101);

  private static final Map<String, String> BOUNDS =
      Map.of(
          "bully",
          "n - 1 at best, about n² at worst, for one initiator (Garcia-Molina 1982). When all notice at once,"
              + " a node that follows already takes each late question up again, and the cost grows almost as n³",
          "ring",
          "2n for one initiator, 2n more for each further one",
          "chang-roberts",
          "3n - 1 at worst for one initiator; n·H(n) + n on average, n(n + 1)/2 + n at worst, when all"
              + " begin (Chang and Roberts 1979; n of them for the announcement)",
          "quorum-bully",
          "Bully's election, and 2(n - 1) for claim and grants",
          "quorum-ring",
          "2n for one initiator");

  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b");

  /** Ring and quorum-guarded Ring cost the same: what lies below shows through. */
  private static final String DASHES_OF_QUORUM = "10 10";

  private CostReport() {}

  /** Measures, and writes {@code election-cost.md} and its plot into the folder. */
  public static void write(Path docs) throws IOException {
    Map<Algorithm, List<ElectionCost>> costs = new LinkedHashMap<>();
    for (Algorithm algorithm : Algorithms.electing()) {
      List<ElectionCost> measured = new ArrayList<>();
      for (int nodes : SIZES) {
        measured.add(ElectionCost.of(algorithm, nodes));
      }
      costs.put(algorithm, measured);
    }
    Files.createDirectories(docs.resolve("images"));
    Files.writeString(docs.resolve("election-cost.md"), page(costs));
    Files.writeString(docs.resolve("images/election-cost.svg"), plot(costs));
  }

  /** One line of the table. */
  public static String row(ElectionCost cost) {
    return String.format(
        Locale.ROOT,
        "| %d | %,d | %,.1f | %,d | %,.1f | %,d | %.1f | %.1f |",
        cost.nodes(),
        cost.oneBest(),
        cost.oneMean(),
        cost.oneWorst(),
        cost.allMean(),
        cost.allWorst(),
        cost.oneTime(),
        cost.allTime());
  }

  private static String page(Map<Algorithm, List<ElectionCost>> costs) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # What an election costs

        Counted by hosting the Java cores: all n nodes are up and know no leader; some notice at time 0 and begin; each message takes
        one unit of time; links are FIFO, nothing fails; time-outs are drawn from their ranges. Counted until all nodes know the
        leader and no message is under way, announcement included. *One initiator*: the lowest, the highest, and 100 random ones, on
        rings in ascending, descending and random orders. *All at once*: every node notices (with a quorum: within the range of its
        start-up timer), on the same rings. Times are means, in message delays. Made by `./scrutin cost`; a test holds the figures.

        ![messages of an election](images/election-cost.svg)

        """);
    costs.forEach(
        (algorithm, measured) -> {
          page.append("## ").append(algorithm.title()).append("\n\nKnown: ");
          page.append(BOUNDS.get(algorithm.name())).append(".\n\n");
          page.append(
              "| n | one initiator: best | mean | worst | all at once: mean | worst"
                  + " | time, one | time, all |\n");
          page.append("|---|---|---|---|---|---|---|---|\n");
          measured.forEach(cost -> page.append(row(cost)).append('\n'));
          page.append('\n');
        });
    page.append(
        """
        ## What it means

        With one initiator the ring is cheap in messages and slow: time grows with n, where Bully's hardly does. When all notice at
        once Bully's time grows with n too, to about n/2, and from ten nodes or so on it needs more messages than the collecting ring
        with its 2n². Chang-Roberts needs far fewer then, because higher numbers swallow lower ones.

        What the quorum guard costs is in the last two tables beside the first two, in the columns of one initiator: for that, a
        partition cannot double the leader. The others cannot be compared: guarded nodes do not begin at one instant, and their times
        include the wait for that, and for time-outs of rivals that hindered each other.

        A mean is of 100 elections, no more. For Bully with one initiator all can be counted, and the means above are up to a tenth off.
        """);
    return page.toString();
  }

  private static String plot(Map<Algorithm, List<ElectionCost>> costs) {
    Svg svg = new Svg();
    svg.add(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 560" font-family="sans-serif" font-size="14" role="img">
        <title>Messages of an election, by number of nodes</title>
        <style>text{fill:#222}.g{stroke:#ccc}.p{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#444}.p{fill:#181818}}</style>
        <rect class="p" width="900" height="560"/>
        """);
    for (int decade = 0; decade <= 4; decade++) {
      double y = y(Math.pow(10, decade));
      svg.line("class=\"g\"", 70, y, 640, y);
      svg.text(62, y + 5, "end", String.format(Locale.ROOT, "%,d", (long) Math.pow(10, decade)));
    }
    for (int nodes : SIZES) {
      svg.line("class=\"g\"", x(nodes), y(1), x(nodes), y(10_000));
      svg.text(x(nodes), 515, "middle", String.valueOf(nodes));
    }
    svg.text(355, 545, "middle", "nodes");
    svg.text(
        70,
        24,
        "start",
        "messages until all know the leader, one initiator: mean, and best to worst");
    int k = 0;
    for (Map.Entry<Algorithm, List<ElectionCost>> entry : costs.entrySet()) {
      String stroke = stroke(entry.getKey(), COLOURS.get(k));
      series(svg, entry.getValue(), COLOURS.get(k), stroke);
      double y = 70 + 26 * k;
      svg.line(stroke, 665, y, 695, y);
      svg.text(703, y + 5, "start", entry.getKey().title());
      k++;
    }
    curve(svg, n -> n * n);
    curve(svg, n -> 2 * n);
    svg.text(703, 70 + 26 * k + 5, "start", "grey: n² and 2n");
    return svg.ended();
  }

  private static String stroke(Algorithm algorithm, String colour) {
    return String.format(
        "stroke=\"%s\" stroke-width=\"3\" stroke-dasharray=\"%s\"",
        colour, algorithm.quorumGuarded() ? DASHES_OF_QUORUM : "none");
  }

  private static void series(Svg svg, List<ElectionCost> costs, String colour, String stroke) {
    StringBuilder mean = new StringBuilder();
    StringBuilder band = new StringBuilder();
    for (ElectionCost cost : costs) {
      point(mean, cost.nodes(), cost.oneMean());
      point(band, cost.nodes(), (double) cost.oneWorst());
    }
    for (int i = costs.size() - 1; i >= 0; i--) {
      point(band, costs.get(i).nodes(), (double) costs.get(i).oneBest());
    }
    svg.add(
        String.format(
            "<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"0.12\"/>%n"
                + "<polyline points=\"%s\" fill=\"none\" %s/>%n",
            band.toString().strip(), colour, mean.toString().strip(), stroke));
  }

  private static void curve(Svg svg, DoubleUnaryOperator messages) {
    StringBuilder points = new StringBuilder();
    SIZES.forEach(nodes -> point(points, nodes, messages.applyAsDouble(nodes)));
    svg.add(
        String.format(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"#888\" stroke-dasharray=\"5 5\"/>%n",
            points.toString().strip()));
  }

  private static void point(StringBuilder points, int nodes, double messages) {
    points.append(Svg.point(x(nodes), y(messages)));
  }

  /** Both axes are logarithmic. */
  private static double x(double nodes) {
    return 70 + 570 * StrictMath.log(nodes / 3) / StrictMath.log(101.0 / 3);
  }

  private static double y(double messages) {
    return 495 - 455 * StrictMath.log10(Math.max(1, messages)) / 4;
  }
}
