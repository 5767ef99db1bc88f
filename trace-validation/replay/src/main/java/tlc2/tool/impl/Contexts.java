package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.util.Context;
import tlc2.value.impl.LazyValue;

/** What TLC's contexts do not tell by themselves. */
public final class Contexts {

  private Contexts() {}

  /** The symbols that are bound, the last first; null stands for a branch. */
  public static List<SymbolNode> names(Context context) {
    List<SymbolNode> names = new ArrayList<>();
    context.lookup(
        name -> {
          names.add(name);
          return false; // To be told the next.
        });
    return names;
  }

  /**
   * The context of what a module says that is instantiated. Nothing of what stands there is kept.
   */
  static Context inside(Tool tool, SubstInNode instance, Context context) {
    Context inside = context;
    for (Subst subst : instance.getSubsts()) {
      inside = inside.cons(subst.getOp(), tool.getVal(subst.getExpr(), context, false));
    }
    return inside;
  }

  /**
   * The declared name that another stands for by nothing but names, such as that of the variable
   * which an instance gives to a module; null for what stands for more.
   */
  static OpDeclNode meaning(SymbolNode name, Context context) {
    if (!(name instanceof OpDeclNode declaration)) {
      return null;
    }
    Object value = context.lookup(name);
    if (value == null) {
      return declaration;
    }
    return value instanceof LazyValue lazy
            && lazy.expr instanceof OpApplNode other
            && other.getArgs().length == 0
        ? meaning(other.getOperator(), lazy.con)
        : null;
  }
}
