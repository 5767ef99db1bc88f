package org.scrutin.replay.engine;

import java.util.Arrays;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;

/** Puts an expression among the conjuncts beside which another stands. */
final class Beside {

  private Beside() {}

  /** The conjunction with this conjunct instead of the one that has this place. */
  static ExprNode of(OpApplNode conjunction, int place, ExprNode conjunct, ModuleNode module) {
    ExprOrOpArgNode[] parts = Arrays.copyOf(conjunction.getArgs(), conjunction.getArgs().length);
    parts[place] = conjunct;
    OpApplNode whole =
        new OpApplNode(
            conjunction.getOperator().getName(), parts, conjunction.getTreeNode(), module);
    whole.levelCheck(1); // Explanations ask what is an action of it, and what a condition.
    return whole;
  }
}
