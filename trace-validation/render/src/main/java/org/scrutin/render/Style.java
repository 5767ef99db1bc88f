package org.scrutin.render;

/**
 * The colours of a picture, light and dark. Chosen after Okabe and Ito, so that they differ for all
 * kinds of colour vision; and nothing is told by colour alone.
 */
final class Style {

  /** Colours of messages; the last, grey, is for messages of no known type. */
  static final int MESSAGE_COLOURS = 6;

  /**
   * Selector, property, light value, dark value. Literal values, since not every viewer knows
   * var().
   */
  private static final String[][] RULES = {
    {"sd-paper", "fill", "#ffffff", "#11161d"},
    {"sd-halo", "stroke", "#ffffff", "#11161d"},
    {"sd-ink", "fill", "#18202b", "#e9eef5"},
    {"sd-soft", "fill", "#556070", "#a3b1c2"},
    {"sd-grid", "stroke", "#dfe4ea", "#2a3442"},
    {"sd-lane", "stroke", "#8b96a5", "#6b7a8d"},
    {"sd-dot", "fill", "#18202b", "#e9eef5"},
    {"sd-ring", "fill", "#ffffff", "#11161d"},
    {"sd-ring", "stroke", "#18202b", "#e9eef5"},
    {"sd-line", "stroke", "#18202b", "#e9eef5"},
    {"sd-leader", "fill", "#ffe39a", "#54430f"},
    {"sd-leader", "stroke", "#b98900", "#d9ab25"},
    {"sd-leader-text", "fill", "#4d3a00", "#ffe08a"},
    {"sd-leader-halo", "stroke", "#ffe39a", "#54430f"},
    {"sd-conflict", "fill", "#d5371b", "#ff7a5c"},
    {"sd-alarm", "stroke", "#c42d12", "#ff7a5c"},
    {"sd-alarm-fill", "fill", "#c42d12", "#ff7a5c"},
    {"sd-alarm-text", "fill", "#ffffff", "#1b0904"},
    {"sd-panel", "fill", "#fdeeea", "#2c1712"},
    {"sd-hatch", "stroke", "#4b5666", "#a3b1c2"},
    {"sd-gap", "fill", "#f1f4f7", "#1b232e"},
    {"sd-note", "fill", "#e3e8ee", "#2b3644"},
    {"sd-wall", "stroke", "#6d3b8f", "#d0a2f0"},
    {"sd-wall-fill", "fill", "#6d3b8f", "#d0a2f0"},
    {"sd-m0", "stroke", "#0069a8", "#62bbf0"},
    {"sd-m1", "stroke", "#007a5a", "#45d9aa"},
    {"sd-m2", "stroke", "#a33f7d", "#ee9fd0"},
    {"sd-m3", "stroke", "#9a5700", "#f2ad4b"},
    {"sd-m4", "stroke", "#3d43a8", "#a9adff"},
    {"sd-m5", "stroke", "#4a5563", "#b4c0cf"},
    {"sd-f0", "fill", "#0069a8", "#62bbf0"},
    {"sd-f1", "fill", "#007a5a", "#45d9aa"},
    {"sd-f2", "fill", "#a33f7d", "#ee9fd0"},
    {"sd-f3", "fill", "#9a5700", "#f2ad4b"},
    {"sd-f4", "fill", "#3d43a8", "#a9adff"},
    {"sd-f5", "fill", "#4a5563", "#b4c0cf"},
  };

  private static final String SHAPES =
      """
      .sd text{font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
      .sd .sd-halo{paint-order:stroke;stroke-width:3.5px;stroke-linejoin:round}
      .sd .sd-code{white-space:pre;font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
      .sd .sd-lane{stroke-width:1.6}
      .sd .sd-message{fill:none;stroke-width:1.4}
      .sd .sd-duplicate{stroke-dasharray:6 4}
      .sd .sd-unreceived{stroke-dasharray:1.5 4;stroke-linecap:round}
      .sd .sd-outside{stroke-dasharray:10 3 2 3}
      .sd .sd-conflict{fill-opacity:.16}
      .sd .sd-hover:hover .sd-message{stroke-width:3.2}
      .sd .sd-hover:hover circle{stroke-width:4}
      """;

  private Style() {}

  /** The style sheet. Classes begin with {@code sd-}, so that a page around it is left alone. */
  static String sheet() {
    StringBuilder light = new StringBuilder(SHAPES);
    StringBuilder dark = new StringBuilder("@media (prefers-color-scheme:dark){\n");
    for (String[] rule : RULES) {
      light.append(rule(rule[0], rule[1], rule[2]));
      dark.append(rule(rule[0], rule[1], rule[3]));
    }
    return light.append(dark).append("}\n").toString();
  }

  private static String rule(String name, String property, String value) {
    return ".sd ." + name + "{" + property + ":" + value + "}\n";
  }
}
