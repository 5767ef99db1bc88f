package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/**
 * Keeps what is read of a state while a formula is evaluated there: TLC evaluates each variable
 * that a formula names by its name. Not thread-safe.
 */
final class Reading {

  /** To look whether so many are the same costs as much as to evaluate. */
  static final int MAX_READS = 32;

  private List<Read> reads = new ArrayList<>();
  private TLCState state;
  private boolean isKnown;

  boolean isOn() {
    return state != null;
  }

  void begin(TLCState at) {
    state = at;
    isKnown = true;
    reads = new ArrayList<>();
  }

  /** What was read since it began; null where it cannot be told, or is too much. */
  List<Read> end() {
    state = null;
    return isKnown ? reads : null;
  }

  /** The value of {@code v[index]}, or null if the application is none of a variable. */
  Value applied(
      OpApplNode application,
      Context context,
      TLCState from,
      Function<ExprOrOpArgNode, Value> evaluator) {
    if (!isKnown) {
      return null;
    }
    ExprOrOpArgNode[] parts = application.getArgs();
    OpDeclNode variable =
        ReplayTool.opcode(application) == ToolGlobals.OPCODE_fa
                && parts[0] instanceof OpApplNode name
                && name.getArgs().length == 0
            ? variable(name.getOperator(), context)
            : null;
    if (variable == null || !(from.lookup(variable.getName()) instanceof Value whole)) {
      return null;
    }
    Value index = evaluator.apply(parts[1]);
    Value part = Read.select(whole, index);
    if (part != null) {
      add(new Read(variable.getName(), whole, index, part), from);
    }
    return part;
  }

  /** Notes that a variable has been read, if the application is that of its name. */
  void noteWhole(OpApplNode application, Context context, TLCState from) {
    if (isKnown
        && application.getOperator() instanceof OpDeclNode name
        && name.getKind() == ASTConstants.VariableDeclKind) {
      OpDeclNode variable = variable(name, context);
      if (variable != null && from.lookup(variable.getName()) instanceof Value whole) {
        add(Read.all(variable.getName(), whole), from);
      } else if (context.lookup(name) == null) {
        isKnown = false;
      } // Else what it stands for is evaluated, and notes for itself what it reads.
    }
  }

  private void add(Read read, TLCState from) {
    Read.add(reads, read);
    isKnown = from == state && reads.size() <= MAX_READS;
  }

  /** The variable that the name stands for, also through names of other modules; or null. */
  private static OpDeclNode variable(SymbolNode name, Context context) {
    OpDeclNode meaning = Contexts.meaning(name, context);
    return meaning != null && meaning.getKind() == ASTConstants.VariableDeclKind ? meaning : null;
  }
}
