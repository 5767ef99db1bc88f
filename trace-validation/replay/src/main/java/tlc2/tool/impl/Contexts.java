package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.SymbolNode;
import tlc2.util.Context;

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
}
