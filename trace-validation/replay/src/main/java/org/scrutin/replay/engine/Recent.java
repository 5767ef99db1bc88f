package org.scrutin.replay.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scrutin.replay.LastSteps;
import org.scrutin.replay.LastSteps.Change;
import org.scrutin.replay.TraceLine;
import tlc2.tool.TLCState;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** Keeps the last steps that were accepted. Not thread-safe. */
final class Recent {

  /** What one looks at before what went wrong. */
  static final int MAX_STEPS = 30;

  /** Texts are for eyes. */
  private static final int MAX_TEXT = 400;

  private final Deque<Taken> steps = new ArrayDeque<>();

  /**
   * An event, and the step that it was.
   *
   * @param edge none, if several were possible
   */
  record Taken(TraceLine.Event event, Optional<Edge> edge) {}

  void clear() {
    steps.clear();
  }

  void add(TraceLine.Event event, List<Edge> possible) {
    if (steps.size() == MAX_STEPS) {
      steps.removeFirst();
    }
    steps.addLast(new Taken(event, theOnly(possible)));
  }

  /** The same step found in two ways is one. */
  private static Optional<Edge> theOnly(List<Edge> possible) {
    Edge first = possible.get(0);
    boolean isOne =
        possible.size() == 1
            || possible.stream()
                .allMatch(
                    edge ->
                        edge.from() == first.from()
                            && edge.to().fingerPrint() == first.to().fingerPrint());
    return isOne ? Optional.of(first) : Optional.empty();
  }

  /**
   * What is kept, as texts.
   *
   * @param later what was accepted after it
   * @param state where the replay stands, if that is one state
   * @param variables those of the specification
   */
  LastSteps texts(List<Taken> later, Optional<TLCState> state, List<UniqueString> variables) {
    List<Taken> all = new ArrayList<>(steps);
    all.addAll(later);
    return new LastSteps(
        all.subList(Math.max(0, all.size() - MAX_STEPS), all.size()).stream()
            .map(step -> text(step, variables))
            .toList(),
        state
            .map(
                at ->
                    variables.stream()
                        .map(name -> new LastSteps.Variable("" + name, text(at.lookup(name))))
                        .toList())
            .orElse(List.of()));
  }

  private static LastSteps.Step text(Taken step, List<UniqueString> variables) {
    return new LastSteps.Step(
        step.event().line(),
        step.event().action(),
        step.event().at().toString(),
        step.edge().map(edge -> changes(edge, variables)));
  }

  private static List<Change> changes(Edge edge, List<UniqueString> variables) {
    List<Change> changes = new ArrayList<>();
    for (UniqueString variable : variables) {
      Value before = (Value) edge.from().lookup(variable);
      Value after = (Value) edge.to().lookup(variable);
      if (Changes.differ(before, after)) {
        Discrepancy.all(before, after).map(at -> change(variable, at)).forEach(changes::add);
      }
    }
    return changes;
  }

  private static Change change(UniqueString variable, Discrepancy at) {
    String part = variable + at.path();
    if (at.left() instanceof SetEnumValue before && at.right() instanceof SetEnumValue after) {
      return new Change(part, without(before, after), without(after, before), true);
    }
    return new Change(part, text(at.left()), text(at.right()), false);
  }

  /** What a set has, and another has not. */
  private static String without(SetEnumValue set, SetEnumValue other) {
    Set<String> others = elements(other).collect(Collectors.toSet());
    return shorten(
        elements(set)
            .filter(element -> !others.contains(element))
            .collect(Collectors.joining(", ")));
  }

  private static Stream<String> elements(SetEnumValue set) {
    return IntStream.range(0, set.elems.size()).mapToObj(i -> set.elems.elementAt(i).toString());
  }

  private static String text(Object value) {
    return shorten(String.valueOf(value));
  }

  private static String shorten(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}
