package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How it is found out which variable says how far a trace specification has read. */
class WhatCountsTest {

  @TempDir private Path folder;

  private Verdict validate(String spec, String config, String... lines)
      throws IOException, URISyntaxException {
    return TraceSpecs.validate(folder, Options.DEFAULT, spec, config, lines);
  }

  private static String[] marks(int last) {
    return IntStream.rangeClosed(0, 15)
        .mapToObj(
            i -> "{\"kind\":\"%s\",\"x\":%d}".formatted(i == 0 ? "sync" : "go", i == 15 ? last : i))
        .toArray(String[]::new);
  }

  @Test
  void ofTwoPlacesInTheLogTheOneThatTheGoalSpeaksOfCounts() throws IOException, URISyntaxException {
    assertThat(validate("Marks", "MarksMatched", marks(15))).isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("Marks", "MarksMatched", marks(3)))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":16"));
  }

  @Test
  void whereTheGoalSpeaksOfBothPlacesEitherMayCount() throws IOException, URISyntaxException {
    assertThat(validate("Marks", "MarksMatchedAfterMark", marks(15)))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("Marks", "MarksMatchedAfterMark", marks(3)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  private static String y(int y) {
    return "{\"y\":" + y + "}";
  }

  @Test
  void aVariableOfAnInstantiatedModuleIsWhatStandsForIt() throws IOException, URISyntaxException {
    assertThat(validate("Borrowed", "Borrowed", y(1), y(2), y(3)))
        .isInstanceOfSatisfying(
            Verdict.Conforms.class, conforms -> assertThat(conforms.stats().events()).isEqualTo(3));
    assertThat(validate("Borrowed", "Borrowed", y(1), y(2), y(1), y(5)))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":3"));
  }

  /** The variable x of the specification is soon behind the last line, and has not read it. */
  @Test
  void aVariableOfTheSameNameDoesNotCount() throws IOException, URISyntaxException {
    assertThat(validate("Borrowed", "BorrowedUnsaid", y(1), y(2), y(1), y(5)))
        .isNotInstanceOf(Verdict.Conforms.class);
  }

  /** So the trace is matched where it has read all of them, though nothing says so. */
  @Test
  void aModuleThatIsInstantiatedMayBeAllThatReadsLines() throws IOException, URISyntaxException {
    assertThat(validate("Borrowed", "BorrowedStep", y(1), y(2), y(3)))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("Borrowed", "BorrowedStep", y(1), y(2), y(1), y(5)))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RoundaboutNotMatched", "RoundaboutNotMatchedEither"})
  void whatComesToTheTraceByDetoursIsAGoal(String config) throws IOException, URISyntaxException {
    assertThat(validate("Roundabout", config, "{\"x\":1}", "{\"x\":2}"))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("Roundabout", config, "{\"x\":2}", "{\"x\":1}"))
        .isInstanceOf(Verdict.Rejected.class);
  }
}
