package org.scrutin.replay.engine.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scrutin.replay.JsonLines;
import tlc2.overrides.TLAPlusOperator;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** Module {@code Json}. */
public final class JsonModule {

  private JsonModule() {}

  @TLAPlusOperator(identifier = "ndJsonDeserialize", module = "Json", warn = false)
  public static Value ndJsonDeserialize(Value file) throws IOException {
    TraceEnvironment run = TraceEnvironment.CURRENT;
    List<Value> values = new ArrayList<>();
    try (JsonLines lines = JsonLines.open(opened(file))) {
      for (Optional<Object> next = lines.next(); next.isPresent(); next = lines.next()) {
        Value value = PlainValues.of(next.get());
        run.stands(value, lines.line());
        values.add(value);
      }
      lines.dropped().ifPresent(run::drop);
    }
    return new TupleValue(values.toArray(Value[]::new));
  }

  @TLAPlusOperator(identifier = "JsonDeserialize", module = "Json", warn = false)
  public static Value jsonDeserialize(Value file) {
    Value value = PlainValues.of(JsonLines.document(opened(file)));
    return value;
  }

  private static Path opened(Value file) {
    Requirement.that(
        file instanceof StringValue, () -> "the name of a file must be a text, not " + file);
    String name = ((StringValue) file).val.toString();
    TraceEnvironment.CURRENT.read(name);
    return Path.of(name);
  }

  @TLAPlusOperator(identifier = "ToJson", module = "Json", warn = false)
  public static Value toJson(Value value) {
    return new StringValue(UniqueString.uniqueStringOf(PlainValues.json(value)));
  }
}
