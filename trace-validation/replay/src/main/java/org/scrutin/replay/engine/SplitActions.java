package org.scrutin.replay.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.impl.Contexts;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.StringValue;
import util.UniqueString;

/**
 * The actions of a next-state relation that are one formula with several arguments: of {@code \E i
 * \in Node : Send(i)} TLC makes an action for each node.
 */
final class SplitActions {

  private final Instance[] instances;
  private final Map<Instance, Integer> places = new HashMap<>();
  private final Map<SemanticNode, Integer> times = new HashMap<>();

  private record Instance(SemanticNode formula, List<Object> arguments) {}

  SplitActions(List<Action> actions) {
    instances = new Instance[actions.size()];
    for (int i = 0; i < instances.length; i++) {
      instances[i] = new Instance(actions.get(i).pred, arguments(actions.get(i)));
      places.putIfAbsent(instances[i], i);
      times.merge(instances[i].formula, 1, Integer::sum);
    }
  }

  private static List<Object> arguments(Action action) {
    return Contexts.names(action.con).stream()
        .filter(Objects::nonNull)
        .map(name -> atom(action.con.lookup(name)))
        .toList();
  }

  /** What is compared of a value: a name is the same as a model value and as a text. */
  static Object atom(Object value) {
    if (value instanceof IntValue number) {
      return number.val;
    }
    if (value instanceof ModelValue model) {
      return model.val;
    }
    return value instanceof StringValue text ? text.val : UniqueString.of("");
  }

  /** The arguments of an action. */
  List<Object> arguments(int action) {
    return instances[action].arguments;
  }

  /** The names among all arguments, such as those of nodes. */
  Stream<UniqueString> names() {
    return Stream.of(instances)
        .flatMap(instance -> instance.arguments.stream())
        .filter(UniqueString.class::isInstance)
        .map(UniqueString.class::cast);
  }

  /** Whether the two differ at most in their arguments. */
  boolean areSiblings(int action, int other) {
    return instances[action].formula.equals(instances[other].formula)
        && instances[action].arguments.size() == instances[other].arguments.size();
  }

  /** Whether there are others of the same formula. */
  boolean hasSiblings(int action) {
    return times.get(instances[action].formula) > 1;
  }

  /** The action of the same formula with these arguments. */
  Optional<Integer> sibling(int action, List<Object> arguments) {
    return Optional.ofNullable(places.get(new Instance(instances[action].formula, arguments)));
  }
}
