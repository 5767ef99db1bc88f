package org.scrutin.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Why a trace does not conform.
 *
 * @param kind what is wrong
 * @param event the number of the event, 0 for the initial state
 * @param where file:line of the trace
 * @param at the node, as the trace writes it
 * @param claim the action that the event claims, with its arguments
 * @param property the invariant or action property that does not hold, if it is that
 * @param falseParts the parts of the specification that are false; several where each alternative
 *     of a disjunction, or each place in {@code Next} where the action stands, fails by itself
 * @param differences where the action is enabled but leads elsewhere: what differs
 * @param enabled the actions that the specification did allow at this point
 * @param possible how many specification states were possible before the event
 * @param candidates if more than one was: why each of them has no such step, equal reasons
 *     together; the first is the one that came furthest, which the explanation is about
 * @param ended how many behaviours ended before earlier events, by the event's number; of a search
 *     that goes depth-first
 */
public record Rejection(
    Kind kind,
    long event,
    String where,
    String at,
    String claim,
    Optional<String> property,
    List<FalsePart> falseParts,
    List<Difference> differences,
    List<Enabled> enabled,
    int possible,
    List<Candidate> candidates,
    SortedMap<Long, Integer> ended) {

  /** Reasons of candidates that are told; what fits one screen. */
  private static final int MAX_CANDIDATES = 6;

  /** Of one state. */
  public Rejection(
      Kind kind,
      long event,
      String where,
      String at,
      String claim,
      Optional<String> property,
      List<FalsePart> falseParts,
      List<Difference> differences,
      List<Enabled> enabled) {
    this(
        kind,
        event,
        where,
        at,
        claim,
        property,
        falseParts,
        differences,
        enabled,
        1,
        List.of(),
        Collections.emptySortedMap());
  }

  /** The same, of a state that was one of several. */
  public Rejection among(int states, List<Candidate> others, SortedMap<Long, Integer> endedBefore) {
    return with(where, enabled, states, others, endedBefore);
  }

  /** The same, of an event that stands elsewhere. */
  public Rejection at(String place) {
    return with(place, enabled, possible, candidates, ended);
  }

  /** The same, with the actions that were possible. */
  public Rejection withEnabled(List<Enabled> actions) {
    return with(where, actions, possible, candidates, ended);
  }

  private Rejection with(
      String place,
      List<Enabled> actions,
      int states,
      List<Candidate> others,
      SortedMap<Long, Integer> endedBefore) {
    return new Rejection(
        kind,
        event,
        place,
        at,
        claim,
        property,
        falseParts,
        differences,
        actions,
        states,
        others,
        endedBefore);
  }

  /** What is wrong with an event. */
  public enum Kind {
    /** A condition of the action is false. */
    NOT_ENABLED("not enabled"),
    /** The action is enabled, but no successor has the logged values. */
    LEADS_ELSEWHERE("enabled, but it leads elsewhere"),
    /** What a binding says that the event means is no step of the specification. */
    NO_STEP("bound to what is no step of the specification"),
    /** The step is allowed, and an invariant or action property does not hold after it. */
    PROPERTY_VIOLATED("allowed, but afterwards does not hold");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What is wrong, in a few words. */
    public String words() {
      return words;
    }
  }

  /**
   * A part of the specification that is false.
   *
   * @param place file:line of the specification
   * @param text its source text, on one line
   * @param fault what is wrong with it: "is FALSE", or which value is not in which domain
   * @param values what it mentions, by its source text, in order
   * @param because the parts of it that make it so, if they are not the whole
   * @param held how many conjuncts hold that stand before it: the more, the closer it came
   * @param agreed what those have compared with something, by its source text without spaces
   */
  public record FalsePart(
      String place,
      String text,
      String fault,
      Map<String, String> values,
      List<FalsePart> because,
      int held,
      List<String> agreed) {

    /** The same, for these reasons. */
    public FalsePart since(List<FalsePart> reasons) {
      return new FalsePart(place, text, fault, values, List.copyOf(reasons), held, agreed);
    }

    /** The innermost part that is false: the last of what makes this so, or itself. */
    public FalsePart root() {
      return because.isEmpty() ? this : because.get(because.size() - 1).root();
    }

    @Override
    public String toString() {
      String mentioned =
          values.entrySet().stream()
              .map(entry -> entry.getKey() + " = " + entry.getValue())
              .collect(Collectors.joining(", "));
      return place + " `" + text + "` " + fault + (values.isEmpty() ? "" : " where " + mentioned);
    }
  }

  /**
   * A variable in which the specification and the trace differ.
   *
   * @param variable its name
   * @param at the node to which the values belong, or empty if the variable is not one of nodes
   * @param specified the value after the action
   * @param logged the value that the trace has
   */
  public record Difference(String variable, Optional<String> at, String specified, String logged) {

    @Override
    public String toString() {
      String where = at.map(node -> " on " + node).orElse("");
      return variable
          + " = "
          + specified
          + where
          + " in the specification, the trace logged "
          + logged;
    }
  }

  /**
   * An action that was possible.
   *
   * @param action its name
   * @param ways with how many different arguments or outcomes
   * @param agreeing how many of these give the values that the event has
   * @param example one of them, an agreeing one if there is one, with its arguments
   * @param onNode whether one of them is about the event's node, as far as arguments tell
   */
  public record Enabled(String action, int ways, int agreeing, String example, boolean onNode) {

    @Override
    public String toString() {
      String agree = agreeing == 0 ? "" : ", " + agreeing + " of them with the logged values";
      return action + " ×" + ways + agree + ", such as " + example;
    }
  }

  /**
   * States that were possible before the event, and have no such step for the same reason.
   *
   * @param states how many
   * @param reason what is wrong in them, in a few words
   * @param detail the first thing that supports it, or nothing
   */
  public record Candidate(int states, String reason, String detail) {

    @Override
    public String toString() {
      return reason + (detail.isEmpty() ? "" : ", " + detail);
    }
  }

  /** What is wrong, in a few words. */
  public String reason() {
    return kind.words + property.map(name -> ": " + name).orElse("");
  }

  /** What supports the reason, a line each: the false parts, and the values that differ. */
  public List<String> details() {
    List<String> lines = new ArrayList<>();
    for (FalsePart part : falseParts) {
      lines.add("at " + part);
      part.because().forEach(deeper -> lines.add("since at " + deeper));
    }
    differences.forEach(difference -> lines.add(difference.toString()));
    return List.copyOf(lines);
  }

  /** The first line of the explanation. */
  public String summary() {
    return where + ": event " + event + ", " + claim + ": " + reason();
  }

  /** The whole explanation, a line for each thing. */
  public String text() {
    StringBuilder text = new StringBuilder(summary());
    details().forEach(line -> text.append("\n    ").append(line));
    if (!enabled.isEmpty() || kind == Kind.LEADS_ELSEWHERE) {
      list(text, "enabled on " + at, enabled.stream().filter(Enabled::onNode).toList());
      list(text, "enabled elsewhere", enabled.stream().filter(e -> !e.onNode()).toList());
    }
    others().forEach(line -> text.append("\n  ").append(line));
    return text.toString();
  }

  /** What became of other states and behaviours that were possible, a line each. */
  public List<String> others() {
    List<String> lines = new ArrayList<>();
    if (possible > 1) {
      String left = "the trace left " + possible + " states possible before this event; ";
      int lookedAt = candidates.stream().mapToInt(Candidate::states).sum();
      String of = lookedAt == possible || lookedAt == 0 ? "" : "of the first " + lookedAt + ", ";
      if (candidates.size() < 2) {
        lines.add(left + of + (lookedAt == 0 ? "this is about one of them" : "all fail like this"));
      } else {
        lines.add(left + of + "this is about one that came furthest:");
        candidates.stream()
            .limit(MAX_CANDIDATES)
            .forEach(c -> lines.add("  " + c.states() + " of them: " + c));
      }
      int more = candidates.size() - MAX_CANDIDATES;
      if (more > 0) {
        lines.add("  and " + more + " further reasons of others");
      }
    }
    if (!ended.isEmpty()) {
      String where =
          ended.entrySet().stream()
              .skip(Math.max(0, ended.size() - MAX_CANDIDATES))
              .map(entry -> entry.getValue() + " at event " + entry.getKey())
              .collect(Collectors.joining(", "));
      lines.add("behaviours that ended earlier: " + where);
    }
    return List.copyOf(lines);
  }

  private static void list(StringBuilder text, String title, List<Enabled> actions) {
    text.append("\n  ").append(title).append(":");
    actions.forEach(action -> text.append("\n    ").append(action));
    text.append(actions.isEmpty() ? " nothing" : "");
  }
}
