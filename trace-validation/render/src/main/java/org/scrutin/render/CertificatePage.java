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
    bounds();
    list("Assumptions", certificate.assumptions(), List.of());
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
    return Counted.of(all.size(), "algorithm")
        + "; "
        + Counted.of(certificate.allModels().size(), "model")
        + " with "
        + Counted.of(certificate.statesChecked(), "distinct state")
        + " checked; "
        + caught(certificate.allMutants())
        + "; "
        + Counted.of(all.stream().mapToLong(Algorithm::runs).sum(), "simulated run")
        + " with "
        + Counted.of(all.stream().mapToLong(Algorithm::events).sum(), "event")
        + " replayed against the specifications.";
  }

  private void overview() {
    Table table =
        Table.open(
            page,
            "Algorithm",
            "What it promises",
            "Under which failures",
            "#States of models",
            "#Runs",
            "#Events",
            "#States of runs",
            "Verdict");
    for (Algorithm algorithm : certificate.algorithms()) {
      head(table, "span", algorithm.name());
      table.cell(algorithm.promise());
      table.cell(algorithm.failureModel());
      table.number(algorithm.statesChecked());
      table.number(algorithm.runs());
      table.number(algorithm.events());
      table.number(algorithm.statesSeen());
      judge(table, kind(algorithm.verdict()), algorithm.verdict());
      table.endRow();
    }
    table.close();
    if (certificate.algorithms().size() > 1) {
      page.text(
          "p",
          "States are distinct ones. Models that several algorithms share count for each of them"
              + " here, and once above.",
          "class",
          "soft small");
    }
  }

  private void head(Table table, String element, String text) {
    table.row();
    page.text(element, text);
    table.endHead();
  }

  /** Nobody should have to open anything to see how small the models are. */
  private void bounds() {
    if (certificate.allModels().isEmpty()) {
      return;
    }
    page.text("h3", "The bounds of each model");
    page.open("ul", "class", "columns small");
    for (Model model : certificate.allModels()) {
      page.open("li").text("code", model.name());
      page.text("span", " " + model.bounds()).close();
    }
    page.close();
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
    page.text("h2", algorithm.name());
    algorithm.picture().ifPresent(this::picture);
    page.open("details").text("summary", summary(algorithm));
    models(algorithm.models());
    mutants(algorithm.mutants());
    weathers(algorithm.weathers());
    page.close();
  }

  private static String summary(Algorithm algorithm) {
    return "Details: "
        + Counted.of(algorithm.models().size(), "model")
        + ", "
        + Counted.of(algorithm.mutants().size(), "faulty variant")
        + ", "
        + Counted.of(algorithm.runs(), "run");
  }

  private void picture(Certificate.Picture picture) {
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
    Table table =
        Table.open(
            page,
            "Model and question",
            "Bounds",
            "Expected",
            "#States",
            "#Depth",
            "#Seconds",
            "Result");
    for (Model model : models) {
      table.row();
      page.text("code", model.name()).text("div", model.question(), "class", "soft small");
      model.assumptions().forEach(each -> page.text("div", "Assumes: " + each, "class", "small"));
      table.endHead();
      table.cell(model.bounds());
      table.cell(model.expect());
      table.number(model.distinctStates());
      table.number(model.depth());
      table.number(String.format(Locale.ROOT, "%.1f", model.seconds()));
      judge(table, model.outcome());
      table.endRow();
    }
    table.close();
    models.stream().filter(model -> !model.counterexample().isEmpty()).forEach(this::steps);
  }

  private void steps(Model model) {
    page.open("details");
    page.text(
        "summary",
        "Counterexample of "
            + model.name()
            + ": "
            + Counted.of(model.counterexample().size(), "step"));
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
    page.text("p", caught(mutants) + ".");
    Table table = Table.open(page, "Mutant", "Caught by");
    for (Mutant mutant : mutants) {
      head(table, "code", mutant.name());
      Optional<String> property = mutant.caughtBy();
      if (property.isPresent()) {
        table.cell(property.get(), "code");
      } else {
        judge(table, "not caught", Verdict.UNDECIDED);
      }
      table.endRow();
    }
    table.close();
  }

  private static String caught(List<Mutant> mutants) {
    long caught = mutants.stream().filter(mutant -> mutant.caughtBy().isPresent()).count();
    return caught
        + " of "
        + Counted.of(mutants.size(), "faulty variant")
        + " of the specification caught by a property";
  }

  private void weathers(List<Weather> weathers) {
    page.text("h3", "Simulated runs");
    if (weathers.isEmpty()) {
      page.text("p", "None was made.");
      return;
    }
    Table table =
        Table.open(
            page,
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
    weathers.forEach(weather -> weather(table, weather));
    table.close();
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

  private void weather(Table table, Weather weather) {
    head(table, "span", weather.name());
    table.number(weather.runs());
    table.number(weather.events());
    table.number(weather.conform());
    shouldBeNone(table, weather.rejected(), Verdict.VIOLATED);
    shouldBeNone(table, weather.undecided(), Verdict.UNDECIDED);
    int actions = weather.actionsTaken() + weather.actionsNeverTaken().size();
    table.number(weather.actionsTaken() + " of " + actions);
    table.number(weather.distinctStates());
    table.number(weather.elections());
    table.number(weather.falseSuspicions());
    table.number(weather.splitBrains());
    table.endRow();
  }

  private static void shouldBeNone(Table table, long value, Verdict otherwise) {
    table.cell(Values.grouped(value), value == 0 ? "number" : "number " + kind(otherwise));
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

  private static void judge(Table table, String word, Verdict verdict) {
    table.cell(mark(verdict) + word, "word " + kind(verdict));
  }

  private static void judge(Table table, Outcome outcome) {
    switch (outcome) {
      case AS_EXPECTED -> judge(table, "as expected", Verdict.HOLDS);
      case NOT_AS_EXPECTED -> judge(table, "not as expected", Verdict.VIOLATED);
      case UNDECIDED -> judge(table, "undecided", Verdict.UNDECIDED);
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
