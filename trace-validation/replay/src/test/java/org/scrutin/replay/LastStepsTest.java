package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.LastSteps.Change;

/** What is known of the steps before the one that went wrong. */
class LastStepsTest {

  private static final String SHELVES =
      """
      ---- MODULE Shelves ----
      EXTENDS Naturals, Sequences
      VARIABLES shelf, lost
      Init == shelf = [i \\in 1..2 |-> <<>>] /\\ lost = {0}
      Put(i, b) == shelf' = [shelf EXCEPT ![i] = Append(@, b)] /\\ UNCHANGED lost
      Swap == shelf' = [i \\in 1..2 |-> shelf[3 - i]] /\\ UNCHANGED lost
      Lose == /\\ shelf[1] # <<>>
              /\\ lost' = {Head(shelf[1])} /\\ shelf' = [shelf EXCEPT ![1] = Tail(@)]
      Next == Swap \\/ Lose \\/ \\E i \\in 1..2, b \\in 1..99 : Put(i, b)
      ====
      """;

  private static final String LOG =
      """
      ---- MODULE ShelvesLog ----
      EXTENDS Shelves
      EventNode(e) == e.by
      Event_put(e) == Put(e.on, e.book)
      Event_somewhere(e) == \\E i \\in 1..2 : Put(i, e.book)
      Event_again(e) == Put(1, e.book) \\/ Put(1, e.book)
      Event_swap(e) == Swap
      Event_lose(e) == Lose
      Event_check(e) == UNCHANGED <<shelf, lost>> /\\ Len(shelf[1]) = e.books
      ====
      """;

  @TempDir private static Path folder;
  private static TraceValidator validator;

  @BeforeAll
  static void load() throws IOException {
    Path spec = Files.writeString(folder.resolve("Shelves.tla"), SHELVES);
    Path config = Files.writeString(folder.resolve("Shelves.cfg"), "INIT Init NEXT Next");
    Path binding = Files.writeString(folder.resolve("ShelvesLog.tla"), LOG);
    validator = TraceValidator.bound(SpecLibrary.beside(spec), spec, config, binding, Map.of());
  }

  @AfterAll
  static void close() {
    validator.close();
  }

  private static LastSteps last(Options options, String... events) throws IOException {
    byte[] log =
        Stream.of(events)
            .map(event -> "{\"by\":\"ann\"," + event + "}\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    validator.validate(new ByteArrayInputStream(log), "log", options);
    return validator.lastSteps();
  }

  private static String put(int shelf, int book) {
    return "\"event\":\"put\",\"on\":%d,\"book\":%d".formatted(shelf, book);
  }

  private static String check(int books) {
    return "\"event\":\"check\",\"books\":%d".formatted(books);
  }

  private static List<Change> changes(LastSteps last, int step) {
    return last.steps().get(step).changes().orElseThrow();
  }

  @Test
  void eachPartThatChangedIsTold() throws IOException {
    LastSteps last =
        last(Options.DEFAULT, put(1, 5), put(2, 6), "\"event\":\"swap\"", "\"event\":\"lose\"");
    assertThat(last.steps())
        .extracting(step -> step.line() + " " + step.event() + " " + step.node())
        .containsExactly("1 put ann", "2 put ann", "3 swap ann", "4 lose ann");
    assertThat(changes(last, 0)).containsExactly(new Change("shelf[1]", "<<>>", "<<5>>", false));
    assertThat(changes(last, 2))
        .containsExactly(
            new Change("shelf[1][1]", "5", "6", false), new Change("shelf[2][1]", "6", "5", false));
    assertThat(changes(last, 3))
        .containsExactlyInAnyOrder(
            new Change("shelf[1]", "<<6>>", "<<>>", false), new Change("lost", "0", "6", true));
    assertThat(last.state())
        .containsExactlyInAnyOrder(
            new LastSteps.Variable("shelf", "<<<<>>, <<5>>>>"),
            new LastSteps.Variable("lost", "{6}"));
  }

  @Test
  void onlyTheLastAreKept() throws IOException {
    String[] events = Stream.generate(() -> put(1, 1)).limit(100).toArray(String[]::new);
    LastSteps last = last(Options.DEFAULT, events);
    assertThat(last.steps()).hasSize(30);
    assertThat(last.steps().get(29).line()).isEqualTo(100);
  }

  @Test
  void whereSeveralStatesArePossibleNothingIsSaidOfThem() throws IOException {
    LastSteps last = last(Options.DEFAULT, put(1, 5), "\"event\":\"somewhere\",\"book\":6");
    assertThat(last.steps().get(0).changes()).isPresent();
    assertThat(last.steps().get(1).changes()).isEmpty();
    assertThat(last.state()).isEmpty();
  }

  @Test
  void ofASearchItIsTheBehaviourThatCameFurthest() throws IOException {
    Options options = Options.DEFAULT.withSilent(List.of("Lose"), 1);
    LastSteps last = last(options, put(1, 5), put(1, 6), check(1), check(7));
    assertThat(last.steps()).extracting(LastSteps.Step::line).containsExactly(1, 2, 3);
    // The book was lost silently, before the second was put there or after it.
    assertThat(changes(last, 1)).extracting(Change::after).containsAnyOf("<<6>>", "<<5, 6>>");
    assertThat(changes(last, 2)).isEmpty();
    assertThat(last.state()).contains(new LastSteps.Variable("shelf", "<<<<6>>, <<>>>>"));
  }

  @Test
  void theSameStepFoundInTwoWaysIsOne() throws IOException {
    LastSteps last = last(Options.DEFAULT, "\"event\":\"again\",\"book\":6");
    assertThat(changes(last, 0)).extracting(Change::part).containsExactly("shelf[1]");
  }

  @Test
  void aSearchWithoutAnEventStandsAtTheStart() throws IOException {
    LastSteps last = last(Options.DEFAULT.withSilent(List.of("Lose"), 1));
    assertThat(last.steps()).isEmpty();
    assertThat(last.state()).contains(new LastSteps.Variable("lost", "{0}"));
  }
}
