package org.scrutin.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.scrutin.render.Certificate;

/** A certificate on a terminal. */
final class CertificateTable {

  private CertificateTable() {}

  static void print(PrintWriter out, Certificate certificate) {
    out.printf(
        "%n%-22s %12s %12s %8s %10s %9s %8s  %s%n",
        "", "model states", "mutants", "runs", "events", "actions", "states", "verdict");
    for (Certificate.Algorithm algorithm : certificate.algorithms()) {
      long caught = algorithm.mutants().stream().filter(m -> m.caughtBy().isPresent()).count();
      int actions =
          algorithm.weathers().stream().mapToInt(Certificate.Weather::actionsTaken).max().orElse(0);
      int never =
          algorithm.weathers().stream()
              .mapToInt(weather -> weather.actionsNeverTaken().size())
              .min()
              .orElse(0);
      out.printf(
          Locale.ROOT,
          "%-22s %,12d %12s %,8d %,10d %9s %,8d  %s%n",
          algorithm.name(),
          algorithm.statesChecked(),
          caught + "/" + algorithm.mutants().size(),
          algorithm.runs(),
          algorithm.events(),
          actions + "/" + (actions + never),
          algorithm.weathers().stream().mapToLong(Certificate.Weather::distinctStates).sum(),
          algorithm.verdict().name().toLowerCase(Locale.ROOT));
    }
    out.println();
    section(out, "found", certificate.findings());
    section(out, "not shown", certificate.notShown());
    section(out, "gaps", certificate.gaps());
    out.println("verdict: " + certificate.verdict().name().toLowerCase(Locale.ROOT));
  }

  private static void section(PrintWriter out, String title, java.util.List<String> sentences) {
    if (!sentences.isEmpty()) {
      out.println(title + ":");
      sentences.forEach(sentence -> out.println("  - " + sentence));
    }
  }
}
