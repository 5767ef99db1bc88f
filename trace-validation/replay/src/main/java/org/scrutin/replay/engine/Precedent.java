package org.scrutin.replay.engine;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Which action read a line like this one last: asked first, it mostly does again, and the search
 * need not ask a dozen others whose event it is not. Lines are alike if they have the same of those
 * words that stand in the specification: names of events, of kinds of message, of states. A hint
 * and no more: it says what to try first. Not thread-safe.
 */
final class Precedent {

  private static final int MAX_DEPTH = 4;
  private static final int NONE = -1;

  private final Set<UniqueString> words;
  private final Map<Long, Integer> actions = new HashMap<>();
  private final Set<Long> misleading = new HashSet<>();
  private Value last;
  private long likeness;

  /**
   * @param words those that tell lines apart
   */
  Precedent(Set<UniqueString> words) {
    this.words = words;
  }

  /** All strings that stand in the module and those which it extends. */
  static Set<UniqueString> words(ModuleNode root) {
    Set<UniqueString> found = new HashSet<>();
    Set<SemanticNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (OpDefNode definition : root.getOpDefs()) {
      collect(definition.getBody(), seen, found);
    }
    return found;
  }

  private static void collect(SemanticNode node, Set<SemanticNode> seen, Set<UniqueString> found) {
    if (node == null || !seen.add(node)) {
      return;
    }
    if (node instanceof StringNode text) {
      found.add(text.getRep());
    }
    SemanticNode[] children = node.getChildren();
    if (children != null) {
      for (SemanticNode child : children) {
        collect(child, seen, found);
      }
    }
  }

  /** The place of the action, or -1. */
  int of(Value line) {
    return actions.getOrDefault(likeness(line), NONE);
  }

  /** This action read the line. */
  void remember(Value line, int action) {
    if (!misleading.contains(likeness(line))) {
      actions.put(likeness(line), action);
    }
  }

  /** What was asked first has led nowhere: such lines are read in the specification's order. */
  void forget(Value line) {
    misleading.add(likeness(line));
    actions.remove(likeness(line));
  }

  private long likeness(Value line) {
    if (line != last) {
      last = line;
      likeness = likeness(line, MAX_DEPTH);
    }
    return likeness;
  }

  private long likeness(Value value, int depth) {
    if (value instanceof StringValue text) {
      return words.contains(text.val) ? text.val.getTok() : 0;
    }
    long all = 0;
    if (value instanceof RecordValue fields && depth > 0) {
      for (int i = 0; i < fields.names.length; i++) {
        all = 31 * (31 * all + fields.names[i].getTok()) + likeness(fields.values[i], depth - 1);
      }
    }
    return all;
  }
}
