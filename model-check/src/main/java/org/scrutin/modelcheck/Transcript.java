package org.scrutin.modelcheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.tlc.TlcMessage;

/**
 * What TLC's messages say about the outcome, the size, the counterexample and the coverage. The
 * numbers are those of TLC's class {@code EC}; they are the same in all its releases.
 */
final class Transcript {

  static final int INVARIANT_VIOLATED_INITIALLY = 2107;
  static final int PROPERTY_VIOLATED_INITIALLY = 2108;
  static final int INVARIANT_VIOLATED = 2110;
  static final int ACTION_PROPERTY_VIOLATED = 2112;
  static final int DEADLOCK = 2114;
  static final int TEMPORAL_PROPERTY_VIOLATED = 2116;

  private static final int SUCCESS = 2193;
  private static final int STATE = 2217;
  private static final int STUTTERING = 2218;
  private static final int BACK_TO_STATE = 2122;
  private static final int STATISTICS = 2199;
  private static final int PROGRESS = 2200;
  private static final int SIMULATED = 2209;
  private static final int LIVENESS_UNDER_SYMMETRY = 2279;
  private static final int COVERAGE_START = 2201;
  private static final int COVERAGE_OF_ACTION = 2772;

  /** TLC's numbers for memory that is used up. */
  private static final Set<Integer> OUT_OF_MEMORY = Set.of(1001, 1002, 1003);

  /** Those for files that cannot be read, written or made; a full disk, mostly. */
  private static final Set<Integer> OUT_OF_DISK =
      Set.of(2125, 2127, 2129, 2161, 2163, 2174, 2175, 2270);

  /** Where there is no number for it. */
  private static final Pattern DISK_FULL =
      Pattern.compile("(?s).*(?:No space left on device|Too many open files).*");

  static final String NO_MEMORY = "out of memory; give it more, as in SCRUTIN_JAVA_OPTS=-Xmx8g";

  private static final Pattern VIOLATED =
      Pattern.compile("(?:Invariant|Property|Action property) (.*?) is violated.*", Pattern.DOTALL);
  private static final Pattern COUNTS =
      Pattern.compile("(\\d+) states generated.*?, (\\d+) distinct states found.*");
  private static final Pattern GENERATED =
      Pattern.compile("Progress\\(.*?: (\\d+) states generated.*", Pattern.DOTALL);
  private static final Pattern LEVEL = Pattern.compile("Progress\\((\\d+)\\).*", Pattern.DOTALL);
  private static final Pattern NUMBERED = Pattern.compile("(\\d+): (.*)", Pattern.DOTALL);
  private static final Pattern TAKEN = Pattern.compile(".*>: (\\d+):(\\d+)", Pattern.DOTALL);
  private static final Pattern ASSIGNMENT = Pattern.compile("(?:/\\\\ )?(\\w+) = (.*)");

  private final List<TlcMessage> messages;
  private final ActionNames names;

  Transcript(List<TlcMessage> messages, ActionNames names) {
    this.messages = messages;
    this.names = names;
  }

  List<TlcMessage> messages() {
    return messages;
  }

  boolean deadlocks() {
    return messages.stream().anyMatch(message -> message.code() == DEADLOCK);
  }

  boolean violatesTemporalProperty() {
    return messages.stream().anyMatch(message -> message.code() == TEMPORAL_PROPERTY_VIOLATED);
  }

  /**
   * What TLC calls the violated invariant or action property: its name, or that of an operator
   * which it is made of, or a place in a module.
   */
  Optional<String> violated() {
    return messages.stream()
        .filter(
            message ->
                message.code() == INVARIANT_VIOLATED
                    || message.code() == INVARIANT_VIOLATED_INITIALLY
                    || message.code() == PROPERTY_VIOLATED_INITIALLY
                    || message.code() == ACTION_PROPERTY_VIOLATED)
        .map(message -> VIOLATED.matcher(message.text()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  boolean violatesAnything() {
    return deadlocks() || violatesTemporalProperty() || violated().isPresent();
  }

  /** Of which TLC only warns, though what it then says of temporal properties may be wrong. */
  boolean checksLivenessUnderSymmetry() {
    return messages.stream().anyMatch(message -> message.code() == LIVENESS_UNDER_SYMMETRY);
  }

  /** What TLC had too little of, if that kept it from a result. */
  Optional<String> exhausted() {
    return messages.stream()
        .filter(TlcMessage::isError)
        .flatMap(message -> exhausted(message).stream())
        .findFirst();
  }

  private static Optional<String> exhausted(TlcMessage message) {
    if (OUT_OF_MEMORY.contains(message.code()) || message.text().contains("OutOfMemoryError")) {
      return Optional.of(NO_MEMORY);
    }
    return OUT_OF_DISK.contains(message.code()) || DISK_FULL.matcher(message.text()).matches()
        ? Optional.of(noFiles(message.text()))
        : Optional.empty();
  }

  static String noFiles(String reason) {
    return "its files cannot be written: "
        + Diagnosis.oneLine(reason)
        + "; make room in "
        + System.getProperty("java.io.tmpdir")
        + ", or name another folder, as in SCRUTIN_JAVA_OPTS=-Djava.io.tmpdir=FOLDER";
  }

  /** Whether TLC says that it explored everything and found no fault. */
  boolean succeeded() {
    return messages.stream().anyMatch(message -> message.code() == SUCCESS);
  }

  /** States generated; absent if TLC gave up before it counted. */
  OptionalLong generated() {
    return count(1);
  }

  /** Different states; absent likewise. */
  OptionalLong distinct() {
    return count(2);
  }

  private OptionalLong count(int group) {
    return messages.stream()
        .filter(message -> message.code() == STATISTICS)
        .map(message -> COUNTS.matcher(message.text()))
        .filter(Matcher::matches)
        .mapToLong(matcher -> Long.parseLong(matcher.group(group)))
        .findFirst();
  }

  /** Levels explored; absent if only initial states were. */
  OptionalInt depth() {
    return messages.stream()
        .filter(message -> message.code() == PROGRESS)
        .map(message -> LEVEL.matcher(message.text()))
        .filter(Matcher::matches)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
        .reduce((first, last) -> last);
  }

  /** States generated in random behaviours; absent if TLC gave up before it counted. */
  OptionalLong simulated() {
    return messages.stream()
        .filter(message -> message.code() == SIMULATED)
        .map(message -> GENERATED.matcher(message.text()))
        .filter(Matcher::matches)
        .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
        .reduce((first, last) -> last);
  }

  Optional<Counterexample> counterexample() {
    List<Counterexample.State> states = new ArrayList<>();
    OptionalInt loop = OptionalInt.empty();
    for (TlcMessage message : messages) {
      switch (message.code()) {
        case INVARIANT_VIOLATED_INITIALLY, PROPERTY_VIOLATED_INITIALLY ->
            states.add(state("", "", afterFirstLine(message.text()), Map.of()));
        case STATE -> states.add(state(message.text(), states));
        case STUTTERING -> loop = OptionalInt.of(states.size() - 1);
        case BACK_TO_STATE -> loop = OptionalInt.of(number(message.text()) - 1);
        default -> {
          // says nothing about the behaviour
        }
      }
    }
    return states.isEmpty() ? Optional.empty() : Optional.of(new Counterexample(states, loop));
  }

  private static int number(String text) {
    Matcher numbered = NUMBERED.matcher(text);
    if (!numbered.matches()) {
      throw new IllegalStateException("TLC numbers its states differently: " + text);
    }
    return Integer.parseInt(numbered.group(1));
  }

  private Counterexample.State state(String text, List<Counterexample.State> before) {
    String head = text.lines().findFirst().orElse("");
    Optional<ActionNames.Named> action = names.find(head.substring(head.indexOf(' ') + 1));
    return state(
        action.map(ActionNames.Named::name).orElse(""),
        action.map(ActionNames.Named::location).orElse(""),
        afterFirstLine(text),
        before.isEmpty() ? Map.of() : before.get(before.size() - 1).variables());
  }

  private static Counterexample.State state(
      String action, String location, String text, Map<String, String> before) {
    Map<String, String> variables = new LinkedHashMap<>();
    String name = "";
    for (String line : text.lines().toList()) {
      Matcher assignment = ASSIGNMENT.matcher(line);
      // A long value goes on in the next lines, which are indented.
      if (assignment.matches()) {
        name = assignment.group(1);
        variables.put(name, assignment.group(2));
      } else if (!name.isEmpty() && !line.isBlank()) {
        variables.merge(name, line, (first, more) -> first + "\n" + more);
      }
    }
    List<String> changed =
        variables.keySet().stream()
            .filter(v -> !before.isEmpty() && !variables.get(v).equals(before.get(v)))
            .toList();
    return new Counterexample.State(action, location, variables, changed);
  }

  private static String afterFirstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? "" : text.substring(end + 1);
  }

  /** One entry for each action, from the last report. */
  List<ActionCoverage> coverage() {
    List<ActionCoverage> actions = new ArrayList<>();
    for (TlcMessage message : messages) {
      if (message.code() == COVERAGE_START) {
        actions.clear();
      }
      Matcher taken = TAKEN.matcher(message.text());
      if (message.code() == COVERAGE_OF_ACTION && taken.matches()) {
        ActionNames.Named action =
            names
                .find(message.text())
                .orElseThrow(() -> new IllegalStateException("no action: " + message.text()));
        actions.add(
            new ActionCoverage(
                action.name(),
                action.location(),
                Long.parseLong(taken.group(1)),
                Long.parseLong(taken.group(2))));
      }
    }
    return List.copyOf(actions);
  }
}
