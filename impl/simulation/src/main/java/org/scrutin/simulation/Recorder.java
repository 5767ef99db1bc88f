package org.scrutin.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.trace.TraceWriter;

/** Where a run is written down: to a trace, or nowhere. */
final class Recorder {

  private final Optional<TraceWriter> trace;

  Recorder(Optional<TraceWriter> trace) {
    this.trace = trace;
  }

  boolean isOn() {
    return trace.isPresent();
  }

  void event(
      int at,
      long clock,
      long now,
      String action,
      List<?> arguments,
      Optional<? extends Record> state,
      long received,
      List<TraceWriter.Sent> sent) {
    try {
      trace.get().event(at, clock, now, action, arguments, state, received, sent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void note(String note, Map<String, ?> fields) {
    if (trace.isPresent()) {
      try {
        trace.get().note(note, fields);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
