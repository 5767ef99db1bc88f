package org.scrutin.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scrutin.render.Certificate.Algorithm;
import org.scrutin.render.Certificate.Model;
import org.scrutin.render.Certificate.Mutant;
import org.scrutin.render.Certificate.Outcome;
import org.scrutin.render.Certificate.Verdict;
import org.scrutin.render.Certificate.Versions;
import org.scrutin.render.Certificate.Weather;

class CertificateTest {

  private static final List<Model> MODELS =
      List.of(SampleCertificate.SYNCHRONOUS, SampleCertificate.ASYNCHRONOUS);
  private static final List<Weather> WEATHERS =
      List.of(SampleCertificate.CALM, SampleCertificate.STORM);

  @Test
  void all_parts_hold_so_the_whole_holds() {
    Certificate certificate = SampleCertificate.of(SampleCertificate.good());
    assertThat(certificate.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(certificate.findings()).isEmpty();
  }

  @Test
  void nothing_checked_is_undecided() {
    assertThat(SampleCertificate.of().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(SampleCertificate.of().findings()).containsExactly("No algorithm was checked.");
    Algorithm empty = SampleCertificate.bully(List.of(), List.of(), List.of());
    assertThat(empty.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(empty.findings())
        .containsExactly(
            "Bully: no state of a model was checked.", "Bully: no event of a run was replayed.");
  }

  @Test
  void a_model_that_ended_otherwise_violates_the_whole() {
    Algorithm algorithm =
        SampleCertificate.bully(List.of(model(Outcome.NOT_AS_EXPECTED)), List.of(), WEATHERS);
    Certificate certificate = SampleCertificate.of(SampleCertificate.good(), algorithm);
    assertThat(certificate.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(certificate.findings()).containsExactly("Bully: model M did not end as expected.");
  }

  @Test
  void the_verdict_names_who_is_not_as_promised() {
    Algorithm bad =
        SampleCertificate.bully(List.of(model(Outcome.NOT_AS_EXPECTED)), List.of(), WEATHERS);
    assertThat(CertificatePage.of(SampleCertificate.of(bad)))
        .contains("<strong>Violated: not as promised: Bully.</strong>")
        .contains("✗ not as expected");
    assertThat(CertificatePage.of(SampleCertificate.of()))
        .contains("<strong>Undecided: nothing was checked.</strong>");
  }

  @Test
  void a_rejected_run_violates_and_an_undecided_one_does_not_hold() {
    assertThat(in(weather(10, 9, 1, 0)).verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(in(weather(10, 9, 0, 1)).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(in(weather(10, 10, 0, 0)).verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void a_run_without_a_verdict_is_noticed() {
    assertThat(in(weather(10, 9, 0, 0)).findings())
        .containsExactly("Bully: 1 run without a verdict in weather W.");
  }

  @Test
  void a_model_not_checked_to_its_end_is_undecided() {
    Algorithm algorithm =
        SampleCertificate.bully(List.of(model(Outcome.UNDECIDED)), List.of(), WEATHERS);
    assertThat(algorithm.verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void a_mutant_that_escaped_is_undecided() {
    Algorithm algorithm =
        SampleCertificate.bully(MODELS, List.of(new Mutant("Sly", Optional.empty())), WEATHERS);
    assertThat(algorithm.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(CertificatePage.of(SampleCertificate.of(algorithm)))
        .contains("Bully: no property caught the mutant Sly.")
        .contains("0 of 1 faulty variant of the specification caught")
        .contains("not caught");
  }

  @Test
  void a_mutant_that_has_not_its_pinned_size_is_undecided() {
    List<Mutant> mutants = List.of(new Mutant("Sly", Optional.of("Agreement"), false));
    Algorithm algorithm = SampleCertificate.bully(MODELS, mutants, WEATHERS);
    assertThat(algorithm.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(algorithm.findings())
        .containsExactly("Bully: the mutant Sly has not its pinned size.");
  }

  @Test
  void actions_that_no_run_took_and_missing_mutants_are_gaps() {
    Algorithm algorithm = SampleCertificate.bully(MODELS, List.of(), WEATHERS);
    assertThat(algorithm.gaps())
        .containsExactly(
            "Bully: no run took Duplicate.",
            "Bully: no mutants were tried, so nothing says how sharp its properties are.");
    assertThat(CertificatePage.of(SampleCertificate.of(algorithm)))
        .contains("<li>Bully: no run took Duplicate.</li>");
  }

  @Test
  void the_page_says_first_the_verdict_then_the_table_then_what_was_not_shown_then_details() {
    String page = CertificatePage.of(SampleCertificate.of(SampleCertificate.good()));
    assertThat(page)
        .containsSubsequence(
            "Bully keeps its promise, within the bounds below.",
            "What it promises",
            "186,521",
            "23,610",
            "What was not shown",
            "Runs are samples",
            "The bounds of each model",
            "MCBully_synchronous",
            "4 nodes, 2 crashes, 2 restarts",
            "MCBully_asynchronous",
            "3 nodes, 1 crash",
            "Assumptions",
            "<svg",
            "<details>",
            "Counterexample of MCBully_asynchronous: 3 steps",
            "2 of 2 faulty variants",
            "Made with Scrutin 0.1.0, TLC 2.18, JDK 17.0.15.");
  }

  @Test
  void what_two_algorithms_share_counts_once_in_the_sum() {
    Certificate certificate =
        SampleCertificate.of(SampleCertificate.good(), SampleCertificate.good());
    assertThat(certificate.statesChecked()).isEqualTo(186_521);
    assertThat(CertificatePage.of(certificate))
        .contains("2 algorithms; 2 models with 186,521 distinct states checked; 2 of 2 faulty")
        .contains("200 simulated runs with 47,220 events replayed");
  }

  @Test
  void on_a_narrow_screen_each_cell_tells_its_column() {
    assertThat(CertificatePage.of(SampleCertificate.of(SampleCertificate.good())))
        .contains("<td class=\"number\" data-label=\"Runs\">100</td>")
        .contains("<td class=\"text\" data-label=\"Bounds\">3 nodes, 1 crash</td>");
  }

  @Test
  void the_page_is_well_formed_and_needs_nothing_from_outside() {
    String page = CertificatePage.of(SampleCertificate.of(SampleCertificate.good()));
    Traces.parse(page.replace("<!DOCTYPE html>", ""));
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http")
        .doesNotContain("<script")
        .doesNotContain("src=");
  }

  @Test
  void text_cannot_break_out_of_the_page() {
    Certificate evil =
        new Certificate(
            "<script>",
            Optional.of("<script>"),
            List.of(
                new Algorithm(
                    "<script>",
                    "<script>",
                    "<script>",
                    List.of(
                        new Model(
                            "<script>",
                            "<script>",
                            List.of("<script>"),
                            "<script>",
                            "<script>",
                            Outcome.AS_EXPECTED,
                            1,
                            1,
                            1,
                            List.of("<script>"))),
                    List.of(new Mutant("<script>", Optional.of("<script>"))),
                    List.of(),
                    Optional.empty())),
            List.of("<script>"),
            List.of("<script>"),
            new Versions("<script>", "<script>", "<script>"));
    assertThat(CertificatePage.of(evil)).doesNotContain("<script").contains("&lt;script&gt;");
  }

  @Test
  void the_date_is_there_only_if_it_is_given() {
    Certificate dated =
        new Certificate(
            "T",
            Optional.of("1982-01-01"),
            List.of(),
            List.of(),
            List.of(),
            new Versions("1", "2", "3"));
    assertThat(CertificatePage.of(dated)).contains(", on 1982-01-01.");
    assertThat(CertificatePage.of(SampleCertificate.of())).contains("JDK 17.0.15. The same");
  }

  @Test
  void json_tells_the_same_without_pictures() throws JsonProcessingException {
    String json = JsonText.of(SampleCertificate.of(SampleCertificate.good()));
    JsonNode tree = JsonMapper.builder().build().readTree(json);
    assertThat(tree.path("verdict").asText()).isEqualTo("holds");
    assertThat(tree.path("date").isNull()).isTrue();
    JsonNode bully = tree.path("algorithms").path(0);
    assertThat(bully.path("verdict").asText()).isEqualTo("holds");
    assertThat(bully.path("statesChecked").asLong()).isEqualTo(186_521);
    assertThat(bully.path("models").path(1).path("counterexample")).hasSize(3);
    assertThat(bully.path("mutants").path(0).path("caughtBy").asText()).isEqualTo("Agreement");
    assertThat(bully.path("weathers").path(1).path("faults").path(1).path("count").asLong())
        .isEqualTo(58);
    assertThat(bully.path("picture").path("caption").asText()).startsWith("Seed 42");
    assertThat(json).doesNotContain("<svg").doesNotContain("\r").endsWith("}\n");
  }

  @Test
  void the_same_certificate_gives_the_same_bytes_whatever_the_locale() {
    Certificate certificate = SampleCertificate.of(SampleCertificate.good());
    String page = CertificatePage.of(certificate);
    String json = JsonText.of(certificate);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(CertificatePage.of(certificate)).isEqualTo(page).contains(">12.4<");
      assertThat(JsonText.of(certificate)).isEqualTo(json);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Model model(Outcome outcome) {
    return new Model("M", "?", List.of(), "", "", outcome, 1, 1, 1, List.of());
  }

  private static Weather weather(int runs, int conform, int rejected, int undecided) {
    return new Weather(
        "W", runs, 100, conform, rejected, undecided, 1, List.of(), 1, List.of(), 1, 0, 0, 0);
  }

  private static Algorithm in(Weather weather) {
    return SampleCertificate.bully(MODELS, List.of(), List.of(weather));
  }
}
