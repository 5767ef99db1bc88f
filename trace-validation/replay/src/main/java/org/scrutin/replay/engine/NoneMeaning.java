package org.scrutin.replay.engine;

import java.util.List;
import java.util.Optional;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.TraceLine;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/**
 * What the specification calls None, which null in a trace means.
 *
 * @param value it, or null if there is none that can be told
 * @param fault why it cannot be told, which only matters where a null is logged
 */
record NoneMeaning(Value value, Optional<String> fault) {

  private static final NoneMeaning NOTHING = new NoneMeaning(null, Optional.empty());

  static NoneMeaning of(Tool tool) {
    ModuleNode root = tool.getSpecProcessor().getRootModule();
    SymbolNode none = root.getOpDef("None");
    for (OpDeclNode constant : root.getConstantDecls()) {
      none = constant.getName().toString().equals("None") ? constant : none;
    }
    if (none == null || none.getArity() > 0) {
      return NOTHING;
    }
    Object value = tool.lookup(none, Context.Empty, TLCState.Empty, false);
    if (value instanceof OpDefNode definition) {
      return ofDefinition(tool, definition);
    }
    return value instanceof Value known ? new NoneMeaning(known, Optional.empty()) : NOTHING;
  }

  private static NoneMeaning ofDefinition(Tool tool, OpDefNode definition) {
    if (definition.getBody() == null) {
      return NOTHING;
    }
    if (definition.getBody().getLevel() > LevelConstants.ConstantLevel) {
      return untold(definition, "is not the same in all states");
    }
    try {
      Value value = (Value) tool.eval(definition.getBody(), Context.Empty, TLCState.Empty);
      return new NoneMeaning(value, Optional.empty());
    } catch (EvalException | TLCRuntimeException | StackOverflowError e) {
      return untold(definition, "cannot be evaluated: " + SpecLoader.oneLine(e.getMessage()));
    }
  }

  private static NoneMeaning untold(OpDefNode definition, String why) {
    return new NoneMeaning(
        null,
        Optional.of(
            "null means the specification's None, which at "
                + SourceText.place(definition.getBody())
                + " "
                + why));
  }

  /** Why the event cannot be judged: it says null, and nobody knows what that is. */
  Optional<String> faultIn(TraceLine.Event event) {
    boolean isAsked =
        fault.isPresent()
            && (event.arguments().stream().anyMatch(NoneMeaning::hasNull)
                || event.state().filter(NoneMeaning::hasNull).isPresent()
                || hasNull(event.about()));
    return isAsked ? fault : Optional.empty();
  }

  private static boolean hasNull(Object json) {
    if (json instanceof JsonObject object) {
      return object.values().stream().anyMatch(NoneMeaning::hasNull);
    }
    return json instanceof List<?> list
        ? list.stream().anyMatch(NoneMeaning::hasNull)
        : json == JsonObject.Absent.NULL;
  }
}
