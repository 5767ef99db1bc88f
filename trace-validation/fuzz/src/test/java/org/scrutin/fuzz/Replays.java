package org.scrutin.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.lifecycle.Store;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;

/** Replays traces; loads each specification with each set of constants once. Not thread-safe. */
final class Replays implements AutoCloseable, Store.CloseOnReset {

  private static final String NAME = "t.ndjson";

  private final SpecLibrary library = SpecLibrary.bundled();
  private final Map<String, TraceValidator> validators = new HashMap<>();

  /** The verdict on a trace, with all invariants. */
  Verdict verdict(byte[] trace) {
    try (TraceReader reader = new TraceReader(new ByteArrayInputStream(trace), NAME)) {
      TraceLine.Header header = reader.header();
      String key = header.config() + header.constants();
      TraceValidator validator =
          validators.computeIfAbsent(key, any -> TraceValidator.of(library, header));
      return validator.validate(reader, NAME, Options.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Verdict verdict(Trial trial) {
    return verdict(trial.run().trace());
  }

  @Override
  public void close() {
    validators.values().forEach(TraceValidator::close);
  }
}
