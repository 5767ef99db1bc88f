package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * How far a state is in the trace: where the specification says {@code Log[l]}, Log is the trace's
 * lines and the variable l counts them. Where it says no such thing, the level counts.
 */
final class Cursor {

  private final Optional<UniqueString> variable;
  private final Optional<TupleValue> log;

  private Cursor(Optional<UniqueString> variable, Optional<TupleValue> log) {
    this.variable = variable;
    this.log = log;
  }

  static Cursor of(Tool tool, Dependence dependence) {
    Search search = new Search(tool, dependence);
    search.walk(tool.getNextStateSpec().pred);
    for (SemanticNode constraint : tool.getActionConstraints()) {
      search.walk(constraint);
    }
    for (SemanticNode constraint : tool.getModelConstraints()) {
      search.walk(constraint);
    }
    return new Cursor(search.variable, search.log);
  }

  private static final class Search {
    private final Tool tool;
    private final Dependence dependence;
    private final Set<SemanticNode> seen = new HashSet<>();
    private Optional<UniqueString> variable = Optional.empty();
    private Optional<TupleValue> log = Optional.empty();

    Search(Tool tool, Dependence dependence) {
      this.tool = tool;
      this.dependence = dependence;
    }

    void walk(SemanticNode node) {
      if (node == null || variable.isPresent() || !seen.add(node)) {
        return;
      }
      if (node instanceof OpApplNode application) {
        look(application);
        Object target =
            tool.lookup(application.getOperator(), Context.Empty, TLCState.Empty, false);
        if (target instanceof OpDefNode definition) {
          walk(definition.getBody());
        }
      }
      SemanticNode[] children = node.getChildren();
      if (children != null) {
        for (SemanticNode child : children) {
          walk(child);
        }
      }
    }

    private void look(OpApplNode node) {
      if (BuiltInOPs.getOpCode(node.getOperator().getName()) != ToolGlobals.OPCODE_fa
          || !(node.getArgs()[0] instanceof OpApplNode sequence)
          || !(sequence.getOperator() instanceof OpDefNode definition)
          || definition.getArity() > 0
          || !dependence.onTrace(sequence)) {
        return;
      }
      Value value = (Value) tool.eval(sequence, Context.Empty, TLCState.Empty);
      if (!(value.toTuple() instanceof TupleValue lines)) {
        return;
      }
      log = Optional.of(lines);
      if (node.getArgs()[1] instanceof OpApplNode place
          && place.getOperator() instanceof OpDeclNode counter
          && counter.getKind() == tla2sany.semantic.ASTConstants.VariableDeclKind) {
        variable = Optional.of(counter.getName());
      }
    }
  }

  /** The place in the log of the line that comes next, from 1. */
  int next(TLCState state, int level) {
    return variable
        .map(name -> state.lookup(name))
        .filter(IntValue.class::isInstance)
        .map(value -> ((IntValue) value).val)
        .orElse(level);
  }

  /** The line at that place, if there is one. */
  Optional<Value> line(int place) {
    return log.filter(lines -> place >= 1 && place <= lines.elems.length)
        .map(lines -> lines.elems[place - 1]);
  }

  /** How many lines there are, if that is known. */
  Optional<Integer> length() {
    return log.map(lines -> lines.elems.length);
  }

  /** The variable that counts, or "level". */
  String name() {
    return variable.map(UniqueString::toString).orElse("level");
  }

  /** All variables' values in a state, for messages. */
  static List<String> values(TLCState state) {
    List<String> values = new ArrayList<>();
    for (OpDeclNode declaration : TLCState.Empty.getVars()) {
      values.add(
          declaration.getName()
              + " = "
              + Culprit.shorten(String.valueOf(state.lookup(declaration.getName()))));
    }
    return values;
  }
}
