package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.replay.Specs.rejection;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** Trace specifications as they are written for TLC run as they are. */
class TraceSpecTest {

  private static final int EVENTS = 40;

  @TempDir private Path folder;
  private final List<TraceSpecValidator> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(TraceSpecValidator::close);
  }

  private static Path specs() {
    try {
      return Path.of(TraceSpecTest.class.getResource("/tracespecs").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private TraceSpecValidator validator(String spec, String config) {
    return validator(spec, specs().resolve(config + ".cfg"), Optional.empty(), Optional.empty());
  }

  private TraceSpecValidator validator(
      String spec, Path config, Optional<String> variable, Optional<String> matched) {
    TraceSpecValidator validator =
        new TraceSpecValidator(
            SpecLibrary.of(specs()),
            specs().resolve(spec + ".tla"),
            config,
            variable,
            matched,
            Map.of());
    open.add(validator);
    return validator;
  }

  private Path write(List<String> lines) throws IOException {
    return Files.write(folder.resolve("run.ndjson"), lines);
  }

  private static List<String> log() {
    return new ArrayList<>(Courier.log(EVENTS, 3, 1));
  }

  private Verdict validate(String config, List<String> lines) throws IOException {
    return validator("CourierTrace", config).validate(write(lines), Options.DEFAULT);
  }

  /** Changes what the first receipt from this line on says; returns the number of its event. */
  private static int damage(List<String> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).contains("\"receive\"")) {
        lines.set(i, lines.get(i).replaceAll("got\":\\d+", "got\":77"));
        return i;
      }
    }
    throw new IllegalStateException("no receipt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CourierTrace", "CourierTraceInvariant"})
  void aPropertyOrAnInvariantMayTellThatTheTraceIsMatched(String config) throws IOException {
    tells(config);
  }

  @Tag("deep")
  @ParameterizedTest
  @ValueSource(strings = {"CourierTraceEnds", "CourierTracePost"})
  void soMayAPostConditionOrThatItStaysSo(String config) throws IOException {
    tells(config);
  }

  private void tells(String config) throws IOException {
    List<String> wrong = log();
    int damaged = damage(wrong, 30);

    Verdict right = validate(config, log());
    Rejection rejection = rejection(validate(config, wrong));

    assertThat(right).isInstanceOf(Verdict.Conforms.class);
    assertThat(right.stats().events()).isEqualTo(EVENTS);
    assertThat(right.stats().checked()).contains("Few", "CourierSpec");
    assertThat(rejection.event()).isEqualTo(damaged);
    assertThat(rejection.where()).endsWith("run.ndjson:" + (damaged + 1));
    assertThat(rejection.falseParts()).isNotEmpty();
  }

  @Test
  void aFieldThatNothingNamesIsTold() throws IOException {
    List<String> lines = log();
    lines.replaceAll(line -> line.replaceFirst("\\{", "{\"colour\":{\"7\":\"red\"},"));

    // The last three are those of a line that is no event.
    assertThat(validate("CourierTrace", lines).stats().unread())
        .containsExactly("colour", "level", "msg", "ts");
  }

  /** Such as what each thread has written, where the threads are only known from the log. */
  @Test
  void fieldsOfAnObjectWhoseDomainIsAskedForAreRead() throws IOException {
    List<String> day =
        List.of(
            "{\"written\":{\"ann\":[{\"done\":1},{\"done\":3}],\"bob\":[{\"done\":2,\"mood\":\"fair\"}]},"
                + "\"limits\":{\"ann\":2,\"bob\":1},\"weather\":\"dry\"}");

    Verdict verdict = validator("Shifts", "Shifts").validate(write(day), Options.DEFAULT);

    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().unread()).containsExactly("weather", "written.bob.mood");
  }

  @Test
  void theConfigurationMayNameAConstantThatDoesNotExist() throws IOException {
    Path config = folder.resolve("More.cfg");
    Files.writeString(
        config,
        Files.readString(specs().resolve("CourierTrace.cfg")) + "\nCONSTANT Nobody = Nobody\n");
    TraceSpecValidator lenient =
        validator("CourierTrace", config, Optional.empty(), Optional.empty());

    assertThat(lenient.validate(write(log()), Options.DEFAULT))
        .isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void aTraceThatDeterminesTheBehaviourTakesAStateALine() throws IOException {
    Verdict verdict =
        validator("CourierTrace", "CourierTrace")
            .validate(write(Courier.log(EVENTS, 3, 2)), Options.DEFAULT.withCountStates(true));

    assertThat(verdict.stats().distinctStates().orElseThrow()).isLessThan(3 * EVENTS);
    assertThat(verdict.stats().actions().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(EVENTS);
  }

  @Test
  void theReasonIsWhatTheActionOfTheLineLacks() throws IOException {
    List<String> lines = log();
    int damaged = damage(lines, 20);

    String text = rejection(validate("CourierTrace", lines)).text();

    assertThat(text).contains("run.ndjson:" + (damaged + 1)).contains("line.state").contains("77");
    assertThat(text.lines().count()).isLessThan(25);
  }

  @Test
  void aPostConditionMaySpeakOfWhatTheSearchSets() throws IOException {
    List<String> lines = log();
    List<String> wrong = log();
    damage(wrong, 20);

    assertThat(validate("CourierTraceRegister", lines)).isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("CourierTraceRegister", wrong)).isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void aDroppedLineIsNoticed() throws IOException {
    List<String> lines = log();
    lines.remove(7);

    assertThat(validate("CourierTracePost", lines)).isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void twoActionsMayBeOneLine() throws IOException {
    List<String> lines = log().subList(0, 4);
    String last = "{\"tag\":\"trace\",\"event\":{\"name\":\"receive and reset\",\"nid\":\"%s\"}}";
    String to = lines.get(3).replaceAll(".*\"to\":\"(\\d)\".*", "$1");

    List<String> right = new ArrayList<>(lines);
    right.add(last.formatted(to));
    List<String> wrong = new ArrayList<>(lines);
    wrong.add(last.formatted("9"));

    assertThat(validate("CourierTrace", right)).isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("CourierTrace", wrong)).isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void theLevelMayCountTheLines() throws IOException {
    TraceSpecValidator validator = validator("CourierLevel", "CourierLevel");
    List<String> wrong = log().subList(0, 21);
    int damaged = damage(wrong, 10);

    assertThat(validator.validate(write(log().subList(0, 21)), Options.DEFAULT))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(rejection(validator.validate(write(wrong), Options.DEFAULT)).event())
        .isEqualTo(damaged);
  }

  @Test
  void whereNothingSaysWhenItIsMatchedAllLinesMustBeRead() throws IOException {
    Verdict matched = validate("CourierTraceNone", log());
    List<String> wrong = log();
    int damaged = damage(wrong, 10);

    assertThat(matched).isInstanceOf(Verdict.Conforms.class);
    assertThat(matched.stats().unchecked())
        .singleElement()
        .asString()
        .contains("l is behind the last line");
    assertThat(rejection(validate("CourierTraceNone", wrong)).event()).isEqualTo(damaged);
  }

  @Test
  void whatMaySayWhenItIsMatchedInAnotherWayLeavesItUndecidedUntilTheUserSaysIt()
      throws IOException {
    Path trace = write(log());
    Path config = Files.copy(specs().resolve("CourierTraceNone.cfg"), folder.resolve("Other.cfg"));
    Files.writeString(config, "INVARIANT CountsAtTheEnd\n", StandardOpenOption.APPEND);
    TraceSpecValidator silent =
        validator("CourierTrace", config, Optional.empty(), Optional.empty());
    TraceSpecValidator told =
        validator("CourierTrace", config, Optional.of("JSON"), Optional.of("TraceAccepted"));

    assertThat(silent.validate(trace, Options.DEFAULT)).isInstanceOf(Verdict.Undecided.class);
    assertThat(told.validate(trace, Options.DEFAULT)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void aTraceWithoutEventsIsUndecided() throws IOException {
    assertThat(validate("CourierTrace", List.of())).isInstanceOf(Verdict.Undecided.class);
    assertThat(validate("CourierTrace", log().subList(0, 1))).isInstanceOf(Verdict.Undecided.class);
  }

  @Test
  void moreStatesThanAllowedAreUndecided() throws IOException {
    Verdict verdict =
        validator("CourierTrace", "CourierTrace")
            .validate(write(log()), Options.DEFAULT.withMaxStates(10));

    assertThat(((Verdict.Undecided) verdict).reason()).contains("more than 10 states");
  }

  @Test
  void aVariableThatDoesNotNameTheTraceIsAnError() throws IOException {
    Path trace = write(log());
    TraceSpecValidator other =
        validator(
            "CourierTrace",
            specs().resolve("CourierTrace.cfg"),
            Optional.of("OTHER"),
            Optional.empty());

    assertThatThrownBy(() -> other.validate(trace, Options.DEFAULT))
        .isInstanceOf(SpecException.class)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aLineThatIsNoJsonIsOneClearLine() throws IOException {
    List<String> lines = log();
    lines.set(3, "{oops");

    assertThatThrownBy(() -> validate("CourierTrace", lines))
        .hasMessageContaining("run.ndjson:4")
        .hasMessageNotContaining("\n");
  }
}
