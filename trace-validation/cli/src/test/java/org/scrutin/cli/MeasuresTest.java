package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scrutin strength}, {@code scrutin coverage}, and what {@code validate} can do besides. */
class MeasuresTest {

  private static final String COUNTER_HEADER =
      "{\"scrutin\":1,\"spec\":\"Counter\",\"config\":\"Counter.cfg\",\"constants\":{}}\n";

  @TempDir private Path folder;
  private String trace;

  @BeforeEach
  void run() {
    trace = folder.resolve("run.ndjson").toString();
    Session.of("run", "bully", "--nodes", "3", "--steps", "40", "--trace", trace);
  }

  @Test
  void strengthIsATableWithARowForEachActionAndTheSameForTheSameSeed() {
    Session session = Session.of("strength", trace, "--samples", "1");
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(session.out()).contains("HandleElection", "dropped").contains("\nall ");
    assertThat(Session.of("strength", trace, "--samples", "1")).isEqualTo(session);
    assertThat(Session.of("strength", trace, "--samples", "1", "--json").out())
        .contains("\"unread\" : [ ]", "\"field\" : \"/state/status\"");
  }

  @Test
  void aWeakCheckCanFailABuild() {
    Session.of("run", "bully", "--faults", "loss", "--steps", "90", "--trace", trace);
    Session session = Session.of("strength", trace, "--samples", "2", "--at-least", "100");
    assertThat(session.out()).contains("below --at-least: ");
    assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void whatWasNotMeasuredIsNeverStrongEnough() throws IOException {
    String one = counting("x < 9", 1, 2, 3, 4, 5, 6);
    Files.writeString(
        Path.of(one),
        "{\"n\":7,\"at\":1,\"clock\":7,\"action\":\"Reset\",\"args\":[],\"state\":{\"x\":0}}\n",
        StandardOpenOption.APPEND);
    Session few = ofCounter("strength", one, "--events", "4", "--at-least", "10");
    assertThat(few.out()).contains("first 4 events: Reset; --events 7 reaches them");
    assertThat(few.code()).isEqualTo(ExitCode.UNDECIDED);
    Session all = ofCounter("strength", one, "--events", "7", "--at-least", "10");
    assertThat(all.out()).contains("\nReset ").doesNotContain("not measured");
    assertThat(all.code()).isEqualTo(ExitCode.HOLDS);
  }

  @Test
  void coverageNamesWhatWasNeverTaken() throws IOException {
    Path page = folder.resolve("coverage.html");
    Session session = Session.of("coverage", trace, "--reachable", "50", "--html", "" + page);
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(session.out())
        .contains("1 of 1 traces conform; 45 steps", "is not known", "never taken:");
    assertThat(page)
        .content()
        .contains("<h3>Bully.tla</h3>", "Never taken", "HandleElection(m) ==");
    assertThat(Session.of("coverage", trace, "--reachable", "0", "--json").out())
        .contains("\"reachable\" : null", "\"neverTaken\"");
  }

  @Test
  void coverageIsMergedOverCommands() throws IOException {
    String other = folder.resolve("other.ndjson").toString();
    Session.of("run", "bully", "--nodes", "3", "--seed", "7", "--steps", "70", "--trace", other);
    String one = folder.resolve("one.json").toString();
    String two = folder.resolve("two.json").toString();
    Session.of("coverage", trace, "--reachable", "0", "--save", one);
    Session.of("coverage", other, "--reachable", "0", "--save", two);
    Session together = Session.of("coverage", trace, other, "--reachable", "0");

    assertThat(Session.of("coverage", "--merge", one + "," + two)).isEqualTo(together);
    assertThat(Session.of("coverage", trace, "--reachable", "0", "--merge", two))
        .isEqualTo(together);
    Session.of("run", "bully", "--nodes", "4", "--steps", "9", "--trace", other);
    Session.of("coverage", other, "--reachable", "0", "--save", two);
    assertTold("two.json: of bully/Bully with", "coverage", "--merge", one + "," + two);
    assertTold("nothing that scrutin coverage --save wrote", "coverage", "--merge", trace);
    assertTold("none: no such file", "coverage", "--merge", folder.resolve("none").toString());
    assertTold("nothing to tell of", "coverage");
  }

  @Test
  void coverageOfAnotherVersionOfTheSpecificationIsNotMerged() throws IOException {
    String one = counting("x < 9", 1, 2);
    String saved = folder.resolve("saved.json").toString();
    assertThat(ofCounter("coverage", one, "--save", saved).code()).isEqualTo(ExitCode.HOLDS);
    assertThat(ofCounter("coverage", one, "--merge", saved).out()).contains("2 of 2 traces");
    counting("x < 1", 1);
    Session other = ofCounter("coverage", one, "--merge", saved);
    assertThat(other.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(other.err()).contains("saved.json: of another specification").hasLineCount(1);

    String text = Files.readString(Path.of(saved));
    Files.writeString(Path.of(saved), text.replaceFirst("\"digest\".*", ""));
    assertTold("replay its traces anew with --save", "coverage", "--merge", saved);
  }

  @Test
  void whatWasCutOffIsToldWithTheCoverage() throws IOException {
    String one = counting("x < 9", 1, 2);
    Files.writeString(Path.of(one), "{\"n\":3,\"at", StandardOpenOption.APPEND);
    String saved = folder.resolve("saved.json").toString();
    Session session = ofCounter("coverage", one, "--save", saved);
    assertThat(session.out())
        .contains("1 of 1 traces conform; 2 steps")
        .contains("not judged: " + one + ": line 4, cut off after 10 bytes; this is a prefix");
    assertThat(Session.of("coverage", "--merge", saved)).isEqualTo(session);
  }

  /** A counter with this guard, and a trace of it. */
  private String counting(String guard, int... values) throws IOException {
    Files.writeString(
        folder.resolve("Counter.tla"),
        """
        ---- MODULE Counter ----
        EXTENDS Naturals
        VARIABLE x
        Init == x = 0
        Up == %s /\\ x' = x + 1
        Reset == x > 5 /\\ x' = 0
        Next == Up \\/ Reset
        ====
        """
            .formatted(guard));
    Files.writeString(folder.resolve("Counter.cfg"), "INIT Init\nNEXT Next\n");
    StringBuilder text = new StringBuilder(COUNTER_HEADER);
    for (int n = 1; n <= values.length; n++) {
      text.append(
          """
          {"n":%d,"at":1,"clock":%d,"action":"Up","args":[],"state":{"x":%d}}
          """
              .formatted(n, n, values[n - 1]));
    }
    return Files.writeString(folder.resolve("count.ndjson"), text).toString();
  }

  private Session ofCounter(String command, String file, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, file));
    arguments.addAll(List.of("--spec", folder.resolve("Counter.tla").toString()));
    arguments.addAll(List.of("--config", folder.resolve("Counter.cfg").toString()));
    arguments.addAll(List.of(more));
    return Session.of(arguments.toArray(String[]::new));
  }

  @Test
  void logsOfOtherFormatsAreMeasuredByTheirBinding() throws IOException {
    counting("x < 9");
    Path binding =
        Files.writeString(
            folder.resolve("CounterLog.tla"),
            """
            ---- MODULE CounterLog ----
            EXTENDS Counter
            Event_more(e) == Up /\\ x' = e.x
            ====
            """);
    Path log = folder.resolve("count.log");
    Files.writeString(log, "{\"event\":\"more\",\"x\":1}\n{\"event\":\"more\",\"x\":2}\n");
    String saved = folder.resolve("saved.json").toString();
    Session coverage = ofCounter("coverage", "" + log, "--bind", "" + binding, "--save", saved);
    assertThat(coverage.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(coverage.out())
        .contains("1 of 1 traces conform; 2 steps", "1 of 2 actions", "3 of 10 reachable states")
        .contains("never taken:", "  Reset");
    assertThat(Session.of("coverage", "--merge", saved)).isEqualTo(coverage);
    // What is saved elsewhere is of the same files in another folder.
    assertThat(Files.readString(Path.of(saved)))
        .contains("\"Counter with [Counter.tla, Counter.cfg, CounterLog.tla]\"");
    assertThat(ofCounter("strength", "" + log, "--bind", "" + binding).out()).contains("more");
    assertTold("--bind is about a specification of your own", "coverage", "" + log, "--bind", "x");
  }

  @Test
  void aTraceThatDoesNotConformIsTold() throws IOException {
    Path bad = folder.resolve("bad.ndjson");
    Files.writeString(
        bad,
        Files.readString(Path.of(trace))
            .replaceFirst("\"state\":\\{\"epoch\":0", "\"state\":{\"epoch\":7"));
    Session strength = Session.of("strength", "" + bad);
    assertThat(strength.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(strength.err()).contains("bad.ndjson: it does not conform as it is").hasLineCount(1);
    Session coverage = Session.of("coverage", trace, "" + bad, "--reachable", "0");
    assertThat(coverage.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(coverage.out()).contains("1 of 2 traces conform");
  }

  @Test
  void aRejectedRunIsAPageWithWhatIsFalseInTheSpecification() throws IOException {
    Path bad = folder.resolve("bad.ndjson");
    // The first message that is heeded says another epoch than it was sent with.
    Files.writeString(
        bad,
        Files.readString(Path.of(trace))
            .replaceFirst("(\"action\":\"HandleCoordinator.*?\"epoch\":)\\d+", "$177"));
    Path page = folder.resolve("page.html");
    assertThat(Session.of("validate", "" + bad, "--html", "" + page).code())
        .isEqualTo(ExitCode.VIOLATION);
    assertThat(page)
        .content()
        .contains("Bully.tla, where it is contradicted", "FALSE", "state before it", "<mark>")
        .contains("tr class=\"violated\"");
    assertThat(Session.of("validate", trace, "--html", "" + page).code()).isEqualTo(ExitCode.HOLDS);
    assertThat(page).content().doesNotContain("contradicted", "tr class=\"violated\"");
    assertTold("--html is of traces at rest", "validate", "--merge", trace, "--html", "" + page);
  }

  @Test
  void aFileThatCannotBeWrittenHidesNothing() throws IOException {
    Path bad = folder.resolve("bad.ndjson");
    Files.writeString(
        bad, Files.readString(Path.of(trace)).replaceFirst("\"epoch\":0", "\"epoch\":7"));
    for (String option : List.of("--html", "--shrink")) {
      Session session = Session.of("validate", "" + bad, option, "" + folder.resolve("no/such"));
      assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
      assertThat(session.out()).contains("rejected: ");
      assertThat(session.err()).contains("no such folder to write it to").hasLineCount(1);
    }
  }

  /** Replay ends at the violation; a page shows all of the trace. */
  @Test
  void aTraceThatCannotBeDrawnHidesNothing() throws IOException {
    Path bad = folder.resolve("bad.ndjson");
    String whole = Files.readString(Path.of(trace));
    Files.writeString(bad, whole.replaceFirst("\"epoch\":0", "\"epoch\":7") + "{\"garbage\n");
    Path page = folder.resolve("page.html");
    Session one = Session.of("validate", "" + bad, "--html", "" + page);
    assertThat(one.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(one.out()).contains("rejected: ");
    assertThat(one.err()).contains("bad.ndjson").hasLineCount(1);
    Session two = Session.of("validate", "--json", "" + bad, trace, "--html", "" + page);
    assertThat(two.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(two.out()).contains("\"conforms\"", "\"rejected\"");
  }

  @Test
  void severalRunsAreAListWithAPageForEach() throws IOException {
    Path bad = folder.resolve("bad.ndjson");
    Files.writeString(
        bad, Files.readString(Path.of(trace)).replaceFirst("\"epoch\":0", "\"epoch\":7"));
    Path page = folder.resolve("runs.html");
    assertThat(Session.of("validate", trace, "" + bad, "--html", "" + page).code())
        .isEqualTo(ExitCode.VIOLATION);
    assertThat(page)
        .content()
        .contains("1 of 2 runs conform", "href=\"runs-1.html\"", "enabled, but it leads elsewhere")
        .containsSubsequence("bad.ndjson", "run.ndjson");
    assertThat(folder.resolve("runs-1.html")).content().doesNotContain("tr class=\"violated\"");
    assertThat(folder.resolve("runs-2.html")).content().contains("tr class=\"violated\"");
  }

  @Test
  void theListOfRunsLeadsToPagesWhateverTheirNames() throws IOException {
    Path page = folder.resolve("a:b #1 100%.html");
    assertThat(Session.of("validate", trace, trace, "--html", "" + page).code()).isZero();
    assertThat(page).content().contains("href=\"a%3Ab%20%231%20100%25-1.html\"");
    assertThat(folder.resolve("a:b #1 100%-1.html")).exists();
  }

  @Test
  void theSmallestPartOfARejectedTraceIsToldAndWritten() throws IOException {
    Path bad = folder.resolve("bad.ndjson");
    Files.writeString(
        bad,
        Files.readString(Path.of(trace))
            .replaceFirst("(\"action\":\"HandleCoordinator.*?\"epoch\":)\\d+", "$177"));
    assertThat(Session.of("validate", "" + bad).out())
        .contains("  rejected for the same reason: line", "; --shrink FILE writes them");
    Path least = folder.resolve("least.ndjson");
    Session session = Session.of("validate", "" + bad, "--shrink", "" + least, "--json");
    assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(session.out()).contains("\"isSmallest\" : true");
    assertThat(Session.of("validate", "" + least).out()).contains("HandleCoordinator", "77");
    assertThat(Files.readAllLines(least).size())
        .isLessThan(Files.readAllLines(Path.of(trace)).size());
    assertTold("--shrink is of one trace", "validate", trace, trace, "--shrink", "" + least);
    assertTold("--shrink-seconds must be", "validate", trace, "--shrink-seconds", "0");
  }

  /** CR is a blank between the tokens of JSON, and ends no line. */
  @Test
  void thePartThatIsWrittenIsRejectedWhereLinesHaveCarriageReturns() throws IOException {
    Path bad = Path.of(counting("x < 9", 1, 2, 4));
    Files.writeString(bad, Files.readString(bad).replace(",\"clock\"", ",\r\"clock\""));
    Path least = folder.resolve("least.ndjson");
    assertThat(ofCounter("validate", "" + bad, "--shrink", "" + least).out())
        .contains("rejected for the same reason: lines 2, 3, 4 alone");
    assertThat(ofCounter("validate", "" + least).code()).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void severalTracesAreReplayedAtOnceAndToldInTheirOrder() throws IOException {
    Path bad = folder.resolve("bad.ndjson");
    Files.writeString(
        bad, Files.readString(Path.of(trace)).replaceFirst("\"epoch\":0", "\"epoch\":7"));
    Session session = Session.of("validate", trace, "" + bad, trace);
    assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(session.out().lines().filter(line -> line.contains("ndjson")))
        .satisfiesExactly(
            line -> assertThat(line).contains("run.ndjson: conforms"),
            line -> assertThat(line).startsWith("rejected: " + bad),
            line -> assertThat(line).contains("run.ndjson: conforms"));
  }

  @Test
  void noInputIsOverwritten() throws IOException {
    String one = counting("x < 9", 1, 2);
    String link = Files.createLink(folder.resolve("link.svg"), Path.of(one)).toString();
    Path page = Files.copy(Path.of(one), folder.resolve("runs-2.html"));
    String saved = folder.resolve("saved.json").toString();
    String spec = folder.resolve("Counter.tla").toString();
    ofCounter("coverage", one, "--save", saved);
    String before = Files.readString(Path.of(one));
    for (Session session :
        List.of(
            ofCounter("validate", one, "--shrink", one),
            ofCounter("validate", one, "--shrink", link),
            ofCounter("validate", one, "--html", one),
            ofCounter("validate", one, "--html", spec),
            ofCounter("validate", one, "" + page, "--html", "" + folder.resolve("runs.html")),
            ofCounter("coverage", one, "--save", one),
            ofCounter("coverage", one, "--html", link),
            ofCounter("coverage", one, "--save", spec),
            Session.of("coverage", "--merge", saved, "--html", saved),
            Session.of("render", one, "-o", link, "--no-replay"))) {
      assertThat(session.err()).contains("would be overwritten").hasLineCount(1);
      assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(session.out()).isEmpty();
    }
    assertThat(Path.of(one)).hasContent(before);
    assertThat(page).hasContent(before);
    assertThat(Path.of(spec)).content().contains("MODULE Counter");
  }

  @Test
  void badUseIsToldInOneLine() {
    assertTold("--samples must be at least 1", "strength", trace, "--samples", "0");
    assertTold("--spec and --config go together", "strength", trace, "--spec", "X.tla");
    assertTold("--reachable must be at least 0", "coverage", trace, "--reachable", "-1");
    String other = folder.resolve("other.ndjson").toString();
    Session.of("run", "bully", "--nodes", "4", "--steps", "9", "--trace", other);
    assertTold("other.ndjson:1: not of the same specification", "coverage", trace, other);
  }

  private static void assertTold(String message, String... arguments) {
    Session session = Session.of(arguments);
    assertThat(session.err()).contains(message).hasLineCount(1);
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
  }
}
