package org.scrutin.render;

import java.util.List;

/**
 * Writes a table whose rows become cards on a narrow screen: each cell knows its column's name. Not
 * thread-safe.
 */
final class Table {

  private final Svg page;
  private final List<String> columns;
  private int column;

  private Table(Svg page, List<String> columns) {
    this.page = page;
    this.columns = columns;
  }

  /** Opens a table; a column whose name begins with # holds numbers. */
  static Table open(Svg page, String... columns) {
    page.open("div", "class", "wide").open("table", "class", "cards").open("thead").open("tr");
    for (String column : columns) {
      if (column.startsWith("#")) {
        page.text("th", column.substring(1), "scope", "col", "class", "number");
      } else {
        page.text("th", column, "scope", "col");
      }
    }
    page.close().close().open("tbody");
    return new Table(page, List.of(columns).stream().map(name -> name.replace("#", "")).toList());
  }

  void close() {
    page.close().close().close();
  }

  /** Opens a row and its first cell, of which the caller writes the content. */
  void row() {
    row("plain");
  }

  /** The same of a row with a class for its looks. */
  void row(String kind) {
    column = 0;
    page.open("tr", "class", kind).open("th", "scope", "row");
  }

  /** Closes the first cell of a row. */
  void endHead() {
    page.close();
  }

  void endRow() {
    page.close();
  }

  void cell(String text) {
    cell(text, "text");
  }

  void number(String figure) {
    cell(figure, "number");
  }

  void number(long value) {
    number(Values.grouped(value));
  }

  /** Opens a cell, of which the caller writes the content. */
  void openCell() {
    column++;
    page.open("td", "data-label", columns.get(column));
  }

  /** Closes such a cell. */
  void closeCell() {
    page.close();
  }

  /** A cell with a class for its looks. */
  void cell(String text, String kind) {
    column++;
    page.text("td", text, "class", kind, "data-label", columns.get(column));
  }
}
