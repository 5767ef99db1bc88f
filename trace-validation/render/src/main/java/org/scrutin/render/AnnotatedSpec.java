package org.scrutin.render;

import java.util.List;

/**
 * The text of a module with remarks at its lines.
 *
 * @param module its name
 * @param lines its text
 * @param remarks in any order; those at one line are shown together
 */
public record AnnotatedSpec(String module, List<String> lines, List<Remark> remarks) {

  /**
   * A remark.
   *
   * @param line the first line that it is about, from 1
   * @param lastLine the last one
   * @param text a word or two
   * @param bad whether something is wrong or missing here
   */
  public record Remark(int line, int lastLine, String text, boolean bad) {}

  /** The text as a table, for a page; only {@code around} lines before and after each remark. */
  String html(int around) {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><pre class=\"spec\">");
    boolean gap = false;
    for (int n = 1; n <= lines.size(); n++) {
      int line = n;
      boolean near =
          remarks.stream()
              .anyMatch(r -> r.line() - around <= line && line <= r.lastLine() + around);
      if (near) {
        html.append(row(n));
      } else if (!gap) {
        html.append("<span class=\"soft\">     …</span>\n");
      }
      gap = !near;
    }
    return html.append("</pre></div>").toString();
  }

  private String row(int n) {
    List<Remark> here = remarks.stream().filter(r -> r.line() <= n && n <= r.lastLine()).toList();
    String texts =
        String.join(
            " ", here.stream().filter(r -> r.line() == n).map(Remark::text).distinct().toList());
    boolean bad = here.stream().anyMatch(Remark::bad);
    String kind = bad ? "bad" : here.isEmpty() ? "plain" : "good";
    return "<span class=\"soft\">%5d</span> <span class=\"remark %s\">%10s</span> <span class=\"%s\">%s</span>%n"
        .formatted(n, kind, Svg.escape(texts), kind, Svg.escape(lines.get(n - 1)));
  }
}
