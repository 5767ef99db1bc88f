package org.scrutin.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.scrutin.fuzz.ClientHistories;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.RunReport;
import org.scrutin.simulation.SessionReport;

/** A run in a few lines. */
final class RunSummary {

  private RunSummary() {}

  static void print(PrintWriter out, Algorithm algorithm, int nodes, long seed, RunReport report) {
    out.printf(
        Locale.ROOT,
        "%s, %d nodes, seed %d: %,d steps in %.1f s of virtual time%n",
        algorithm.title(),
        nodes,
        seed,
        report.steps(),
        report.duration() / 1e6);
    out.printf(
        Locale.ROOT,
        "messages: %,d sent (%s), %,d lost, %,d doubled, %,d rerouted%n",
        report.sent(),
        report.messages().entrySet().stream()
            .map(type -> type.getKey() + " " + type.getValue())
            .collect(Collectors.joining(", ")),
        report.lost(),
        report.duplicated(),
        report.rerouted());
    out.println(
        "faults that took effect: " + (report.faults().isEmpty() ? "none" : report.faults()));
    if (report.refusedToStart() > 0) {
      out.printf(
          Locale.ROOT,
          "damaged disks: noticed %,d times, each by a node that then did not come back%n",
          report.refusedToStart());
    }
    out.printf(
        Locale.ROOT,
        "leaders: %,d begun; all agreed %,d times%s; at the end they %s%n",
        report.elections(),
        report.timesToElect().size(),
        times(report),
        report.stable() ? "agree" : "do not agree");
    out.printf(
        Locale.ROOT,
        "suspicions: %,d, of which false %,d%n",
        report.suspicions(),
        report.falseSuspicions());
    if (report.reads() > 0) {
      out.printf(
          Locale.ROOT,
          "reads: %,d answered, %s%n",
          report.reads(),
          report.staleReads() == 0 ? "all up to date" : report.staleReads() + " OUT OF DATE");
    }
    SessionReport sessions = report.sessions();
    if (sessions.executed() > 0) {
      out.printf(
          Locale.ROOT,
          "sessions: %,d requests executed, %,d met again, %,d refused, %s%n",
          sessions.executed(),
          sessions.repeated(),
          sessions.refused(),
          sessions.brokenPromise().orElse("each executed once and answered alike"));
    }
    if (report.splitBrains() > 0) {
      out.printf(
          Locale.ROOT,
          "split brain: %,d times two nodes believed themselves leader, for %s, %s%n",
          report.splitBrains(),
          upTo(report.longestSplitBrain()),
          report.twoLeadersOfOneEpoch() ? "OF ONE EPOCH" : "each time in different epochs");
    }
    out.flush();
  }

  static void printClients(PrintWriter out, ClientHistories.Found clients) {
    if (clients.operations() > 0) {
      out.printf(
          Locale.ROOT,
          "clients: %,d operations, %s%n",
          clients.operations(),
          clients.broken().or(clients::unknown).orElse("linearizable"));
    }
    out.flush();
  }

  private static String upTo(long micros) {
    return micros < 1_000
        ? "less than 1 ms"
        : String.format(Locale.ROOT, "up to %.0f ms", micros / 1e3);
  }

  static void printSpeed(PrintWriter out, RunReport report, long nanos, int runs) {
    out.printf(
        Locale.ROOT,
        "simulated in %.3f s%s: %,.0f steps of the protocol/s (and %,.0f pings/s, %,.0f events/s)%n",
        nanos / 1e9,
        runs > 1 ? ", the fastest of " + runs + " runs" : "",
        report.steps() * 1e9 / nanos,
        report.pings() * 1e9 / nanos,
        report.events() * 1e9 / nanos);
    out.flush();
  }

  private static String times(RunReport report) {
    if (report.timesToElect().isEmpty()) {
      return "";
    }
    double mean = report.timesToElect().stream().mapToLong(Long::longValue).average().orElse(0);
    long worst = report.timesToElect().stream().mapToLong(Long::longValue).max().orElse(0);
    return String.format(
        Locale.ROOT, " (after %.0f ms on average, %.0f at worst)", mean / 1e3, worst / 1e3);
  }
}
