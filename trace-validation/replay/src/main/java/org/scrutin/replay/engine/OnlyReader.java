package org.scrutin.replay.engine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
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
import tlc2.value.impl.OpValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/**
 * Whether steps look at the trace in one way alone: as {@code Log[l]}, where Log is all the time
 * the same sequence of its lines, and l the same variable. Then no line can be left when l is
 * behind the last. It fails closed: any other way that leads to the trace, or is not understood,
 * counts as another reader. {@code Len(Log)} and {@code DOMAIN Log} read no line, and plain values
 * that are taken from the trace, such as the set of its nodes, are none.
 */
final class OnlyReader {

  private final Tool tool;
  private final Dependence dependence;
  private final Arguments arguments;
  private final OpDeclNode variable;
  private final Set<SemanticNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private Optional<OpDefNode> log = Optional.empty();
  private boolean isOnly = true;

  private OnlyReader(Tool tool, Dependence dependence, Arguments arguments, OpDeclNode variable) {
    this.tool = tool;
    this.dependence = dependence;
    this.arguments = arguments;
    this.variable = variable;
  }

  static boolean is(Tool tool, Dependence dependence, Arguments arguments, OpDeclNode variable) {
    OnlyReader reader = new OnlyReader(tool, dependence, arguments, variable);
    Cursor.formulasOfSteps(tool).forEach(reader::visit);
    return reader.isOnly && reader.log.isPresent();
  }

  private void visit(SemanticNode node) {
    if (node == null || !isOnly || !seen.add(node)) {
      return;
    }
    if (node instanceof OpApplNode application && asksLog(application)) {
      return;
    }
    if (node instanceof OpApplNode application) {
      operator(application.getOperator());
    } else if (node instanceof OpArgNode argument) {
      operator(argument.getOp());
    }
    Children.of(node).forEach(this::visit);
  }

  /** Whether it is {@code Log[l]}, or says how many lines there are. */
  private boolean asksLog(OpApplNode node) {
    ExprOrOpArgNode[] parts = node.getArgs();
    Optional<OpDefNode> asked =
        parts.length == 0 ? Optional.empty() : definition(parts[0]).filter(this::isLog);
    if (asked.isEmpty()) {
      return false;
    }
    int opcode = BuiltInOPs.getOpCode(node.getOperator().getName());
    boolean counts = opcode == ToolGlobals.OPCODE_domain || isLen(node.getOperator());
    boolean looksUp = opcode == ToolGlobals.OPCODE_fa && isCounter(parts[1]);
    isOnly &= (counts || looksUp) && log.map(asked.get()::equals).orElse(true);
    log = asked;
    return true;
  }

  /** Not one of the specification's own. */
  private boolean isLen(SymbolNode operator) {
    return operator instanceof OpDefNode definition
        && definition.getName().toString().equals("Len")
        && definition.getOriginallyDefinedInModuleNode().getName().toString().equals("Sequences")
        && tool.lookup(operator, Context.Empty, TLCState.Empty, false) instanceof OpValue;
  }

  /** Whatever stands for it anywhere. */
  private boolean isCounter(SemanticNode index) {
    // Of an instantiated module's variables one may have the same name.
    return arguments.resolved(index).stream()
        .allMatch(node -> node instanceof OpApplNode name && name.getOperator().equals(variable));
  }

  private static Optional<OpDefNode> definition(SemanticNode node) {
    return node instanceof OpApplNode application
            && application.getArgs().length == 0
            && application.getOperator() instanceof OpDefNode definition
            && definition.getBody() != null
        ? Optional.of(definition)
        : Optional.empty();
  }

  /** Whether it is a sequence of lines of the trace. */
  private boolean isLog(OpDefNode definition) {
    return constant(definition)
        .map(Value::toTuple)
        .filter(TupleValue.class::isInstance)
        .map(lines -> ((TupleValue) lines).elems)
        .filter(lines -> lines.length > 0)
        .filter(
            lines -> {
              for (Value line : lines) {
                if (TraceEnvironment.CURRENT.line(line) <= 0) {
                  return false;
                }
              }
              return true;
            })
        .isPresent();
  }

  /** The value of what comes from the trace and is the same in all states. */
  private Optional<Value> constant(OpDefNode definition) {
    if (definition.getArity() > 0
        || definition.getBody() == null
        || !dependence.onTrace(definition.getBody())
        || tool.getLevelBound(definition.getBody(), Context.Empty, tool.getId())
            != LevelConstants.ConstantLevel) {
      return Optional.empty();
    }
    Object known = tool.lookup(definition, Context.Empty, TLCState.Empty, false);
    if (known instanceof OpDefNode other && !other.equals(definition)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          known instanceof Value value
              ? value
              : (Value) tool.eval(definition.getBody(), Context.Empty, TLCState.Empty));
    } catch (EvalException | TLCRuntimeException e) {
      return Optional.empty(); // Then what it comes down to is looked at.
    }
  }

  private void operator(SymbolNode operator) {
    if (Dependence.isReader(operator)) {
      isOnly = false;
      return;
    }
    Object meaning = tool.lookup(operator, Context.Empty, TLCState.Empty, false);
    if (operator instanceof OpDeclNode declaration) {
      if (declaration.getKind() == ASTConstants.ConstantDeclKind) {
        isOnly &=
            meaning instanceof OpDeclNode || (meaning instanceof Value value && isPlain(value));
      }
      return;
    }
    if (meaning instanceof OpDefNode other && !other.equals(operator)) {
      // The configuration puts it in the place of the operator.
      isOnly &= other.getBody() != null && !dependence.onTrace(other.getBody());
      return;
    }
    if (operator instanceof OpDefNode definition && definition.getBody() != null) {
      Optional<Value> value = constant(definition);
      if (value.isPresent()) {
        isOnly &= isPlain(value.get());
      } else {
        visit(definition.getBody());
      }
    }
  }

  private static boolean isPlain(Value value) {
    if (value instanceof SetEnumValue set) {
      for (int i = 0; i < set.elems.size(); i++) {
        if (!Discrepancy.isScalar(set.elems.elementAt(i))) {
          return false;
        }
      }
      return true;
    }
    return Discrepancy.isScalar(value);
  }
}
