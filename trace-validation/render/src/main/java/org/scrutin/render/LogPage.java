package org.scrutin.render;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The page of a log that is not in Scrutin's format: what was found, where the specification
 * contradicts it, and the lines before that with what each has changed.
 */
public final class LogPage {

  /** So many lines of the specification are shown before and after each remark. */
  private static final int AROUND = 8;

  private LogPage() {}

  /**
   * What was found.
   *
   * @param title the verdict, in a few words
   * @param looks how it looks: "holds", "violated" or "undecided"
   * @param reason why, several lines
   */
  public record Verdict(String title, String looks, String reason) {}

  /**
   * A line of the log.
   *
   * @param number from 1
   * @param isRejected whether it is the one that was rejected
   * @param step what the specification did there, if that is known
   */
  public record Line(int number, String text, boolean isRejected, Optional<Step> step) {}

  /**
   * A step of the specification.
   *
   * @param event its name
   * @param node where it happened
   * @param changes what it changed; nothing, if that is not known
   */
  public record Step(String event, String node, Optional<List<Change>> changes) {}

  /**
   * A part of the state, with its values before and after the step.
   *
   * @param isOfElements whether it is a set, and these are what has gone from it and come to it;
   *     empty if nothing has
   */
  public record Change(String part, String before, String after, boolean isOfElements) {}

  /** A variable, with its value. */
  public record Variable(String name, String value) {}

  /**
   * The page.
   *
   * @param log its name
   * @param specification where it is contradicted
   * @param lines in their order, the rejected one among them, if there is one
   * @param state where the last step led, if that is known
   */
  public static String of(
      String log,
      Verdict verdict,
      List<AnnotatedSpec> specification,
      List<Line> lines,
      List<Variable> state) {
    Svg page = new Svg();
    page.text("h1", log);
    page.open("div", "class", "verdict " + verdict.looks(), "role", "status");
    page.text("strong", verdict.title());
    page.text("pre", verdict.reason()).close();
    for (AnnotatedSpec module : specification) {
      page.text("h2", module.module() + ".tla, where it is contradicted");
      page.raw(module.html(AROUND));
    }
    if (!lines.isEmpty()) {
      page.text("h2", title(lines));
      lines(page, lines);
    }
    if (!state.isEmpty()) {
      page.text("h2", "The state of the specification after the last step");
      state(page, state);
    }
    return Html.page(log + ": " + verdict.title(), "log-page", page.toString());
  }

  private static String title(List<Line> lines) {
    return String.format(
        Locale.ROOT,
        "Lines %,d to %,d of the log",
        lines.get(0).number(),
        lines.get(lines.size() - 1).number());
  }

  private static void lines(Svg page, List<Line> lines) {
    boolean hasSteps = lines.stream().anyMatch(line -> line.step().isPresent());
    Table table =
        hasSteps
            ? Table.open(page, "#line", "node", "event", "what it changed", "text")
            : Table.open(page, "#line", "text");
    for (Line line : lines) {
      table.row(line.isRejected() ? "violated" : "allowed");
      page.text("span", Values.grouped(line.number()), "class", "number");
      table.endHead();
      if (hasSteps) {
        table.cell(line.step().map(Step::node).orElse(""));
        table.cell(line.step().map(Step::event).orElse(line.isRejected() ? "rejected" : ""));
        table.openCell();
        line.step().ifPresent(step -> changes(page, step));
        table.closeCell();
      }
      table.cell(Words.shorten(line.text(), Words.MAX_LINE), "code");
      table.endRow();
    }
    table.close();
  }

  private static void changes(Svg page, Step step) {
    if (step.changes().isEmpty()) {
      page.text("span", "several states are possible", "class", "soft");
      return;
    }
    for (Change change : step.changes().get()) {
      page.open("div");
      page.text("code", change.part() + ": ");
      if (change.isOfElements()) {
        elements(page, "− ", change.before());
        elements(page, "+ ", change.after());
      } else {
        page.text("code", change.before() + " → ")
            .open("mark")
            .text("code", change.after())
            .close();
      }
      page.close();
    }
  }

  private static void elements(Svg page, String sign, String elements) {
    if (!elements.isEmpty()) {
      page.open("mark").text("code", sign + elements).close();
    }
  }

  private static void state(Svg page, List<Variable> state) {
    Table table = Table.open(page, "variable", "value");
    for (Variable variable : state) {
      table.row();
      page.text("code", variable.name());
      table.endHead();
      table.cell(variable.value(), "code");
      table.endRow();
    }
    table.close();
  }
}
