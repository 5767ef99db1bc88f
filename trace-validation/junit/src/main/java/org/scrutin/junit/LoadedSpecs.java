package org.scrutin.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.merge.MergedInput;
import org.scrutin.replay.merge.Patience;
import org.scrutin.replay.merge.TraceMerger;

/**
 * Specifications that are loaded once for all tests of a run. Thread-safe: one replay at a time.
 */
@SuppressWarnings(
    "deprecation") // AutoCloseable in a store is newer than the JUnit that people have.
final class LoadedSpecs implements CloseableResource, AutoCloseable {

  private final Map<List<Path>, TraceValidator> validators = new HashMap<>();

  /** Validates the traces of the nodes of one run. */
  synchronized Verdict validate(Path spec, Path config, List<Path> traces) {
    TraceValidator validator =
        validators.computeIfAbsent(
            List.of(spec, config),
            key -> TraceValidator.of(SpecLibrary.beside(spec), spec, config, JsonObject.EMPTY));
    try (MergedInput in = new MergedInput(TraceMerger.of(traces, Patience.NONE));
        TraceReader reader = new TraceReader(in, "trace")) {
      reader.header();
      return validator.validate(reader, "trace", Options.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    validators.values().forEach(TraceValidator::close);
  }
}
