package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scrutin merge}, and {@code scrutin validate} with {@code --merge} and {@code --follow}.
 */
class OneRunTest {

  @TempDir private Path folder;
  private final List<Path> files = new ArrayList<>();
  private Path whole;

  /** A run of three nodes, each with a file of its own that says that it ends. */
  @BeforeEach
  void write() throws IOException {
    whole = folder.resolve("whole.ndjson");
    Session.of(
        "run", "quorum-bully", "--nodes", "3", "--steps", "150", "--trace", whole.toString());
    List<String> lines = Files.readAllLines(whole);
    Map<String, List<String>> nodes = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("{\"n\":")) {
        String at = line.replaceFirst(".*?\"at\":(\\d+),.*", "$1");
        List<String> own = nodes.computeIfAbsent(at, n -> new ArrayList<>(lines.subList(0, 1)));
        own.add(line.replaceFirst("\\d+", "" + own.size()));
      }
    }
    for (Map.Entry<String, List<String>> node : nodes.entrySet()) {
      node.getValue().add("{\"note\":\"end\"}");
      files.add(Files.write(folder.resolve("n" + node.getKey() + ".ndjson"), node.getValue()));
    }
  }

  private Session on(String... arguments) {
    return Session.of(
        Stream.concat(Stream.of(arguments), files.stream().map(Path::toString))
            .toArray(String[]::new));
  }

  /** Says of some step on node 2 that its epoch is another. */
  private int damage() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(files.get(1)));
    for (int i = lines.size() / 2; ; i++) {
      if (lines.get(i).contains("\"state\":{\"epoch\":")) {
        lines.set(i, lines.get(i).replaceFirst("(\"state\":\\{\"epoch\":)\\d+", "$177"));
        Files.write(files.get(1), lines);
        return i + 1;
      }
    }
  }

  @Test
  void tracesOfNodesAreMergedIntoOneThatConforms() {
    String merged = folder.resolve("merged.ndjson").toString();
    Session session = on("merge", "-o", merged);
    assertThat(session.out()).contains("lines from 3 files, in one order");
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(Session.of("validate", merged).code()).isEqualTo(ExitCode.HOLDS);
    assertThat(on("merge", "--json", "-o", merged).out()).contains("\"complete\" : true");
  }

  @Test
  void tracesOfNodesAreMergedOnTheFly() {
    Session session = on("validate", "--merge");
    assertThat(session.out()).contains("n1.ndjson and 2 more: conforms: ");
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
  }

  @Test
  void packedTracesAreMergedToo() throws IOException {
    byte[] text = Files.readAllBytes(files.get(1));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(files.get(1)))) {
      out.write(text);
    }
    assertThat(on("validate", "--merge").code()).isEqualTo(ExitCode.HOLDS);
    assertThat(on("validate", "--follow").err()).contains("is packed, and cannot be followed");
  }

  @Test
  void aRejectedStepIsToldByTheFileThatItIsFrom() throws IOException {
    int line = damage();
    Session session = on("validate", "--merge");
    assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(session.out())
        .contains("the trace logged 77", "rejected: " + files.get(1) + ":" + line + ": event ");
    assertThat(on("validate", "--merge", "--json").out())
        .contains("\"lastLine\" : \"" + files.get(1) + ":" + line + "\"");
  }

  @Test
  void aMissingTraceMakesTheRunUndecided() {
    files.remove(2);
    Session session = on("validate", "--merge");
    assertThat(session.code()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(session.out())
        .contains("undecided: steps are missing at " + files.get(0), "which no trace has");
    String merged = folder.resolve("merged.ndjson").toString();
    assertThat(on("merge", "-o", merged).code()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(Session.of("validate", merged).code()).isEqualTo(ExitCode.UNDECIDED);
  }

  @Test
  void anImpossibleOrderIsRejectedAndLeavesNoFile() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(files.get(0)));
    String first = lines.get(1);
    // Its first step now receives the last message that it sends itself.
    String id = String.join("", lines).replaceFirst(".*\"sent\":\\[\\{\"id\":(\\d+).*", "$1");
    lines.set(1, first.substring(0, first.length() - 1) + ",\"received\":" + id + "}");
    Files.write(files.get(0), lines);
    Path merged = folder.resolve("merged.ndjson");
    Session session = on("merge", "-o", merged.toString());
    assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(session.out())
        .contains("rejected: impossible order", "n1.ndjson:2 receives message");
    assertThat(merged).doesNotExist();
    Files.writeString(merged, "older");
    assertThat(on("merge", "--json", "-o", merged.toString()).out())
        .startsWith("{")
        .contains("\"rejected\" : \"impossible order");
    assertThat(merged).hasContent("older");
    assertThat(merged.resolveSibling("merged.ndjson.part")).doesNotExist();
    assertThat(on("validate", "--merge").code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(on("validate", "--merge", "--json").out()).contains("impossible order");
  }

  @Test
  void aRunIsFollowedUntilEachNodeHasEndedItsTrace() {
    Session session = on("validate", "--follow", "--quiet", "600");
    assertThat(session.out()).contains("conforms");
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
  }

  @Test
  void followingStopsAtTheFirstViolation() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(whole));
    for (int i = 0; i < lines.size(); i++) {
      if (i > 50 && lines.get(i).contains("\"state\":{\"epoch\":")) {
        lines.set(i, lines.get(i).replaceFirst("(\"state\":\\{\"epoch\":)\\d+", "$177"));
        lines.subList(i + 1, lines.size()).clear();
      }
    }
    InputStream before = System.in;
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    System.setIn(new SequenceInputStream(new ByteArrayInputStream(text), new NeverRead()));
    try {
      Session session = Session.of("validate", "--follow", "-");
      assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
      assertThat(session.out())
          .contains("the trace logged 77", "rejected: standard input:" + lines.size() + ": event ");
    } finally {
      System.setIn(before);
    }
  }

  /** What a system that still runs would have: reading it would wait. */
  private static final class NeverRead extends InputStream {
    @Override
    public int read() {
      throw new AssertionError("read on after the violation");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return read();
    }
  }

  @Test
  void theStandardInputIsJudgedAtItsEnd() throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(Files.readAllBytes(whole)));
    try {
      assertThat(Session.of("validate", "--follow", "-").code()).isEqualTo(ExitCode.HOLDS);
    } finally {
      System.setIn(before);
    }
  }

  private static final String COUNTER =
      """
      ---- MODULE Counter ----
      EXTENDS Naturals
      VARIABLE n
      Init == n = 0
      Count == n' = n + 1
      Next == Count
      ====
      """;

  private static final String COUNTER_LOG =
      """
      ---- MODULE CounterLog ----
      EXTENDS Counter
      Event_up(e) == Count /\\ n' = e.to
      ====
      """;

  /** A counter, and a log of another format in which it counts to three, or goes wrong there. */
  private String[] counter(String third) throws IOException {
    Path spec = Files.writeString(folder.resolve("Counter.tla"), COUNTER);
    Path config = Files.writeString(folder.resolve("Counter.cfg"), "INIT Init\nNEXT Next\n");
    Path bind = Files.writeString(folder.resolve("CounterLog.tla"), COUNTER_LOG);
    Path log =
        Files.writeString(
            folder.resolve("counter.log"),
            Stream.of("1", "2", third)
                .map(to -> "{\"event\":\"up\",\"to\":" + to + "}\n")
                .collect(Collectors.joining()));
    return new String[] {
      "validate",
      "--follow",
      "--spec",
      "" + spec,
      "--config",
      "" + config,
      "--bind",
      "" + bind,
      "--quiet",
      "1",
      "" + log
    };
  }

  @Test
  void aLogOfAnotherFormatIsFollowed() throws IOException {
    Session session = Session.of(counter("3"));
    assertThat(session.out()).contains("counter.log: conforms: 3 events");
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
  }

  @Test
  void aLogOfAnotherFormatIsShownOnAPage() throws IOException {
    List<String> arguments = new ArrayList<>(List.of(counter("4")));
    arguments.removeAll(List.of("--follow", "--quiet", "1"));
    Path page = folder.resolve("page.html");
    arguments.addAll(List.of("--html", page.toString()));
    Session session = Session.of(arguments.toArray(String[]::new));
    assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(page)
        .content()
        .contains("event 3, event up: not enabled", "CounterLog.tla, where it is contradicted")
        .contains("Lines 1 to 3 of the log", "n: ", "1 → ", "{&quot;event&quot;:&quot;up&quot;,");
  }

  @Test
  void followingALogOfAnotherFormatStopsAtTheFirstViolation() throws IOException {
    String[] arguments = counter("4");
    byte[] text = Files.readAllBytes(folder.resolve("counter.log"));
    arguments[arguments.length - 1] = "-";
    InputStream before = System.in;
    System.setIn(new SequenceInputStream(new ByteArrayInputStream(text), new NeverRead()));
    try {
      Session session = Session.of(arguments);
      assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
      assertThat(session.out())
          .contains("rejected: standard input:3: event 3, event up: not enabled");
    } finally {
      System.setIn(before);
    }
  }

  /** A binding with clocks, and the logs of two nodes that count by turns. */
  private String[] counters(String command, String... more) throws IOException {
    Path bind =
        Files.writeString(
            folder.resolve("TurnsLog.tla"),
            COUNTER_LOG
                .replace("CounterLog", "TurnsLog")
                .replace("Event_", "EventNode(e) == e.on\nEventClock(e) == e.to\nEvent_"));
    String[] single = counter("3");
    Path odd = Files.writeString(folder.resolve("odd"), turn("a", 1) + turn("a", 3));
    Path even = Files.writeString(folder.resolve("even"), turn("b", 2) + turn("b", 4));
    return Stream.of(
            Stream.of(command, "--spec", single[3], "--config", single[5], "--bind", "" + bind),
            Stream.of(more),
            Stream.of("" + odd, "" + even))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  private static String turn(String node, int to) {
    return "{\"event\":\"up\",\"on\":\"%s\",\"to\":%d}\n".formatted(node, to);
  }

  @Test
  void logsOfAnotherFormatAreMerged() throws IOException {
    for (String how : List.of("--merge", "--follow")) {
      Session session = Session.of(counters("validate", how, "--quiet", "1"));
      assertThat(session.out()).contains("odd and 1 more: conforms: 4 events");
      assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
    }
    Path merged = folder.resolve("merged");
    assertThat(Session.of(counters("merge", "-o", "" + merged)).out()).contains("4 lines from 2");
    assertThat(merged).hasContent(turn("a", 1) + turn("b", 2) + turn("a", 3) + turn("b", 4));
  }

  @Test
  void whatIsRejectedOfMergedLogsOfAnotherFormatIsToldByItsFile() throws IOException {
    String[] arguments = counters("validate", "--merge");
    Files.writeString(folder.resolve("even"), turn("b", 2) + turn("b", 7));
    Session session = Session.of(arguments);
    assertThat(session.out()).contains("even:2: event 4, event up: not enabled");
    assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void badUseOfABindingIsToldInOneLine() throws IOException {
    String[] arguments = counters("merge", "-o", "" + folder.resolve("m"));
    assertTold(
        "--bind, --spec and --config go together: give all, or none",
        Stream.of(arguments)
            .filter(word -> !word.endsWith(".cfg") && !word.equals("--config"))
            .toArray(String[]::new));
  }

  @Test
  void badUseIsToldInOneLine() throws IOException {
    assertTold("- is the standard input, which goes with --follow, and alone", "validate", "-");
    assertTold("--quiet must be at least 1 second, not 0", "validate", "x", "--quiet", "0");
    assertTold("--repeat goes with neither", "validate", "x", "--merge", "--repeat", "2");
    assertTold("this is an input", "merge", files.get(0).toString(), "-o", "" + files.get(0));
    Path link = Files.createLink(folder.resolve("link"), files.get(0));
    assertTold("this is an input", "merge", files.get(0).toString(), "-o", "" + link);
    Path part = Files.copy(files.get(0), folder.resolve("m.part"));
    assertTold("m.part: is needed while", "merge", "" + part, "-o", "" + folder.resolve("m"));
    assertThat(part).hasSameBinaryContentAs(files.get(0));
    Files.delete(part);
    Path broken =
        Files.writeString(folder.resolve("x"), Files.readAllLines(whole).get(0) + "\n{\n");
    assertTold("x:2: not JSON", "merge", broken.toString(), "-o", folder.resolve("m").toString());
    Files.writeString(
        broken,
        Files.readAllLines(whole).get(0)
            + "\n{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"No\",\"args\":[]}\n");
    assertTold(
        broken + ":2: event 1: the specification has no action 'No'",
        "validate",
        "--merge",
        "" + broken);
  }

  @Test
  void aTraceCannotMakeTheTerminalShowAnotherVerdict() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(whole));
    lines.set(1, lines.get(1).replaceFirst("\"action\":\"", "$0\\\\u001b[2K"));
    Path bad = Files.write(folder.resolve("bad"), lines);
    assertThat(Session.of("validate", "" + bad).err())
        .contains("the specification has no action '\\u001b[2K")
        .doesNotContain("\u001b");
  }

  private static void assertTold(String message, String... arguments) {
    Session session = Session.of(arguments);
    assertThat(session.err()).contains(message).hasLineCount(1);
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
  }
}
