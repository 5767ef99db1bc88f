package org.scrutin.render;

import java.util.List;
import java.util.Locale;

/** Several runs on one page: the verdict on each, and where its own page is. */
public final class RunsPage {

  private RunsPage() {}

  /**
   * A run.
   *
   * @param trace its name
   * @param verdict the verdict in one word
   * @param looks how it looks: "holds", "violated" or "undecided"
   * @param reason what is wrong, or how far it was judged
   * @param link its own page, relative to this one
   */
  public record Run(String trace, String verdict, String looks, String reason, String link) {}

  /**
   * The page; what did not conform comes first.
   *
   * @param runs in the order in which they were given
   */
  public static String of(List<Run> runs) {
    long holding = runs.stream().filter(RunsPage::holds).count();
    String title = String.format(Locale.ROOT, "%,d of %,d runs conform", holding, runs.size());
    Svg page = new Svg();
    page.text("h1", title);
    Table table = Table.open(page, "run", "verdict", "why");
    runs.stream().filter(run -> !holds(run)).forEach(run -> row(page, table, run));
    runs.stream().filter(RunsPage::holds).forEach(run -> row(page, table, run));
    table.close();
    return Html.page(title, "runs-page", page.toString());
  }

  private static boolean holds(Run run) {
    return run.looks().equals("holds");
  }

  private static void row(Svg page, Table table, Run run) {
    table.row();
    page.text("a", run.trace(), "href", run.link());
    table.endHead();
    table.cell(run.verdict(), "word " + run.looks());
    table.cell(run.reason());
    table.endRow();
  }
}
