package org.scrutin.simulation.cost;

import java.util.List;
import java.util.Locale;

/** Which share of crashes had a new leader after which time: two panels, one for each way. */
final class TimeToElectPlot {

  private static final List<String> COLOURS =
      List.of("#888888", "#d55e00", "#b8860b", "#009e73", "#0072b2", "#cc79a7");

  private static final List<String> DASHES = List.of("2 3", "8 4", "", "12 3 3 3", "", "5 2");

  private static final int LEFT = 70;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 230;
  private static final int FIRST = 50;
  private static final int SECOND = 350;

  private static final int MIN_MILLIS = 50;
  private static final int MAX_MILLIS = 10_000;
  private static final List<Integer> TICKS =
      List.of(50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000);

  private final Svg svg = new Svg();

  private TimeToElectPlot() {}

  static String of(List<TimeToElect> plain, List<TimeToElect> preVote) {
    TimeToElectPlot plot = new TimeToElectPlot();
    plot.svg.add(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 640" font-family="sans-serif" font-size="14" role="img">
        <title>Time from the crash of a leader to the next leader, by the range of election timeouts</title>
        <style>text{fill:#222}.g{stroke:#ccc}.p{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#444}.p{fill:#181818}}</style>
        <rect class="p" width="900" height="640"/>
        """);
    plot.panel(FIRST, "without PreVote", plain);
    plot.panel(SECOND, "with PreVote", preVote);
    plot.svg.text(
        LEFT + WIDTH / 2.0, 630, "middle", "ms from the crash of the leader to the next one");
    return plot.svg.ended();
  }

  private void panel(int top, String title, List<TimeToElect> times) {
    svg.text(LEFT, top - 14, "start", "crashes after which there is a new leader, " + title);
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = y(top, percent);
      svg.line("class=\"g\"", LEFT, y, LEFT + WIDTH, y);
      svg.text(LEFT - 8, y + 5, "end", percent + " %");
    }
    for (int millis : TICKS) {
      svg.line("class=\"g\"", x(millis), top, x(millis), top + HEIGHT);
      svg.text(x(millis), top + HEIGHT + 18, "middle", String.format(Locale.ROOT, "%,d", millis));
    }
    for (int k = 0; k < times.size(); k++) {
      curve(top, times.get(k), style(k));
      double y = top + 16 + 26 * k;
      svg.line(style(k), LEFT + WIDTH + 15, y, LEFT + WIDTH + 60, y);
      svg.text(LEFT + WIDTH + 68, y + 5, "start", times.get(k).timeouts().toString());
    }
  }

  private static String style(int k) {
    return String.format(
        "fill=\"none\" stroke-width=\"2.5\" stroke=\"%s\" stroke-dasharray=\"%s\"",
        COLOURS.get(k), DASHES.get(k).isEmpty() ? "none" : DASHES.get(k));
  }

  /** As many steps as can be seen, the last of them at the last trial. */
  private void curve(int top, TimeToElect time, String style) {
    StringBuilder points = new StringBuilder();
    double last = x(MIN_MILLIS);
    points.append(Svg.point(last, y(top, 0)));
    for (double percent = 0.5; percent <= 100; percent += 0.5) {
      double millis = time.millis(percent);
      if (Double.isInfinite(millis)) {
        break;
      }
      last = x(millis);
      points.append(Svg.point(last, y(top, percent)));
    }
    double reached = 100.0 * time.micros().size() / TimeToElect.TRIALS;
    points.append(Svg.point(last, y(top, reached)));
    points.append(Svg.point(x(MAX_MILLIS), y(top, reached)));
    svg.add(String.format("<polyline points=\"%s\" %s/>%n", points.toString().strip(), style));
  }

  /** Logarithmic. */
  private static double x(double millis) {
    double within = StrictMath.max(MIN_MILLIS, StrictMath.min(MAX_MILLIS, millis));
    return LEFT
        + WIDTH
            * StrictMath.log(within / MIN_MILLIS)
            / StrictMath.log((double) MAX_MILLIS / MIN_MILLIS);
  }

  private static double y(int top, double percent) {
    return top + HEIGHT * (1 - percent / 100);
  }
}
