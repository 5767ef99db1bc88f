package org.scrutin.replay.engine;

import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ReplayTool;

/** The invariants of a trace specification's configuration. */
final class Invariants {

  private final ReplayTool tool;
  private final String[] names;
  private final Action[] formulas;

  /** Of which it is known that they say the same whenever they read the same. */
  private final boolean[] lasting;

  Invariants(ReplayTool tool) {
    this.tool = tool;
    this.names = tool.getInvNames();
    this.formulas = tool.getInvariants();
    this.lasting = new boolean[formulas.length];
    for (int i = 0; i < formulas.length; i++) {
      lasting[i] = Reads.of(tool, formulas[i].pred).isPresent();
    }
  }

  int size() {
    return formulas.length;
  }

  String name(int i) {
    return names[i];
  }

  Action formula(int i) {
    return formulas[i];
  }

  boolean holds(int i, TLCState state) {
    return lasting[i] ? tool.isUpheld(formulas[i], state) : tool.isValid(formulas[i], state);
  }
}
