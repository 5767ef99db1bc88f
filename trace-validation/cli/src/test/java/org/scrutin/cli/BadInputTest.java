package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with what a user gives is told in one line, with exit code 2. */
class BadInputTest {

  private static final String HEADER =
      "{\"scrutin\":1,\"spec\":\"bully/Bully\",\"config\":\"bully/Bully_synchronous.cfg\","
          + "\"constants\":{\"Node\":[1,2,3]},\"producer\":\"a test\"}";

  @TempDir Path folder;
  private Path trace;

  @BeforeEach
  void write() throws IOException {
    trace = folder.resolve("run.ndjson");
    Files.writeString(trace, HEADER + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run nonsense | no algorithm is called 'nonsense'; there are bully, ring, chang-roberts,",
        "run | Missing required parameter: 'ALGORITHM'",
        "run bully --nodes x | Invalid value for option '--nodes': 'x' is not an int",
        "run bully --nodes 1 | --nodes must be 2 to 101 nodes, not 1",
        "run bully --nodes 102 | --nodes must be 2 to 101 nodes, not 102",
        "run bully --steps 0 | --steps must be from 1 to 10000000, not 0",
        "run bully --steps 9223372036854775807 | --steps must be from 1 to 10000000, not"
            + " 922337203685",
        "run bully --seed 1.5 | Invalid value for option '--seed': '1.5' is not a long",
        "run bully --repeat 0 | --repeat must be at least 1, not 0",
        "run bully --faults storm | no such fault: 'storm'; there are crash, partition, loss,",
        "run bully --schedule burn | cannot understand 'burn'; write e.g. 'crash n3 at 120ms for",
        "run bully --nodes 3 --schedule lose_#1 | cannot understand 'lose_#1'; write e.g. 'crash",
        "run ring --ring 3,2,1 --nodes 4 | --nodes 4 contradicts --ring with 3; leave --nodes away",
        "run ring --ring 3,2,2 | --ring must name each node from 1 to 3 once, such as 3,1,2",
        "run ring --ring 3,2,5 | --ring must name each node from 1 to 3 once, such as 3,1,2",
        "run ring --ring 3,x,1 | Invalid value for option '--ring' (N): 'x' is not an int",
        "run ring --ring 3,-1,1 | a node id is at least 1, not -1",
        "run bully --phi | --phi contradicts the perfect failure detection that bully assumes",
        "run bully --trace /none/run.ndjson | --trace: cannot write ",
        "check nonsense | scrutin check: no model is called \"nonsense\"; there are election, bully, ring,",
        "check bully/nonsense | no model is called \"bully/nonsense\"; there are"
            + " bully/synchronous,",
        "check bully/synchronous --workers 0 | --workers must be 1 to 256, not 0",
        "check bully/synchronous --workers 100000 | --workers must be 1 to 256, not 100000",
        "check bully/synchronous --limit 0 | --limit must be at least 1 second, not 0",
        "check bully/synchronous --simulate 0 | 0 behaviours of 100 states: from 1 to",
        "check bully/synchronous --simulate 9 --depth 2147483647 | of 1 to 1000000 states each",
        "check bully/synchronous --depth 9 | --depth and --seed are for --simulate; add it, or"
            + " leave",
        "check bully/synchronous --simulate 9 --limit 9 | --simulate goes with neither --limit nor",
        "check bully/synchronous --distributed --limit 9 | a distributed run has no --limit; end"
            + " it",
        "certify nonsense | scrutin certify: no algorithm is called 'nonsense'; there are bully, ring,",
        "demo nonsense | there is no demo 'nonsense'; there is: split-brain",
        "client get x | say where nodes listen for clients: --at 127.0.0.1:7101",
        "certify --quick --full | --quick, --full are mutually exclusive",
        "validate | Missing required parameter: 'TRACE'",
        "validate none.ndjson | none.ndjson: no such file",
        "validate none.ndjson --repeat 0 | --repeat must be at least 1, not 0",
        "validate none.ndjson --spec X.tla | --spec and --config go together: give both, or"
            + " neither",
        "validate none.ndjson --bind X.tla | --bind needs --spec and --config, and goes without"
            + " --tr",
        "validate none.ndjson --trace-spec X.tla | --trace-spec needs its --config, and is given"
            + " inst",
        "validate none.ndjson --matched Done | --trace-variable and --matched are about a"
            + " --trace-spec",
        "validate none.ndjson --env A=b | --env is about a --trace-spec or --bind: give one",
        "validate none.ndjson --max-silent 2 | --max-silent must be at least 1, and needs --silent",
        "validate none.ndjson --max-states 0 | --max-states must be at least 1, not 0",
        "render none.ndjson -o run.svg | none.ndjson: no such file",
        "render none.ndjson -o run.png | -o must name a .svg or a .html file, not run.png",
        "render none.ndjson -o / | -o must name a .svg or a .html file, not /",
        "render none.ndjson -o run.svg --events 1 | --events must be at least 2",
        "render none.ndjson -o run.svg --replay-seconds 0 | --replay-seconds must be at least 1",
      })
  void badUseIsToldInOneLine(String arguments, String message) {
    assertTold(message, arguments.split(" ", -1));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsToldInOneLine() {
    Session session = Session.of("run", "bully", "--steps", "50", "--trace", "/dev/full");
    assertThat(session.code()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(session.err())
        .isEqualToIgnoringNewLines(
            "scrutin run: reading or writing failed: No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "render"})
  void aFolderIsNoTrace(String command) {
    assertTold(folder + ": this is a folder", on(command, folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "render"})
  void aTraceWithABrokenLineIsToldWithTheLine(String command) throws IOException {
    Files.writeString(trace, HEADER + "\n{\"note\":\"pause\"}\n{\"n\":1,\"at\":\n" + "{}\n");
    assertTold(
        trace
            + ":3: not JSON at column 13: Unexpected end-of-input within/between Object entries;"
            + " each line",
        on(command, trace));
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "render"})
  void whatIsNoTextIsNoTrace(String command) throws IOException {
    Files.writeString(trace, HEADER, StandardCharsets.UTF_16);
    assertTold(trace + ":1: the file is no text in UTF-8", on(command, trace));
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "render"})
  void aHeaderAloneIsUndecided(String command) {
    Session session = Session.of(on(command, trace));
    assertThat(session.code()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(session.out()).contains("undecided: the trace has no event");
    assertThat(session.err()).isEmpty();
  }

  @Test
  void aPictureThatCannotBeDrawnIsToldByItsLineEvenIfNobodyReplaysIt() throws IOException {
    Files.writeString(trace, HEADER + "\n{\"n\":1,\"at\":1,\"clock\":1\n");
    assertTold(
        trace + ":2: not JSON at column ",
        "render",
        trace.toString(),
        "-o",
        folder.resolve("run.svg").toString(),
        "--no-replay");
  }

  @Test
  void aPictureInAFolderThatDoesNotExistIsTold() {
    Path file = folder.resolve("none").resolve("run.svg");
    assertTold(
        file + ": no such file, or no such folder to write it to",
        "render",
        trace.toString(),
        "-o",
        file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"certify", "cost"})
  void anOutputFolderThatIsAFileIsToldAtOnce(String command) {
    assertTold(trace + "", command, "-o", trace.toString());
  }

  @Test
  void aConstantThatTheTraceMadeUpIsToldWithItsLine() throws IOException {
    Files.writeString(trace, HEADER.replace("\"Node\"", "\"Knode\"") + "\n");
    assertTold(
        trace + ":1: Bully has no constant 'Knode'; it has Guarantee, Node, None, Synchronous",
        "validate",
        trace.toString());
  }

  @Test
  void aSpecificationThatDoesNotParseIsToldWithItsLine() throws IOException {
    assertOfSpec("Init == x = )", "CONSTANT Node = 1", "Own.tla:4: ");
  }

  @Test
  void aConfigurationThatNamesAConstantThatDoesNotExistIsToldWithItsLine() throws IOException {
    assertOfSpec(
        "Init == x = Node",
        "CONSTANT Node = 1\nCONSTANT Knode = 1",
        "Own.cfg:4: Own has no constant 'Knode'; it has Node");
  }

  @Test
  void aConfigurationThatLacksAnInvariantIsToldWithItsLine() throws IOException {
    assertOfSpec(
        "Init == x = Node", "CONSTANT Node = 1\nINVARIANT Good", "Own.cfg:4: The invariant Good ");
  }

  @Test
  void aConfigurationWithoutAConstantIsTold() throws IOException {
    Files.writeString(trace, HEADER.replace("\"Node\":[1,2,3]", "") + "\n");
    assertOfSpec("Init == x = Node", "", "Own.cfg: The constant parameter Node is not assigned");
  }

  private void assertOfSpec(String init, String config, String message) throws IOException {
    Path own = folder.resolve("Own.tla");
    Files.write(
        own,
        List.of(
            "---- MODULE Own ----",
            "CONSTANT Node",
            "VARIABLE x",
            init,
            "Step == x' = x",
            "Next == Step",
            "===="));
    Path given = folder.resolve("Own.cfg");
    Files.writeString(given, "INIT Init\nNEXT Next\n" + config + "\n");
    assertTold(
        folder.resolve(message).toString(),
        "validate",
        trace.toString(),
        "--spec",
        own.toString(),
        "--config",
        given.toString());
  }

  private String[] on(String command, Path file) {
    return command.equals("render")
        ? new String[] {command, file.toString(), "-o", folder.resolve("run.svg").toString()}
        : new String[] {command, file.toString()};
  }

  private static void assertTold(String message, String... arguments) {
    Session session = Session.of(arguments);
    assertThat(session.err())
        .startsWith("scrutin " + arguments[0] + ": ")
        .contains(message)
        .doesNotContain("\tat ", "Source: REDACTED")
        .hasLineCount(1);
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(session.out()).isEmpty();
  }

  @Test
  void oneTraceAmongSeveralKeepsNoOtherFromBeingJudged() throws IOException {
    String event =
        "{\"n\":1,\"at\":3,\"clock\":1,\"action\":\"StartElection\",\"args\":[3],\"state\":{},"
            + "\"sent\":[]}";
    Files.writeString(trace, HEADER + "\n" + event + "\n");
    Path broken = Files.writeString(folder.resolve("broken.ndjson"), HEADER + "\n{oops\n");
    Path copy = Files.copy(trace, folder.resolve("copy.ndjson"));

    Session text = Session.of("validate", trace.toString(), broken.toString(), copy.toString());
    Session json =
        Session.of("validate", "--json", trace.toString(), broken.toString(), copy.toString());

    assertThat(text.out()).contains("run.ndjson: conforms").contains("copy.ndjson: conforms");
    assertThat(text.err().strip()).contains("broken.ndjson:2").doesNotContain("\n");
    assertThat(json.out()).contains("unusable").contains("copy.ndjson");
    assertThat(List.of(text.code(), json.code())).containsOnly(ExitCode.BAD_INPUT);
  }
}
