package org.scrutin.render;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scrutin.render.Certificate.Algorithm;
import org.scrutin.render.Certificate.Model;
import org.scrutin.render.Certificate.Mutant;
import org.scrutin.render.Certificate.Outcome;
import org.scrutin.render.Certificate.Verdict;
import org.scrutin.render.Certificate.Weather;

/**
 * Writes a certificate for people: the verdict, one table, what was not shown, then the details. A
 * page that needs no script and nothing from outside.
 */
public final class CertificatePage {

  private final Certificate certificate;
  private final Svg page = new Svg();

  private CertificatePage(Certificate certificate) {
    this.certificate = certificate;
  }

  /** The text of {@code certificate.html}. */
  public static String of(Certificate certificate) {
    return new CertificatePage(certificate).write();
  }

  private String write() {
    page.text("h1", certificate.title());
    verdict();
    overview();
    list("What was not shown", certificate.notShown(), certificate.gaps());
    list("Assumptions", certificate.assumptions(), List.of());
    page.text("h2", "Details");
    certificate.algorithms().forEach(this::details);
    footer();
    return Html.page(certificate.title(), "certificate", page.toString());
  }

  private void verdict() {
    page.open("div", "class", "verdict " + kind(certificate.verdict()), "role", "status");
    page.text("strong", sentence());
    page.text("p", scope());
    if (!certificate.findings().isEmpty()) {
      page.open("ul");
      certificate.findings().forEach(finding -> page.text("li", finding, "class", "finding"));
      page.close();
    }
    page.close();
  }

  private String sentence() {
    return switch (certificate.verdict()) {
      case HOLDS ->
          certificate.algorithms().size() == 1
              ? names(Verdict.HOLDS) + " keeps its promise, within the bounds below."
              : "All algorithms keep their promises, within the bounds below.";
      case VIOLATED -> "Violated: not as promised: " + names(Verdict.VIOLATED) + ".";
      case UNDECIDED ->
          certificate.algorithms().isEmpty()
              ? "Undecided: nothing was checked."
              : "Undecided: could not be judged in full: " + names(Verdict.UNDECIDED) + ".";
    };
  }

  private String names(Verdict verdict) {
    return String.join(
        ", ",
        certificate.algorithms().stream()
            .filter(algorithm -> algorithm.verdict() == verdict)
            .map(Algorithm::name)
            .toList());
  }

  private String scope() {
    List<Algorithm> all = certificate.algorithms();
    return Values.count(all.size(), "algorithm")
        + "; "
        + Values.count(all.stream().mapToLong(Algorithm::statesChecked).sum(), "distinct state")
        + " of models checked; "
        + Values.count(all.stream().mapToLong(Algorithm::runs).sum(), "simulated run")
        + " with "
        + Values.count(all.stream().mapToLong(Algorithm::events).sum(), "event")
        + " replayed against the specifications.";
  }

  private void overview() {
    table(
        "Algorithm",
        "What it promises",
        "Under which failures",
        "#States checked",
        "#Runs",
        "#Events",
        "Verdict");
    for (Algorithm algorithm : certificate.algorithms()) {
      page.open("tr").text("th", algorithm.name(), "scope", "row");
      cell(algorithm.promise());
      cell(algorithm.failureModel());
      number(algorithm.statesChecked());
      number(algorithm.runs());
      number(algorithm.events());
      verdictCell(word(algorithm.verdict()), algorithm.verdict());
      page.close();
    }
    endTable();
  }

  private void list(String heading, List<String> given, List<String> derived) {
    page.text("h2", heading);
    if (given.isEmpty() && derived.isEmpty()) {
      page.text("p", "None was named. That does not mean that there is none.");
      return;
    }
    page.open("ul");
    given.forEach(item -> page.text("li", item));
    derived.forEach(item -> page.text("li", item));
    page.close();
  }

  private void details(Algorithm algorithm) {
    page.open("details").text("summary", algorithm.name() + ": models, mutants, runs");
    algorithm.picture().ifPresent(this::picture);
    models(algorithm.models());
    mutants(algorithm.mutants());
    weathers(algorithm.weathers());
    page.close();
  }

  private void picture(Certificate.Picture picture) {
    page.text("h3", "One run");
    page.open("figure", "class", "framed");
    page.open("div", "class", "wide", "tabindex", 0, "role", "group", "aria-label", "Picture");
    page.raw(picture.svg()).close();
    page.text("figcaption", picture.caption()).close();
  }

  private void models(List<Model> models) {
    page.text("h3", "Models");
    if (models.isEmpty()) {
      page.text("p", "No model was checked.");
      return;
    }
    table("Model and question", "Bounds", "Expected", "#States", "#Depth", "#Seconds", "Result");
    for (Model model : models) {
      page.open("tr").open("th", "scope", "row");
      page.text("code", model.name()).text("div", model.question(), "class", "soft small");
      model.assumptions().forEach(each -> page.text("div", "Assumes: " + each, "class", "small"));
      page.close();
      cell(model.bounds());
      cell(model.expect());
      number(model.distinctStates());
      number(model.depth());
      page.text("td", String.format(Locale.ROOT, "%.1f", model.seconds()), "class", "number");
      outcomeCell(model.outcome());
      page.close();
    }
    endTable();
    models.stream().filter(model -> !model.counterexample().isEmpty()).forEach(this::steps);
  }

  private void steps(Model model) {
    page.open("details");
    page.text(
        "summary",
        "Counterexample of "
            + model.name()
            + ": "
            + Values.count(model.counterexample().size(), "step"));
    page.text("p", "Expected: " + model.expect(), "class", "soft");
    page.open("ol");
    model.counterexample().forEach(step -> page.open("li").text("code", step).close());
    page.close().close();
  }

  private void mutants(List<Mutant> mutants) {
    page.text("h3", "Mutants");
    if (mutants.isEmpty()) {
      page.text("p", "None was tried.");
      return;
    }
    long caught = mutants.stream().filter(mutant -> mutant.caughtBy().isPresent()).count();
    page.text(
        "p",
        caught
            + " of "
            + mutants.size()
            + " faulty variants of the specification were caught by a property.");
    table("Mutant", "Caught by");
    for (Mutant mutant : mutants) {
      page.open("tr").open("th", "scope", "row").text("code", mutant.name()).close();
      Optional<String> property = mutant.caughtBy();
      if (property.isPresent()) {
        page.open("td").text("code", property.get()).close();
      } else {
        verdictCell("not caught", Verdict.UNDECIDED);
      }
      page.close();
    }
    endTable();
  }

  private void weathers(List<Weather> weathers) {
    page.text("h3", "Simulated runs");
    if (weathers.isEmpty()) {
      page.text("p", "None was made.");
      return;
    }
    table(
        "Weather",
        "#Runs",
        "#Events",
        "#Conform",
        "#Rejected",
        "#Undecided",
        "#Actions taken",
        "#States seen",
        "#Elections",
        "#False suspicions",
        "#Split brains");
    weathers.forEach(this::weather);
    endTable();
    page.open("ul", "class", "small");
    weathers.forEach(this::particulars);
    page.close();
    page.text(
        "p",
        "False suspicion: a node that was up was taken for down. Split brain: two nodes took"
            + " themselves for the leader at once; replay judges whether the specification allows"
            + " it under these failures.",
        "class",
        "soft small");
  }

  private void weather(Weather weather) {
    page.open("tr").text("th", weather.name(), "scope", "row");
    number(weather.runs());
    number(weather.events());
    number(weather.conform());
    number(weather.rejected(), Verdict.VIOLATED);
    number(weather.undecided(), Verdict.UNDECIDED);
    int actions = weather.actionsTaken() + weather.actionsNeverTaken().size();
    page.text("td", weather.actionsTaken() + " of " + actions, "class", "number");
    number(weather.distinctStates());
    number(weather.elections());
    number(weather.falseSuspicions());
    number(weather.splitBrains());
    page.close();
  }

  private void particulars(Weather weather) {
    List<String> faults =
        weather.faults().stream()
            .map(fault -> fault.name() + " " + Values.grouped(fault.count()))
            .toList();
    String never =
        weather.actionsNeverTaken().isEmpty()
            ? "Every action was taken."
            : "Never taken: " + String.join(", ", weather.actionsNeverTaken()) + ".";
    page.text(
        "li",
        weather.name()
            + ". Faults that took effect: "
            + (faults.isEmpty() ? "none" : String.join(", ", faults))
            + ". "
            + never);
  }

  private void footer() {
    Certificate.Versions versions = certificate.versions();
    page.text(
        "p",
        "Made with Scrutin "
            + versions.scrutin()
            + ", TLC "
            + versions.tlc()
            + ", JDK "
            + versions.jdk()
            + certificate.date().map(date -> ", on " + date).orElse("")
            + ". The same in JSON: certificate.json.",
        "class",
        "soft small");
  }

  /** Opens a table; a column whose name begins with # holds numbers. */
  private void table(String... columns) {
    page.open("div", "class", "wide").open("table").open("thead").open("tr");
    for (String column : columns) {
      if (column.startsWith("#")) {
        page.text("th", column.substring(1), "scope", "col", "class", "number");
      } else {
        page.text("th", column, "scope", "col");
      }
    }
    page.close().close().open("tbody");
  }

  private void endTable() {
    page.close().close().close();
  }

  private void cell(String text) {
    page.text("td", text);
  }

  private void number(long value) {
    page.text("td", Values.grouped(value), "class", "number");
  }

  /** A number that should be 0. */
  private void number(long value, Verdict otherwise) {
    page.text(
        "td", Values.grouped(value), "class", value == 0 ? "number" : "number " + kind(otherwise));
  }

  private void verdictCell(String word, Verdict verdict) {
    page.text("td", word, "class", "word " + kind(verdict));
  }

  private static String word(Verdict verdict) {
    return mark(verdict) + verdict.name().toLowerCase(Locale.ROOT);
  }

  private void outcomeCell(Outcome outcome) {
    switch (outcome) {
      case AS_EXPECTED -> verdictCell(mark(Verdict.HOLDS) + "as expected", Verdict.HOLDS);
      case NOT_AS_EXPECTED ->
          verdictCell(mark(Verdict.VIOLATED) + "not as expected", Verdict.VIOLATED);
      case UNDECIDED -> verdictCell(word(Verdict.UNDECIDED), Verdict.UNDECIDED);
    }
  }

  /** So that colour is not all that tells. */
  private static String mark(Verdict verdict) {
    return verdict == Verdict.HOLDS ? "✓ " : verdict == Verdict.VIOLATED ? "✗ " : "? ";
  }

  private static String kind(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
