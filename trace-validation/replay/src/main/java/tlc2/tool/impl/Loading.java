package tlc2.tool.impl;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/**
 * What TLC finds out while it loads a specification. It evaluates each definition of a constant by
 * itself, and all that it comes down to with it: of definitions that build on each other the first
 * is evaluated as often as there are ways to it. And it asks for the level of each, which is the
 * same for each trace that is judged by the specification. Not thread-safe.
 */
final class Loading {

  /** Static since TLC loads in its constructor; the sandbox makes it one of many. */
  private static Loading current;

  private final Formulas formulas;
  private final IdentityHashMap<OpDefNode, Value> values = new IdentityHashMap<>();
  private final Map<ModuleNode, Set<OpDefNode>> definitions = new HashMap<>();

  private Loading(Formulas formulas) {
    this.formulas = formulas;
  }

  /**
   * Begins to load.
   *
   * @param folder is handed back, so that this may stand before TLC's constructor
   */
  static String begin(Formulas formulas, String folder) {
    current = new Loading(formulas);
    return folder;
  }

  static Loading current() {
    return current;
  }

  int level(SemanticNode node, Context context, IntSupplier level) {
    return context == Context.Empty ? formulas.level(node, level) : level.getAsInt();
  }

  /**
   * Of a name that has one value while no state is known.
   *
   * @param value evaluates it
   */
  Value value(OpApplNode name, Supplier<Value> value) {
    if (name.getArgs().length > 0
        || !(name.getOperator() instanceof OpDefNode definition)
        || !isOfModule(definition)) {
      return value.get();
    }
    Value known = values.get(definition);
    if (known == null) {
      known = value.get();
      values.put(definition, known);
    }
    return known;
  }

  /** Whether it is none of LET's, which may speak of parameters. */
  private boolean isOfModule(OpDefNode definition) {
    ModuleNode module = definition.getOriginallyDefinedInModuleNode();
    return definition.getBody() != null
        && module != null
        && definitions.computeIfAbsent(module, Loading::definitionsOf).contains(definition);
  }

  private static Set<OpDefNode> definitionsOf(ModuleNode module) {
    Set<OpDefNode> all = Collections.newSetFromMap(new IdentityHashMap<>());
    Collections.addAll(all, module.getOpDefs());
    return all;
  }
}
