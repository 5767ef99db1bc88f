package org.scrutin.replay.engine;

import java.util.List;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection.FalsePart;
import org.scrutin.replay.TraceException;
import tla2sany.semantic.ExprNode;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import util.Assert.TLCRuntimeException;

/** What a specification assumes of its constants. */
final class Assumptions {

  private Assumptions() {}

  /**
   * Requires all assumptions that are not axioms.
   *
   * @param with what else decides them, behind a blank, such as " with run.ndjson"; may be empty
   * @throws SpecException where one does not hold, or cannot be evaluated
   */
  static void require(Tool tool, Culprit culprit, String with) {
    ExprNode[] assumptions = tool.getAssumptions();
    boolean[] axioms = tool.getAssumptionIsAxiom();
    for (int i = 0; i < assumptions.length; i++) {
      if (!axioms[i]) {
        require(tool, assumptions[i], culprit, with);
      }
    }
  }

  private static void require(Tool tool, ExprNode assumption, Culprit culprit, String with) {
    boolean holds;
    try {
      holds = tool.isValid(assumption);
    } catch (EvalException | TLCRuntimeException e) {
      if (e.getCause() instanceof TraceException unreadable) {
        throw unreadable;
      }
      throw new SpecException(
          SourceText.place(assumption)
              + ": this assumption cannot be evaluated"
              + with
              + ": "
              + SpecLoader.oneLine(e.getMessage()));
    }
    if (!holds) {
      List<FalsePart> parts = culprit.of(assumption, Context.Empty, TLCState.Empty, TLCState.Empty);
      throw new SpecException(
          SourceText.place(assumption)
              + ": this assumption is false"
              + with
              + (parts.isEmpty() ? "" : ", since at " + parts.get(0).root())
              + "; mend the specification, its constants or the trace");
    }
  }
}
