package org.scrutin.replay.engine;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/**
 * Where steps look up a line of the trace, {@code Log[l]}. It is the same for each trace that is
 * judged by the specification.
 *
 * @param sequence Log, which has one value for ever that depends on the trace
 * @param variable l, if it is one of the specification's variables
 * @param place what else says which line, if it speaks of a state alone
 */
record Lookup(SemanticNode sequence, Optional<OpDeclNode> variable, Optional<SemanticNode> place) {

  /** The lines, if it is a sequence of such. */
  Optional<TupleValue> lines(Tool tool) {
    try {
      Value value = (Value) tool.eval(sequence, Context.Empty, TLCState.Empty);
      return value.toTuple() instanceof TupleValue lines ? Optional.of(lines) : Optional.empty();
    } catch (EvalException | TLCRuntimeException e) {
      return Optional.empty(); // Where a step comes to it, the error is told there.
    }
  }

  /** All in what decides which steps there are, each variable once with each sequence. */
  static List<Lookup> all(Tool tool, Dependence dependence, Arguments arguments) {
    Search search = new Search(tool, dependence, arguments);
    arguments.applications().forEach(search::look);
    return List.copyOf(search.found);
  }

  private static final class Search {
    private final Tool tool;
    private final Dependence dependence;
    private final Arguments arguments;
    private final Set<OpDeclNode> variables;

    /** By their definitions: which occurrence it is does not matter. */
    private final Set<List<SymbolNode>> known = new HashSet<>();

    private final Set<Lookup> found = new LinkedHashSet<>();

    Search(Tool tool, Dependence dependence, Arguments arguments) {
      this.tool = tool;
      this.dependence = dependence;
      this.arguments = arguments;
      this.variables = Set.of(tool.getSpecProcessor().getVariablesNodes());
    }

    private void look(OpApplNode node) {
      if (BuiltInOPs.getOpCode(node.getOperator().getName()) != ToolGlobals.OPCODE_fa
          || !(node.getArgs()[0] instanceof OpApplNode sequence)
          || !(sequence.getOperator() instanceof OpDefNode definition)
          || definition.getArity() > 0
          || !dependence.onTrace(sequence)
          || levelOf(sequence) != LevelConstants.ConstantLevel) {
        return;
      }
      for (SemanticNode counter : arguments.resolved(node.getArgs()[1])) {
        if (counter instanceof OpApplNode name
            && name.getOperator() instanceof OpDeclNode declaration
            && variables.contains(declaration)) {
          if (known.add(List.of(definition, declaration))) {
            found.add(new Lookup(sequence, Optional.of(declaration), Optional.empty()));
          }
        } else {
          Optional<SemanticNode> place = Optional.of(counter).filter(this::counts);
          found.add(new Lookup(sequence, Optional.empty(), place));
        }
      }
    }

    private int levelOf(SemanticNode node) {
      return tool.getLevelBound(node, Context.Empty, tool.getId());
    }

    /** Whether it says something of a state alone, and not of a line before. */
    private boolean counts(SemanticNode node) {
      return levelOf(node) == LevelConstants.VariableLevel && isClosed(node);
    }

    private boolean isClosed(SemanticNode node) {
      if (node instanceof OpApplNode application && !mayStand(application.getOperator())) {
        return false;
      }
      return Children.of(node).stream().allMatch(this::isClosed);
    }

    /** Parameters have no value here, and variables of a module that is instantiated none. */
    private boolean mayStand(SymbolNode operator) {
      return !(operator instanceof FormalParamNode)
          && !operator.getName().toString().equals("-")
          && (!(operator instanceof OpDeclNode declaration)
              || variables.contains(declaration)
              || !arguments.isStoodFor(declaration));
    }
  }
}
