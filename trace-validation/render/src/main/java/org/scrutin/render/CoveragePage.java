package org.scrutin.render;

import java.util.List;
import java.util.Map;

/** What traces reached of their specification, as a page. */
public final class CoveragePage {

  private CoveragePage() {}

  /**
   * The page.
   *
   * @param title of what, and by what
   * @param summary sentences under it
   * @param actions how often each was taken
   * @param never what was never taken, a line each
   * @param modules the text, with counts
   */
  public static String of(
      String title,
      List<String> summary,
      Map<String, Long> actions,
      List<String> never,
      List<AnnotatedSpec> modules) {
    Svg page = new Svg();
    page.text("h1", title);
    summary.forEach(sentence -> page.text("p", sentence));
    page.text("h2", "Never taken");
    if (never.isEmpty()) {
      page.text("p", "Nothing: each action and each alternative was taken.");
    } else {
      page.open("ul");
      never.forEach(line -> page.text("li", line));
      page.close();
    }
    page.text("h2", "Actions");
    page.open("table");
    page.raw("<thead><tr><th>action</th><th class=\"number\">taken</th></tr></thead>");
    page.open("tbody");
    actions.forEach(
        (action, times) -> {
          page.open("tr");
          page.text("td", action);
          page.text(
              "td", Values.grouped(times), "class", times == 0 ? "number violated" : "number");
          page.close();
        });
    page.close().close();
    page.text("h2", "The specification, with counts");
    for (AnnotatedSpec module : modules) {
      page.text("h3", module.module() + ".tla");
      page.raw(module.html(module.lines().size()));
    }
    return Html.page(title, "coverage-page", page.toString());
  }
}
