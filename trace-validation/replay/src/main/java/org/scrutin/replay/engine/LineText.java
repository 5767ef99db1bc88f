package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * A line of a trace as a text of one line, which may be cut: of a record first what is short, such
 * as the name of an event, and then what has parts.
 */
final class LineText {

  private LineText() {}

  static String of(Value line) {
    return Culprit.shorten(text(line));
  }

  private static String text(Value value) {
    if (!(value instanceof RecordValue fields)) {
      return value.toString();
    }
    List<String> plain = new ArrayList<>();
    List<String> nested = new ArrayList<>();
    for (int i = 0; i < fields.names.length; i++) {
      Value field = fields.values[i];
      boolean hasParts = field instanceof RecordValue || field instanceof TupleValue;
      (hasParts ? nested : plain).add(fields.names[i] + " |-> " + text(field));
    }
    plain.addAll(nested);
    return "[" + String.join(", ", plain) + "]";
  }
}
