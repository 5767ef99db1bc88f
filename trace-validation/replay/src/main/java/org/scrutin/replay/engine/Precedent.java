package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tlc2.tool.Action;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;

/**
 * Which action read a line like this one last: asked first, it mostly does again, and the search
 * need not ask a dozen others whose event it is not. Lines are alike if they have the same of those
 * words that stand in the specification: names of fields, and in these names of events, of kinds of
 * message, of states. Where there is one action for each node, the line's own node says which. A
 * hint and no more: it says what to try first. Not thread-safe.
 */
final class Precedent {

  private static final int MAX_DEPTH = 4;
  private static final int NONE = -1;

  private final BitSet words;
  private final NarrowActions.Narrow actions;
  private final SplitActions split;
  private final Map<Long, Habit> habits = new HashMap<>();
  private final Set<Long> misleading = new HashSet<>();
  private Value last;
  private long likeness;
  private final List<Value> plain = new ArrayList<>();

  /**
   * @param words those that tell lines apart, but for those that actions have as arguments
   */
  Precedent(BitSet words, NarrowActions.Narrow actions) {
    this.words = (BitSet) words.clone();
    this.actions = actions;
    this.split = new SplitActions(actions.actions());
    split.names().forEach(name -> this.words.clear(name.getTok()));
  }

  /**
   * @param action the one that did it last
   * @param places where in the line each of its arguments stood every time so far
   */
  private record Habit(int action, List<Set<Integer>> places) {}

  /** All strings that stand in the module and those which it extends, by TLC's numbers for them. */
  static BitSet words(ModuleNode root) {
    BitSet found = new BitSet();
    Set<SemanticNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (OpDefNode definition : root.getOpDefs()) {
      collect(definition.getBody(), seen, found);
    }
    return found;
  }

  private static void collect(SemanticNode node, Set<SemanticNode> seen, BitSet found) {
    if (node == null || !seen.add(node)) {
      return;
    }
    if (node instanceof StringNode text) {
      found.set(text.getRep().getTok());
    }
    Children.of(node).forEach(child -> collect(child, seen, found));
  }

  /** The place of the action, or -1. */
  int of(Value line) {
    look(line);
    Habit habit = habits.get(likeness);
    if (habit == null) {
      return NONE;
    }
    List<Object> arguments = new ArrayList<>(split.arguments(habit.action));
    for (int i = 0; i < arguments.size(); i++) {
      for (int place : habit.places.get(i)) {
        // Of two lines with one likeness by chance, one may be shorter.
        Object now = place < plain.size() ? SplitActions.atom(plain.get(place)) : arguments.get(i);
        arguments.set(i, now);
      }
    }
    return split.sibling(habit.action, arguments).orElse(habit.action);
  }

  /** All there are, each by its place. */
  List<Action> actions() {
    return actions.actions();
  }

  /**
   * Whether there are others that differ from the action in their arguments alone, or are other
   * ways to take the same.
   */
  boolean hasSiblings(int action) {
    return split.hasSiblings(action) || actions.areSome().get(action);
  }

  /** This action read the line. */
  void remember(Value line, int action) {
    look(line);
    if (!misleading.contains(likeness) && of(line) != action) {
      habits.put(likeness, habit(action, habits.get(likeness)));
    }
  }

  private Habit habit(int action, Habit before) {
    List<Object> arguments = split.arguments(action);
    boolean goesOn = before != null && split.areSiblings(before.action, action);
    List<Set<Integer>> places = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Set<Integer> now = places(arguments.get(i));
      Set<Integer> both = new HashSet<>(now);
      both.retainAll(goesOn ? before.places.get(i) : now);
      places.add(both.isEmpty() ? now : both);
    }
    return new Habit(action, places);
  }

  private Set<Integer> places(Object argument) {
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < plain.size(); i++) {
      if (argument.equals(SplitActions.atom(plain.get(i)))) {
        places.add(i);
      }
    }
    return places;
  }

  /**
   * What was asked first has led nowhere, and another reads the line too: such lines are read in
   * the specification's order.
   */
  void forget(Value line) {
    look(line);
    misleading.add(likeness);
    habits.remove(likeness);
  }

  private void look(Value line) {
    if (line != last) {
      last = line;
      plain.clear();
      likeness = likeness(line, MAX_DEPTH);
    }
  }

  private long likeness(Value value, int depth) {
    if (!(value instanceof RecordValue fields) || depth == 0) {
      plain.add(value);
      return value instanceof StringValue text && words.get(text.val.getTok())
          ? text.val.getTok()
          : 0;
    }
    long all = 0;
    for (int i = 0; i < fields.names.length; i++) {
      int name = fields.names[i].getTok();
      if (words.get(name)) {
        all = 31 * (31 * all + name) + likeness(fields.values[i], depth - 1);
      }
    }
    return all;
  }
}
