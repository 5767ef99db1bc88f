package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** Bad input is told in one line: where, what, how to mend it. */
class BadInputTest {

  private static final String EVENT =
      "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Lend\",\"args\":[]}";

  @TempDir Path folder;

  private static TraceValidator validator;

  @BeforeAll
  static void load() {
    validator = Specs.lending();
  }

  @AfterAll
  static void close() {
    validator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"n\":1, | run.ndjson:2: not JSON at column 8: Unexpected end-of-input within/between"
            + " Object entries; each line must be one JSON object",
        "{\"n\":1] | run.ndjson:2: not JSON at column 7: Unexpected close marker ']'; each line"
            + " must be one JSON object",
        "{\"scrutin\":1,\"spec\":\"A\"} | run.ndjson:2: a header in the middle: this is the next"
            + " life",
        "nonsense | run.ndjson:2: not JSON at column 1: Unrecognized token 'nonsense'; each line"
            + " must be one JSON object",
        "[1]                                            | run.ndjson:2: no JSON object; each line",
        "{\"n\":1} {}                                   | run.ndjson:2: something follows",
        "{\"at\":1,\"clock\":1,\"action\":\"A\",\"args\":[]} | run.ndjson:2: the field \"n\" is"
            + " missing",
        "{\"n\":1,\"at\":1,\"clock\":1,\"args\":[]}     | run.ndjson:2: the field \"action\" is"
            + " missing",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Lend\"} | run.ndjson:2: the field \"args\" is"
            + " missing",
        "{\"n\":1,\"at\":1,\"action\":\"A\",\"args\":[]} | run.ndjson:2: the field \"clock\" is"
            + " missing",
        "{\"n\":1,\"at\":1,\"clock\":0,\"action\":\"A\",\"args\":[]} | run.ndjson:2: \"clock\" must"
            + " be",
        "{\"n\":\"1\",\"at\":1,\"clock\":1,\"action\":\"A\",\"args\":[]} | run.ndjson:2: \"n\" must"
            + " be",
        "{\"n\":1,\"at\":[],\"clock\":1,\"action\":\"A\",\"args\":[]} | run.ndjson:2: \"at\" must"
            + " be",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":7,\"args\":[]} | run.ndjson:2: \"action\" must"
            + " be",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"A\",\"args\":1} | run.ndjson:2: \"args\" must"
            + " be",
        "{\"n\":1,\"n\":1}                              | run.ndjson:2: the field \"n\" stands"
            + " twice",
        "{\"n\":1.5}                                    | run.ndjson:2: 1.5 is no whole number",
        "{\"n\":99999999999999999999}                   | run.ndjson:2: 99999999999999999999 is out"
            + " of",
        "{\"n\":2,\"at\":1,\"clock\":1,\"action\":\"Lend\",\"args\":[]} "
            + "| run.ndjson:2: event 2 stands where event 1 is due",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Steal\",\"args\":[]} | run.ndjson:2: event 1:"
            + " the specification has no action 'Steal'; it has Accept, Ask,",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Return\",\"args\":[]} "
            + "| run.ndjson:2: event 1: Return takes 1 argument(s)",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Return\",\"args\":[\"one\"]} | run.ndjson:2:"
            + " event 1: argument 1 of Return is \"one\", which cannot be in {1, 2, 3}",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Ask\",\"args\":[1,\"plain\"],\"state\":{\"hodler\":1}}"
            + " | run.ndjson:2: event 1: the specification has no variable 'hodler'; it has count,"
            + " desk,",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Ask\",\"args\":[1,\"plain\"],\"state\":{\"wish\":4}}"
            + " | run.ndjson:2: event 1: state.wish is 4 where the specification has a text,"
            + " \"plain\"",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Ask\",\"args\":[1,\"plain\"],\"state\":{\"past\":{}}}"
            + " | run.ndjson:2: event 1: state.past is [] where the specification has a set, {}",
        "{\"n\":1,\"at\":9,\"clock\":1,\"action\":\"Ask\",\"args\":[1,\"plain\"],\"state\":{\"wish\":\"plain\"}}"
            + " | run.ndjson:2: event 1: state.wish is \"plain\" where the specification has a"
            + " function,",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Ask\",\"args\":[1,\"plain\"],\"state\":3} "
            + "| run.ndjson:2: \"state\" must be an object",
      })
  void aBadLineIsToldWithFileAndLine(String line, String message) {
    assertOneLine(catchThrowable(() -> Specs.validate(validator, Specs.trace(line))), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                        | run.ndjson:1: the trace is empty",
        "{}                                        | run.ndjson:1: the first line must be a header",
        "{\"scrutin\":2}                           | run.ndjson:1: the first line must be a header",
        "{\"n\":1,\"at\":1}                        | run.ndjson:1: the first line must be a header",
        "{\"scrutin\":1,\"config\":\"L.cfg\"}      | run.ndjson:1: the field \"spec\" is missing",
        "{\"scrutin\":1,\"spec\":\"Lending\"}      | run.ndjson:1: the field \"config\" is missing",
        "{\"scrutin\":1,\"spec\":1,\"config\":1}   | run.ndjson:1: \"spec\" must be a text",
        "{\"scrutin\":1,                           | run.ndjson:1: not JSON at column ",
        "{\"scrutin\":1,\"spec\":\"Borrowing\",\"config\":\"Lending.cfg\"} "
            + "| run.ndjson:1: \"spec\" names Borrowing.tla, which is not among the specifications",
        "{\"scrutin\":1,\"spec\":\"../specs/Lending\",\"config\":\"../../x.cfg\"} "
            + "| run.ndjson:1: \"config\" names ../../x.cfg, which is not among",
      })
  void aBadHeaderIsTold(String header, String message) {
    byte[] trace =
        (header.isEmpty() ? "" : header + "\n" + EVENT + "\n").getBytes(StandardCharsets.UTF_8);
    try (Validators validators = new Validators(Specs.library())) {
      assertOneLine(
          catchThrowable(
              () ->
                  validators.validate(
                      new ByteArrayInputStream(trace), "run.ndjson", Options.DEFAULT)),
          message);
    }
  }

  @Test
  void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() {
    byte[] header = (Specs.HEADER + "\n").getBytes(StandardCharsets.UTF_8);
    InputStream endless =
        new SequenceInputStream(new ByteArrayInputStream(header), new EndlessLine());

    assertOneLine(
        catchThrowable(() -> validator.validate(endless, "run.ndjson", Options.DEFAULT)),
        "run.ndjson:2: the line is longer than 16 MiB");
  }

  @Test
  void aDiskThatFailsHalfwayIsToldWithTheLine() {
    byte[] header = (Specs.HEADER + "\n").getBytes(StandardCharsets.UTF_8);
    InputStream failing =
        new SequenceInputStream(new ByteArrayInputStream(header), new FailingDisk());

    assertOneLine(
        catchThrowable(() -> validator.validate(failing, "run.ndjson", Options.DEFAULT)),
        "run.ndjson:2: cannot be read on: sector 7 is gone;");
  }

  private static final class FailingDisk extends InputStream {

    @Override
    public int read() throws IOException {
      throw new IOException("sector 7 is gone");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }

  @Test
  void aLineNestedTooDeeplyIsTold() {
    String deep = "{\"n\":1,\"state\":" + "[".repeat(200) + "]".repeat(200) + "}";

    assertOneLine(
        catchThrowable(() -> Specs.validate(validator, Specs.trace(deep))),
        "run.ndjson:2: not JSON: Document nesting depth (201) exceeds the maximum allowed; each");
  }

  @Test
  void whatIsNoTextIsTold() {
    String trace = Specs.HEADER + "\n" + EVENT + "\n";
    for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      InputStream in = new ByteArrayInputStream(trace.getBytes(charset));
      assertOneLine(
          catchThrowable(() -> validator.validate(in, "run.ndjson", Options.DEFAULT)),
          "run.ndjson:1: the file is no text in UTF-8; is it a trace, NDJSON?");
    }
  }

  @Test
  void aMarkAtTheBeginningAndLineEndsOfWindowsDoNoHarm() {
    String trace = "\uFEFF" + Specs.HEADER + "\r\n\r\n" + event("Nonsense") + "\r\n";

    assertOneLine(
        catchThrowable(() -> Specs.validate(validator, trace)),
        "run.ndjson:3: event 1: the specification has no action 'Nonsense'");
  }

  private static final class EndlessLine extends InputStream {

    @Override
    public int read() {
      return 'x';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      Arrays.fill(bytes, offset, offset + length, (byte) 'x');
      return length;
    }
  }

  @Test
  void aTraceThatDoesNotExistIsTold() {
    Throwable thrown =
        catchThrowable(() -> validator.validate(folder.resolve("no.ndjson"), Options.DEFAULT));

    assertOneLine(thrown, folder.resolve("no.ndjson") + ": no such file");
  }

  @Test
  void aFolderIsNoTrace() {
    assertOneLine(
        catchThrowable(() -> validator.validate(folder, Options.DEFAULT)),
        folder + ": this is a folder; name a trace in it");
  }

  @Test
  void whatCanBeReadOnceIsNoTrace() {
    assertOneLine(
        catchThrowable(() -> validator.validate(Path.of("/dev/null"), Options.DEFAULT)),
        "/dev/null: this is a pipe or a device, and a trace may be read twice; write it to a file,"
            + " or give it to --follow -");
  }

  @Test
  void aHeaderAloneIsUndecided() {
    assertThat(Specs.validate(validator, Specs.HEADER + "\n"))
        .isInstanceOfSatisfying(
            Verdict.Undecided.class,
            undecided -> assertThat(undecided.reason()).contains("log one line a step"));
  }

  @Test
  void otherConstantsThanTheLoadedOnesAreRefused() {
    String header = Specs.HEADER.replace("{}", "{\"Reader\":[1,2]}");

    assertOneLine(
        catchThrowable(() -> Specs.validate(validator, header + "\n")),
        "run.ndjson:1: the constants are [Reader |-> [1, 2]]");
  }

  @Test
  void aSpecificationThatDoesNotParseIsToldWithItsLine() throws IOException {
    write(
        "Bad.tla", "---- MODULE Bad ----", "VARIABLE x", "Init == x = ", "Next == x' = x", "====");
    write("Bad.cfg", "INIT Init", "NEXT Next");

    assertOneLine(load("Bad", "Bad", Map.of()), folder.resolve("Bad.tla") + ":3: ");
  }

  @Test
  void anUnknownNameInASpecificationIsToldWithItsLine() throws IOException {
    write(
        "Bad.tla", "---- MODULE Bad ----", "VARIABLE x", "Init == x = y", "Next == x' = x", "====");
    write("Bad.cfg", "INIT Init", "NEXT Next");

    assertOneLine(load("Bad", "Bad", Map.of()), folder.resolve("Bad.tla") + ":3: Unknown operator");
  }

  @Test
  void aMissingModuleIsTold() throws IOException {
    write("Bad.tla", "---- MODULE Bad ----", "EXTENDS Naturals, Middle", "====");
    write(
        "Middle.tla",
        "---- MODULE Middle ----",
        "\\* Nowhere is needed.",
        "N == INSTANCE Nowhere",
        "====");
    write("Bad.cfg", "INIT Init", "NEXT Next");

    assertOneLine(
        load("Bad", "Bad", Map.of()), folder.resolve("Middle.tla") + ":3: Cannot find source");
  }

  @Test
  void modulesThatNeedEachOtherAreTold() throws IOException {
    write("Bad.tla", "---- MODULE Bad ----", "EXTENDS Middle", "====");
    write("Middle.tla", "---- MODULE Middle ----", "EXTENDS Bad", "====");
    write("Bad.cfg", "INIT Init", "NEXT Next");

    assertThat(load("Bad", "Bad", Map.of()))
        .hasMessageContaining("Circular dependency")
        .hasMessageContaining("Middle");
  }

  @Test
  void operatorsThatWantParenthesesAreToldWithTheirLine() throws IOException {
    write(
        "Bad.tla",
        "---- MODULE Bad ----",
        "VARIABLE x",
        "Init == TRUE /\\ x = 1 \\/ x = 2",
        "====");
    write("Bad.cfg", "INIT Init", "NEXT Next");

    assertOneLine(
        load("Bad", "Bad", Map.of()), folder.resolve("Bad.tla") + ":3: Precedence conflict");
  }

  private void writeClock() throws IOException {
    write(
        "Clock.tla",
        "---- MODULE Clock ----",
        "EXTENDS Naturals",
        "CONSTANT Hours",
        "VARIABLE h",
        "Init == h = 0",
        "Tick == h < Hours /\\ h' = h + 1",
        "Jump == h' = h + \"one\"",
        "Forget == h = 0",
        "Next == Tick \\/ Jump \\/ Forget",
        "====");
  }

  @Test
  void aConfigurationThatDoesNotParseIsToldWithItsLine() throws IOException {
    writeClock();
    write("Clock.cfg", "CONSTANT Hours = 12", "INIT Init Next", "NEXT");

    assertOneLine(load("Clock", "Clock", Map.of()), folder.resolve("Clock.cfg") + ":");
  }

  @Test
  void aConfigurationThatNamesAnUnknownConstantIsToldWithItsLine() throws IOException {
    writeClock();
    write("Clock.cfg", "CONSTANT Hours = 12", "  Minutes = 60", "INIT Init", "NEXT Next");

    assertOneLine(
        load("Clock", "Clock", Map.of()),
        folder.resolve("Clock.cfg") + ":2: Clock has no constant 'Minutes'; it has Hours");
  }

  @Test
  void aConfigurationThatNamesAnUnknownOperatorIsToldWithItsLine() throws IOException {
    writeClock();
    write("Clock.cfg", "CONSTANT Hours = 12", "INIT Init", "NEXT Next", "INVARIANT Early");

    assertOneLine(
        load("Clock", "Clock", Map.of()),
        folder.resolve("Clock.cfg")
            + ":4: The invariant Early specified in the configuration file is not defined");
  }

  @Test
  void aSpecificationHasTheEndingOfOne() throws IOException {
    write("Clock.cfg", "INIT Init");

    Path file = folder.resolve("Clock.cfg");
    assertOneLine(
        catchThrowable(() -> Specs.of(file, file, Map.of()).close()),
        file + ": the name of a specification must end in .tla");
  }

  @Test
  void aConstantThatTheHeaderMadeUpIsToldWithItsLine() throws IOException {
    writeClock();
    write("Clock.cfg", "CONSTANT Hours = 12", "INIT Init", "NEXT Next");
    String header = Specs.HEADER.replace("Lending", "Clock").replace("{}", "{\"Minutes\":60}");
    try (Validators validators = new Validators(SpecLibrary.of(folder))) {
      byte[] trace = (header + "\n").getBytes(StandardCharsets.UTF_8);
      assertOneLine(
          catchThrowable(
              () ->
                  validators.validate(
                      new ByteArrayInputStream(trace), "run.ndjson", Options.DEFAULT)),
          "run.ndjson:1: Clock has no constant 'Minutes'; it has Hours");
    }
  }

  @Test
  void aConstantWithoutValueIsTold() throws IOException {
    writeClock();
    write("Clock.cfg", "INIT Init", "NEXT Next");

    assertOneLine(
        load("Clock", "Clock", Map.of()),
        folder.resolve("Clock.cfg") + ": The constant parameter Hours is not assigned a value");
  }

  @Test
  void aHeaderCannotReplaceADefinition() throws IOException {
    writeClock();
    write("Clock.cfg", "CONSTANT Hours = 12", "INIT Init", "NEXT Next");

    assertOneLine(
        load("Clock", "Clock", Map.of("Next", Map.of("tla", "TRUE"))),
        "the trace's header: Clock has no constant 'Next'; it has Hours");
    assertOneLine(
        load("Clock", "Clock", Map.of("Hours", Map.of("tla", "1 Next == TRUE"))),
        "the trace's header: constant Hours: \"tla\" must be one expression");
  }

  @Test
  void aConstantThatIsNoValueIsTold() throws IOException {
    writeClock();
    write("Clock.cfg", "CONSTANT Hours = 12", "INIT Init", "NEXT Next");

    assertOneLine(
        load("Clock", "Clock", Map.of("Hours", Map.of("a", 1))),
        "the trace's header: constant Hours is [a |-> 1]; write");
    assertOneLine(
        load("Clock", "Clock", Map.of("Hours", "twelve\" o'clock")),
        "the trace's header: constant Hours is ");
  }

  @Test
  void anActionThatCannotBeEvaluatedIsAnErrorAndNotFalse() throws IOException {
    writeClock();
    write("Clock.cfg", "CONSTANT Hours = 12", "INIT Init", "NEXT Next");
    try (TraceValidator clock = clock()) {
      Throwable thrown = catchThrowable(() -> Specs.validate(clock, Specs.trace(event("Jump"))));

      assertThat(thrown).isInstanceOf(SpecException.class);
      assertOneLine(thrown, "run.ndjson:2: event 1: Jump cannot be evaluated, at ");
      assertThat(thrown).hasMessageContaining("Clock.tla:7");
    }
  }

  @Test
  void anInvariantThatCannotBeEvaluatedIsAnErrorAndNotFalse() throws IOException {
    Path specs = Specs.folder();
    String config = Files.readString(specs.resolve("Shapes.cfg")).replace("Boxed", "Sized");
    write("Sized.cfg", config);
    try (TraceValidator shapes =
        Specs.of(specs.resolve("Shapes.tla"), folder.resolve("Sized.cfg"), Map.of())) {
      String up = EVENT.replace("Lend", "Guess").replace("[]", "[20]");
      String mark = EVENT.replace("Lend", "Mark").replace("[]", "[0]").replace("1,", "2,");
      assertOneLine(
          catchThrowable(() -> Specs.validate(shapes, Specs.trace(up, mark))),
          "run.ndjson:3: event 2: Sized cannot be evaluated, at Shapes.tla:45: Attempted to");
    }
  }

  @Test
  void anActionThatLeavesAVariableWithoutValueIsAnError() throws IOException {
    writeClock();
    write("Clock.cfg", "CONSTANT Hours = 12", "INIT Init", "NEXT Next");
    try (TraceValidator clock = clock()) {
      assertOneLine(
          catchThrowable(() -> Specs.validate(clock, Specs.trace(event("Forget")))),
          "run.ndjson:2: event 1: Forget gives h no value after the step");
    }
  }

  private TraceValidator clock() {
    return Specs.of(folder.resolve("Clock.tla"), folder.resolve("Clock.cfg"), Map.of());
  }

  private static String event(String action) {
    return EVENT.replace("Lend", action);
  }

  private Throwable load(String spec, String config, Map<String, ?> constants) {
    return catchThrowable(
        () ->
            Specs.of(folder.resolve(spec + ".tla"), folder.resolve(config + ".cfg"), constants)
                .close());
  }

  private void write(String file, String... lines) throws IOException {
    Files.writeString(folder.resolve(file), String.join("\n", lines) + "\n");
  }

  private static void assertOneLine(Throwable thrown, String start) {
    assertThat(thrown)
        .satisfiesAnyOf(
            t -> assertThat(t).isInstanceOf(TraceException.class),
            t -> assertThat(t).isInstanceOf(SpecException.class));
    assertThat(thrown.getMessage()).startsWith(start).doesNotContain("\n");
  }
}
