package org.scrutin.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.TraceValidator;

/** Validators that are loaded once and kept, for one thread. Loading takes some 0.3 s each. */
public final class Validators implements AutoCloseable {

  private final SpecLibrary library;
  private final Map<List<Object>, TraceValidator> kept = new HashMap<>();

  /** Validators for the specifications of a library. */
  public Validators(SpecLibrary library) {
    this.library = library;
  }

  /** The validator for traces with this header. */
  public TraceValidator of(TraceLine.Header header) {
    return kept.computeIfAbsent(
        key(header.spec(), header.config(), header.constants()),
        any -> TraceValidator.of(library, header));
  }

  private static List<Object> key(String spec, String config, JsonObject constants) {
    List<Object> key = new ArrayList<>();
    key.add(spec);
    key.add(config);
    key.add(constants);
    return key;
  }

  @Override
  public void close() {
    kept.values().forEach(TraceValidator::close);
    kept.clear();
  }
}
