package org.scrutin.benchmark;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.HistoryGenerator;
import org.scrutin.linearizability.HistoryGenerator.Kind;
import org.scrutin.linearizability.Limits;
import org.scrutin.linearizability.LinearizabilityChecker;
import org.scrutin.linearizability.Model;
import org.scrutin.linearizability.Verdict;

/**
 * Generated histories of all kinds, sizes and numbers of clients, with and without crashes, good
 * and bad: how long each takes, and how many are not decided. Each cell of the table is the median
 * of a few seeds, checked once in this process, in milliseconds of its processor time; with {@code
 * ?} and how many of them were not decided in the time. Arguments: the largest number of
 * operations, 10,000 if none is given; the seeds of a cell, 3; the limit in seconds, 10.
 *
 * <p>A second table has small good histories beside {@link PlainSearch}.
 */
public final class LinearizabilityGrid {

  private static final List<Integer> SIZES = List.of(100, 1_000, 10_000, 100_000);
  private static final List<Integer> CLIENTS = List.of(5, 10, 20, 30);
  private static final int CRASHES = 10;
  private static final List<Integer> SMALL = List.of(100, 1_000);
  private static final List<Integer> FEW_CLIENTS = List.of(2, 5, 10);
  private static final int SEEDS_BESIDE = 9;

  /** The best of so many: what is small is measured badly once. */
  private static final int REPEATED = 15;

  private static final Duration PLAIN_LIMIT = Duration.ofMillis(200);
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final int seeds;
  private final Limits limits;
  private final PrintStream out;
  private int histories;
  private int undecided;

  private LinearizabilityGrid(int seeds, Duration limit, PrintStream out) {
    this.seeds = seeds;
    this.limits = Limits.standard().withTime(limit);
    this.out = out;
  }

  /** Prints the table. */
  public static void main(String[] args) {
    int most = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Duration limit = Duration.ofSeconds(args.length > 2 ? Long.parseLong(args[2]) : 10);
    new LinearizabilityGrid(seeds, limit, System.out).run(most);
  }

  private void run(int most) {
    for (Kind kind : Kind.values()) {
      for (int clients : CLIENTS) {
        // What the compiler has not seen yet is no matter of the algorithm.
        check(kind, new HistoryGenerator(kind, clients, 0).good(1_000, CRASHES));
      }
    }
    out.println("| kind | operations | crashed | good: 5 | 10 | 20 | 30 | bad: 5 | 10 | 20 | 30 |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    for (Kind kind : Kind.values()) {
      for (int size : SIZES) {
        for (int crashes = 0; size <= most && crashes <= CRASHES; crashes += CRASHES) {
          row(kind, size, crashes);
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "%,d histories, %,d undecided in %s s: %.1f %%%n",
        histories,
        undecided,
        limits.time().toSeconds(),
        100.0 * undecided / histories);
    out.println();
    out.println("| kind | operations | clients | checked | plain search | both found an order |");
    out.println("|---|---|---|---|---|---|");
    for (Kind kind : Kind.values()) {
      for (int size : SMALL) {
        for (int clients : FEW_CLIENTS) {
          beside(kind, size, clients);
        }
      }
    }
  }

  /** Only histories of which both find an order in time are compared. */
  private void beside(Kind kind, int size, int clients) {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS_BESIDE; seed++) {
      History history = new HistoryGenerator(kind, clients, seed).good(size, 0);
      double plain = Double.POSITIVE_INFINITY;
      double checked = Double.POSITIVE_INFINITY;
      for (int k = 0; k < REPEATED; k++) {
        long start = CLOCK.getCurrentThreadCpuTime();
        check(kind, history);
        checked = Math.min(checked, (CLOCK.getCurrentThreadCpuTime() - start) / 1e6);
        start = CLOCK.getCurrentThreadCpuTime();
        if (!plainFinds(kind.model(), history)) {
          break;
        }
        plain = Math.min(plain, (CLOCK.getCurrentThreadCpuTime() - start) / 1e6);
      }
      if (Double.isFinite(plain)) {
        ours.add(checked);
        theirs.add(plain);
      }
    }
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %d | %s | %s | %d of %d |%n",
        name(kind),
        size,
        clients,
        median(ours),
        median(theirs),
        ours.size(),
        SEEDS_BESIDE);
    out.flush();
  }

  private static <S> boolean plainFinds(Model<S> model, History history) {
    return model.partition(history).stream()
        .allMatch(part -> new PlainSearch<>(model, part).finds(PLAIN_LIMIT));
  }

  private static String median(List<Double> times) {
    return times.isEmpty()
        ? "-"
        : String.format(
            Locale.ROOT, "%.3f", times.stream().sorted().toList().get(times.size() / 2));
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void row(Kind kind, int size, int crashes) {
    List<String> cells = new ArrayList<>();
    for (boolean good : new boolean[] {true, false}) {
      for (int clients : CLIENTS) {
        cells.add(cell(kind, size, crashes, clients, good));
      }
    }
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %s | %s |%n",
        name(kind),
        size,
        crashes == 0 ? "" : "about " + crashes,
        String.join(" | ", cells));
    out.flush();
  }

  private String cell(Kind kind, int size, int crashes, int clients, boolean good) {
    double[] times = new double[seeds];
    int unknown = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      HistoryGenerator generator = new HistoryGenerator(kind, clients, seed);
      History history = good ? generator.good(size, crashes) : generator.bad(size, crashes);
      long start = CLOCK.getCurrentThreadCpuTime();
      Verdict verdict = check(kind, history);
      times[seed - 1] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
      histories++;
      unknown += verdict instanceof Verdict.Unknown ? 1 : 0;
    }
    undecided += unknown;
    Arrays.sort(times);
    double median = times[seeds / 2];
    String time = String.format(Locale.ROOT, median < 10 ? "%.1f" : "%,.0f", median);
    return unknown == 0 ? time : time + " ?" + unknown;
  }

  private Verdict check(Kind kind, History history) {
    return new LinearizabilityChecker<>(kind.model(), limits).check(history);
  }
}
