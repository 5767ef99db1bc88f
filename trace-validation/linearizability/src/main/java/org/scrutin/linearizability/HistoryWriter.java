package org.scrutin.linearizability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes histories as EDN, one map a line, so that Knossos can check ours. */
public final class HistoryWriter {

  private HistoryWriter() {}

  private record Line(long position, Operation operation, boolean call) {}

  /** Writes the history. */
  public static void edn(History history, Appendable out) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Operation o : history.operations()) {
      lines.add(new Line(o.call(), o, true));
      lines.add(new Line(o.ret(), o, false));
    }
    // Those that never return have one position: told in the order of their calls, at the end.
    lines.sort(Comparator.comparingLong(Line::position));
    int index = 0;
    for (Line line : lines) {
      Operation o = line.operation();
      String type = line.call() ? "invoke" : o.status().name();
      out.append("{:process ")
          .append(Long.toString(o.process()))
          .append(", :type :")
          .append(type.toLowerCase(Locale.ROOT))
          .append(", :f :")
          .append(o.f())
          .append(", :value ");
      value(!line.call() && o.status() == Status.OK ? o.output() : o.input(), out);
      out.append(", :index ").append(Integer.toString(index++)).append("}\n");
    }
  }

  private static void value(Object value, Appendable out) throws IOException {
    if (value instanceof String text) {
      string(text, out);
    } else if (value instanceof Map<?, ?> map) {
      out.append('{');
      for (Map.Entry<?, ?> e : map.entrySet()) {
        value(e.getKey(), out);
        out.append(' ');
        value(e.getValue(), out);
        out.append(' ');
      }
      out.append('}');
    } else if (value instanceof Collection<?> values) {
      out.append(values instanceof List<?> ? "[" : "#{");
      String gap = "";
      for (Object element : values) {
        out.append(gap);
        value(element, out);
        gap = " ";
      }
      out.append(values instanceof List<?> ? "]" : "}");
    } else {
      out.append(value.toString());
    }
  }

  private static void string(String text, Appendable out) throws IOException {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c);
      }
    }
    out.append('"');
  }

  /** The history as text. */
  public static String edn(History history) {
    StringBuilder text = new StringBuilder();
    try {
      edn(history, text);
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all", e);
    }
    return text.toString();
  }
}
