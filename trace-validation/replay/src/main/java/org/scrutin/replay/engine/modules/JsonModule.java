package org.scrutin.replay.engine.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scrutin.replay.JsonLines;
import org.scrutin.replay.JsonObject;
import tlc2.overrides.TLAPlusOperator;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** Module {@code Json}. */
public final class JsonModule {

  private JsonModule() {}

  @TLAPlusOperator(identifier = "ndJsonDeserialize", module = "Json", warn = false)
  public static Value ndJsonDeserialize(Value file) {
    Path path = opened(file);
    return TraceEnvironment.CURRENT.content(path.toString(), () -> lines(path));
  }

  private static Value lines(Path file) {
    TraceEnvironment run = TraceEnvironment.CURRENT;
    List<Value> values = new ArrayList<>();
    try (JsonLines lines = JsonLines.open(file)) {
      for (Optional<Object> next = lines.next(); next.isPresent(); next = lines.next()) {
        if (saysDropped(next.get())) {
          run.miss(lines.line());
        }
        Value value = PlainValues.of(next.get());
        run.stands(value, lines.line());
        values.add(value);
      }
      lines.dropped().ifPresent(run::drop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TupleValue(values.toArray(Value[]::new));
  }

  /** As the tracer notes it where it had no room for events. */
  private static boolean saysDropped(Object line) {
    return line instanceof JsonObject fields
        && fields.get("note").filter("dropped"::equals).isPresent()
        && fields.get("events").isPresent();
  }

  @TLAPlusOperator(identifier = "JsonDeserialize", module = "Json", warn = false)
  public static Value jsonDeserialize(Value file) {
    Path path = opened(file);
    // A file may be asked for by both, and says another thing to each.
    return TraceEnvironment.CURRENT.content(
        TraceEnvironment.DOCUMENT + path, () -> PlainValues.of(JsonLines.document(path)));
  }

  private static Path opened(Value file) {
    Requirement.that(
        file instanceof StringValue, () -> "the name of a file must be a text, not " + file);
    return TraceEnvironment.CURRENT.open(((StringValue) file).val.toString());
  }

  @TLAPlusOperator(identifier = "ToJson", module = "Json", warn = false)
  public static Value toJson(Value value) {
    return new StringValue(UniqueString.uniqueStringOf(PlainValues.json(value)));
  }
}
