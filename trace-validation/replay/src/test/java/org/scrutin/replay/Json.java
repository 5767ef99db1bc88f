package org.scrutin.replay;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the values of {@link JsonObject} as JSON. */
public final class Json {

  private Json() {}

  /** The value as JSON text. */
  public static String write(Object value) {
    if (value instanceof String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof JsonObject object) {
      StringBuilder text = new StringBuilder("{");
      for (int i = 0; i < object.names().size(); i++) {
        text.append(i == 0 ? "" : ",").append(write(object.names().get(i))).append(':');
        text.append(write(object.values().get(i)));
      }
      return text.append('}').toString();
    }
    return value.toString();
  }

  /** An event as a line of a trace. */
  public static String line(TraceLine.Event event) {
    return "{\"n\":"
        + event.number()
        + ",\"at\":"
        + write(event.at())
        + ",\"clock\":"
        + event.number()
        + ",\"action\":"
        + write(event.action())
        + ",\"args\":"
        + write(event.arguments())
        + event.state().map(state -> ",\"state\":" + write(state)).orElse("")
        + "}";
  }
}
