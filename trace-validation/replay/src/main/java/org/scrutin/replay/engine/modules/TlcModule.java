package org.scrutin.replay.engine.modules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tlc2.overrides.Evaluation;
import tlc2.overrides.TLAPlusOperator;
import tlc2.tool.EvalControl;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** What module {@code TLC} says of a search, said of ours, or of the events that are followed. */
public final class TlcModule {

  /** More than a constant: it must not be evaluated once and for all. */
  private static final int OF_STATES = 1;

  /** What there is to ask of a search only. */
  private static final Set<String> OF_SEARCH =
      Set.of("queue", "diameter", "generated", "distinct", "duration", "stats");

  private TlcModule() {}

  @Evaluation(definition = "TLCGet", module = "TLC", warn = false, minLevel = OF_STATES)
  public static Value get(
      Tool tool,
      ExprOrOpArgNode[] arguments,
      Context context,
      TLCState from,
      TLCState to,
      int control,
      CostModel costs) {
    Value key = tool.eval(arguments[0], context, from, to, control, costs);
    if (!(key instanceof StringValue name)) {
      return register(key);
    }
    TraceEnvironment run = TraceEnvironment.CURRENT;
    String asked = name.val.toString();
    Requirement.that(
        run.isSearch || !OF_SEARCH.contains(asked),
        () -> "TLCGet(\"" + asked + "\") is about a search of states; events are followed here");
    return switch (asked) {
      case "level" -> IntValue.gen(level(run, from) + (EvalControl.isPrimed(control) ? 1 : 0));
      case "queue" -> IntValue.gen(run.queue);
      case "diameter" -> IntValue.gen(run.diameter);
      case "generated" -> IntValue.gen(run.generated);
      case "distinct" -> IntValue.gen(run.distinct);
      case "duration" -> IntValue.ValZero;
      case "stats" ->
          record(
              Map.of(
                  "diameter", IntValue.gen(run.diameter),
                  "queue", IntValue.gen(run.queue),
                  "distinct", IntValue.gen(run.distinct),
                  "generated", IntValue.gen(run.generated),
                  "duration", IntValue.ValZero));
      case "config" -> config();
      default -> register(key);
    };
  }

  private static int level(TraceEnvironment run, TLCState state) {
    Requirement.that(
        run.levelUnknown.isEmpty(),
        () ->
            "TLCGet(\"level\"): how many steps led here is not known, since "
                + run.levelUnknown.orElseThrow());
    return run.isSearch ? run.level : state.getLevel();
  }

  private static Value register(Value key) {
    Value value = TraceEnvironment.CURRENT.registers().get(key.toString());
    Requirement.that(value != null, () -> "TLCGet: nothing has been set at " + key);
    return value;
  }

  private static Value config() {
    Map<String, Value> config = new LinkedHashMap<>();
    config.put("mode", new StringValue(UniqueString.uniqueStringOf("bfs")));
    config.put("worker", IntValue.ValOne);
    config.put("depth", IntValue.ValNegOne);
    config.put("traces", IntValue.ValNegOne);
    config.put("deadlock", BoolValue.ValFalse);
    return record(config);
  }

  private static Value record(Map<String, Value> fields) {
    UniqueString[] names =
        fields.keySet().stream().map(UniqueString::uniqueStringOf).toArray(UniqueString[]::new);
    return new RecordValue(names, fields.values().toArray(Value[]::new), false).normalize();
  }

  @TLAPlusOperator(identifier = "TLCSet", module = "TLC", warn = false, minLevel = OF_STATES)
  public static Value set(Value key, Value value) {
    value.deepNormalize();
    TraceEnvironment.CURRENT.registers().put(key.toString(), value);
    return BoolValue.ValTrue;
  }

  @TLAPlusOperator(
      identifier = "TLCGetOrDefault",
      module = "TLCExt",
      warn = false,
      minLevel = OF_STATES)
  public static Value getOrDefault(Value key, Value otherwise) {
    return TraceEnvironment.CURRENT.registers().getOrDefault(key.toString(), otherwise);
  }
}
