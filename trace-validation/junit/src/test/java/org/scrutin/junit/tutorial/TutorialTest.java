package org.scrutin.junit.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.merge.MergedInput;
import org.scrutin.replay.merge.Patience;
import org.scrutin.replay.merge.TraceMerger;
import org.scrutin.trace.TraceHeader;
import org.scrutin.trace.Tracer;

/** What {@code docs/tutorial.md} shows is what is compiled and run here. */
class TutorialTest {

  private static final Path PAGE = Path.of("../../docs/tutorial.md");

  private static final Path LOGS = Path.of("../../docs/examples/lock");

  /** A file's name in a comment, and the block of code after it. */
  private static final Pattern QUOTED =
      Pattern.compile("<!-- from (\\S+) -->\\s*```\\w*\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void eachPieceOfCodeStandsInAFileThatIsCompiledOrRun() throws IOException {
    Matcher quoted = QUOTED.matcher(Files.readString(PAGE));
    int pieces = 0;
    while (quoted.find()) {
      pieces++;
      String file = Files.readString(Path.of("../..", quoted.group(1)));
      assertThat(unindented(file))
          .as("the piece of %s on the page", quoted.group(1))
          .contains(unindented(quoted.group(2)));
    }
    assertThat(pieces).isEqualTo(7);
  }

  /** A page may indent a piece less than its file does. */
  private static String unindented(String text) {
    return text.replaceAll("(?m)^ +", "").strip();
  }

  @Test
  void theReasonOnThePageIsTheReasonGiven() throws IOException {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(StrayRelease.class))
                .build(),
            listener);
    assertThat(listener.getSummary().getFailures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(Files.readString(PAGE))
                    .contains(
                        failure.getException().getMessage().replaceFirst("\\n  the traces.*", "")));
  }

  @Test
  void logsThatAreThereAreMergedAndTheReasonOnThePageIsTheReasonGiven() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String log : List.of("server.log", "alice.log", "bob.log")) {
      logs.add(Files.copy(LOGS.resolve(log), folder.resolve(log)));
    }
    assertThat(judged(logs)).isInstanceOf(Verdict.Conforms.class);

    for (Path log : logs) {
      List<String> lines = new ArrayList<>(Files.readAllLines(log));
      lines.removeIf(line -> line.contains("release") || line.contains("hear"));
      Files.write(log, lines);
    }
    Rejection reason = ((Verdict.Rejected) judged(logs)).rejection().at("server.log:2");
    assertThat(Files.readString(PAGE)).contains(reason.text().lines().limit(2).toList());
  }

  private static Verdict judged(List<Path> logs) throws IOException {
    Path specs = Path.of("src/test/resources");
    try (TraceValidator binding =
            TraceValidator.bound(
                SpecLibrary.of(specs),
                specs.resolve("Lock.tla"),
                specs.resolve("Lock.cfg"),
                LOGS.resolve("LockLog.tla"),
                Map.of());
        TraceMerger merger = TraceMerger.of(logs, Patience.NONE, binding);
        MergedInput merged = new MergedInput(merger)) {
      return binding.validate(merged, "merged", Options.DEFAULT);
    }
  }

  @Test
  void theTraceOnThePageIsTheTraceWritten() throws IOException {
    Path file = folder.resolve("run.ndjson");
    TraceHeader header =
        new TraceHeader("Lock", "Lock.cfg", Map.of(), "tutorial", OptionalLong.empty());
    try (Tracer tracer =
        Tracer.open(file, header, "n1", Tracer.Settings.DEFAULT.withMicros(() -> 1))) {
      new LockServer(tracer).ask("alice");
    }
    String page = Files.readString(PAGE);
    for (String event : Files.readAllLines(file).subList(1, 3)) {
      // The order of a small map's fields differs between runs of the JVM.
      String before = event.replaceFirst("\"time\":1,", "").replaceFirst(",\"state\".*", "");
      assertThat(page).contains(before);
    }
  }
}
