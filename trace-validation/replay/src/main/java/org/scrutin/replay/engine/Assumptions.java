package org.scrutin.replay.engine;

import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.TraceException;
import tla2sany.semantic.ExprNode;
import tlc2.tool.EvalException;
import tlc2.tool.impl.Tool;
import util.Assert.TLCRuntimeException;

/** What a specification assumes of its constants. */
final class Assumptions {

  private Assumptions() {}

  /**
   * Requires all assumptions that are not axioms.
   *
   * @throws SpecException where one does not hold, or cannot be evaluated
   */
  static void require(Tool tool) {
    ExprNode[] assumptions = tool.getAssumptions();
    boolean[] axioms = tool.getAssumptionIsAxiom();
    for (int i = 0; i < assumptions.length; i++) {
      if (!axioms[i]) {
        require(tool, assumptions[i]);
      }
    }
  }

  private static void require(Tool tool, ExprNode assumption) {
    boolean holds;
    try {
      holds = tool.isValid(assumption);
    } catch (EvalException | TLCRuntimeException e) {
      if (e.getCause() instanceof TraceException unreadable) {
        throw unreadable;
      }
      throw new SpecException(
          SourceText.place(assumption)
              + ": this assumption cannot be evaluated: "
              + SpecLoader.oneLine(e.getMessage()));
    }
    if (!holds) {
      throw new SpecException(
          SourceText.place(assumption)
              + ": this assumption is false; mend the specification, its constants or the trace");
    }
  }
}
