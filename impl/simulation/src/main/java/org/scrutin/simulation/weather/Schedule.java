package org.scrutin.simulation.weather;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everything that befalls a run, as a short story: {@code crash n3 at 120ms for 400ms; lose #17}.
 * Immutable.
 */
public record Schedule(List<Disturbance> disturbances) {

  public static final Schedule NONE = new Schedule(List.of());

  private static final String TIMES = " at (\\d+)(ms|us|s) for (\\d+)(ms|us|s)";

  /** More than a hundred years: no run lasts so long, and sums of such times do not overflow. */
  private static final long MOST_MICROS = 1L << 52;

  /** One kind of sentence and what it means. */
  private record Form(Pattern pattern, Function<Matcher, Disturbance> meaning) {
    Form(String regex, Function<Matcher, Disturbance> meaning) {
      this(Pattern.compile(regex), meaning);
    }
  }

  private static final List<Form> FORMS =
      List.of(
          new Form(
              "crash n(\\d+)" + TIMES,
              m -> new Disturbance.Crash(node(m, 1), time(m, 2), time(m, 4))),
          new Form(
              "pause n(\\d+)" + TIMES,
              m -> new Disturbance.Pause(node(m, 1), time(m, 2), time(m, 4))),
          new Form(
              "cut n(\\d+)->n(\\d+)" + TIMES,
              m -> new Disturbance.Cut(node(m, 1), node(m, 2), time(m, 3), time(m, 5))),
          new Form(
              "partition ((?:n\\d+ ?)*n\\d+)" + TIMES,
              m -> new Disturbance.Partition(nodes(m.group(1)), time(m, 2), time(m, 4))),
          new Form(
              "rot n(\\d+) at (\\d+)(ms|us|s)", m -> new Disturbance.Rot(node(m, 1), time(m, 2))),
          new Form(
              "misdirect n(\\d+) at (\\d+)(ms|us|s)",
              m -> new Disturbance.Misdirect(node(m, 1), time(m, 2))),
          new Form(
              "drift n(\\d+) by ([0-9.]+)", m -> drift(node(m, 1), Double.parseDouble(m.group(2)))),
          new Form("lose #(\\d+)", m -> new Disturbance.Lose(message(m))),
          new Form("double #(\\d+)", m -> new Disturbance.Twice(message(m))),
          new Form(
              "delay #(\\d+) by (\\d+)(ms|us|s)",
              m -> new Disturbance.Delay(message(m), time(m, 2))));

  public Schedule {
    disturbances = List.copyOf(disturbances);
  }

  /** The schedule as one line that {@link #parse} reads. */
  public String story() {
    return disturbances.stream().map(Disturbance::story).collect(Collectors.joining("; "));
  }

  /**
   * Reads a story: disturbances between semicolons or line ends.
   *
   * @throws IllegalArgumentException in one line, if a part cannot be understood
   */
  public static Schedule parse(String story) {
    List<Disturbance> disturbances = new ArrayList<>();
    for (String part : story.split("[;\n]", -1)) {
      String words = part.strip().toLowerCase(Locale.ROOT);
      if (!words.isEmpty()) {
        disturbances.add(disturbance(words));
      }
    }
    return new Schedule(disturbances);
  }

  private static Disturbance disturbance(String words) {
    for (Form form : FORMS) {
      Matcher matcher = form.pattern().matcher(words);
      if (matcher.matches()) {
        try {
          return form.meaning().apply(matcher);
        } catch (NumberFormatException | ArithmeticException e) {
          throw new IllegalArgumentException("number out of range in '" + words + "'", e);
        }
      }
    }
    throw new IllegalArgumentException(
        "cannot understand '"
            + words
            + "'; write e.g. 'crash n3 at 120ms for 400ms', 'pause n1 at 1s for 80ms', 'cut n1->n2"
            + " at 5ms for 1s', 'partition n1 n2 at 0ms for 1s', 'drift n2 by 1.2', 'lose #17',"
            + " 'double #4', 'delay #9 by 80ms', 'rot n3 at 300ms', 'misdirect n3 at 300ms'");
  }

  private static Disturbance drift(int node, double rate) {
    if (rate < 0.1 || rate > 10) {
      throw new IllegalArgumentException("a clock drifts by a rate from 0.1 to 10, not " + rate);
    }
    return new Disturbance.Drift(node, rate);
  }

  private static int node(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  /** Messages are counted from 1. */
  private static long message(Matcher m) {
    long message = Long.parseLong(m.group(1));
    if (message == 0) {
      throw new ArithmeticException("message 0");
    }
    return message;
  }

  private static List<Integer> nodes(String names) {
    List<Integer> nodes = new ArrayList<>();
    for (String name : names.strip().split(" ", -1)) {
      nodes.add(Integer.valueOf(name.substring(1)));
    }
    return nodes;
  }

  private static long time(Matcher m, int group) {
    long number = Long.parseLong(m.group(group));
    long micros =
        switch (m.group(group + 1)) {
          case "us" -> number;
          case "ms" -> Math.multiplyExact(number, 1_000L);
          default -> Math.multiplyExact(number, 1_000_000L);
        };
    if (micros > MOST_MICROS) {
      throw new ArithmeticException("a time of " + micros + " us");
    }
    return micros;
  }
}
