package org.scrutin.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scrutin.linearizability.Explanation;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.Model;
import org.scrutin.linearizability.MultiRegister;
import org.scrutin.linearizability.Nil;
import org.scrutin.linearizability.Operation;
import org.scrutin.linearizability.Register;
import org.scrutin.linearizability.Verdict;
import org.scrutin.render.Counted;

/**
 * What is told of one history.
 *
 * @param part which part of the file it is, for people; empty if it is all of it
 * @param history the part
 * @param all the number of operations in the file
 * @param small few operations that still fail
 * @param why the orders of these
 */
record HistoryReport<S>(
    Path file,
    String part,
    Model<S> model,
    History history,
    Verdict verdict,
    int all,
    Optional<History> small,
    Optional<Explanation> why) {

  /** A small history with thousands of operations helps nobody. */
  private static final int MAX_PRINTED = 40;

  /** Orders of more operations are for the page. */
  private static final int MAX_ORDER = 12;

  private static final int MAX_ORDERS = 3;

  static <S> HistoryReport<S> of(
      Path file, String part, Model<S> model, History history, Verdict verdict, int all) {
    return new HistoryReport<>(
        file, part, model, history, verdict, all, Optional.empty(), Optional.empty());
  }

  HistoryReport<S> minimized(History smaller, Explanation explanation) {
    return new HistoryReport<>(
        file, part, model, history, verdict, all, Optional.of(smaller), Optional.of(explanation));
  }

  /** Of several verdicts the worst counts. */
  int badness() {
    return verdict instanceof Verdict.NotLinearizable
        ? 2
        : verdict instanceof Verdict.Unknown ? 1 : 0;
  }

  int exitCode() {
    return List.of(ExitCode.HOLDS, ExitCode.UNDECIDED, ExitCode.VIOLATION).get(badness());
  }

  /** What was found, in one sentence. */
  String sentence() {
    if (verdict instanceof Verdict.NotLinearizable not) {
      return "not linearizable: " + part + not.failure().sentence();
    } else if (verdict instanceof Verdict.Unknown unknown) {
      return "unknown: " + part + unknown.reason() + "; " + remedy(unknown.limit());
    }
    return "linearizable: " + Counted.of(all, "operation") + " on a " + model.name();
  }

  /** What gives more of it. */
  private static String remedy(Verdict.Limit limit) {
    if (limit == Verdict.Limit.TIME) {
      return "--time gives it more";
    }
    long megabytes = 2 * (Runtime.getRuntime().maxMemory() >> 20);
    String heap = megabytes < 1024 ? megabytes + "m" : (megabytes + 1023) / 1024 + "g";
    return "a larger heap gives it more, such as SCRUTIN_JAVA_OPTS=-Xmx" + heap;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("history", file.toString());
    json.put("model", model.name());
    json.put("operations", all);
    json.put("nanos", verdict.stats().nanos());
    json.put("configurations", verdict.stats().configurations());
    if (verdict instanceof Verdict.NotLinearizable not) {
      json.put("verdict", "not linearizable");
      json.put("reason", part + not.failure().sentence());
      if (small.isPresent()) {
        json.put("minimized", operations().stream().map(HistoryReport::line).toList());
        json.put("orders", why.stream().flatMap(e -> e.orders().stream()).map(this::json).toList());
      }
    } else if (verdict instanceof Verdict.Unknown unknown) {
      json.put("verdict", "unknown");
      json.put("reason", part + unknown.reason());
    } else {
      json.put("verdict", "linearizable");
    }
    return json;
  }

  private Map<String, Object> json(Explanation.Order order) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("order", order.operations().stream().map(l -> line(l.operation())).toList());
    json.put("state", order.state());
    Map<String, String> refused = new LinkedHashMap<>();
    order.refused().forEach(r -> refused.put(line(r.operation()), r.reason()));
    json.put("refused", refused);
    return json;
  }

  private List<Operation> operations() {
    return small.map(History::operations).orElse(List.of());
  }

  void print(PrintWriter out) {
    out.println(file + ": " + sentence());
    if (small.isPresent()) {
      List<String> lines = operations().stream().map(HistoryReport::line).toList();
      out.println(
          "  "
              + Counted.of(lines.size(), "operation")
              + (lines.size() == 1 ? " fails alone:" : " fail alone:"));
      lines.stream().limit(MAX_PRINTED).forEach(line -> out.println("    " + line));
      if (lines.size() > MAX_PRINTED) {
        out.println("    and more: --minimized FILE.edn writes them all");
      }
      why.ifPresent(explanation -> print(explanation, out));
      beginning().ifPresent(hint -> out.println("  " + hint));
    }
    out.flush();
  }

  /** Where reads alone fail, perhaps the register was not empty at first. */
  private Optional<String> beginning() {
    boolean empty = model.initial().equals(Nil.NIL) || model.initial().equals(Map.of());
    boolean register = model instanceof Register || model instanceof MultiRegister;
    return empty && register && operations().stream().allMatch(model::readOnly)
        ? Optional.of(
            "if that was there at first, say so: "
                + (model instanceof Register ? "--initial 0" : "--initial '{:x 0 :y 0}'"))
        : Optional.empty();
  }

  private static void print(Explanation explanation, PrintWriter out) {
    explanation
        .cut()
        .ifPresent(reason -> out.println("  not all of their orders were looked for: " + reason));
    List<Explanation.Order> orders =
        explanation.orders().stream()
            .filter(order -> order.operations().size() <= MAX_ORDER)
            .toList();
    if (orders.isEmpty()) {
      return;
    }
    out.println(
        orders.size() == 1 ? "  the longest order of these:" : "  the longest orders of these:");
    for (Explanation.Order order : orders.subList(0, Math.min(MAX_ORDERS, orders.size()))) {
      String steps =
          order.operations().stream()
              .map(l -> l.operation().toString())
              .collect(Collectors.joining("; "));
      out.println("    " + (steps.isEmpty() ? "none" : steps) + "; then in state " + order.state());
      order.refused().forEach(r -> out.println("      not " + r.operation() + ": " + r.reason()));
    }
    if (orders.size() > MAX_ORDERS) {
      out.println("    and others: --html FILE.html draws them");
    }
  }

  private static String line(Operation o) {
    return (o.line() > 0 ? "line " + o.line() + ", " : "") + o;
  }
}
