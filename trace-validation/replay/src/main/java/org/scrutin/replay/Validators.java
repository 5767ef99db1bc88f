package org.scrutin.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/**
 * Replays traces against the specifications of a library, each as its header says. A specification
 * is loaded once for all traces that name it with the same configuration and constants. Not
 * thread-safe.
 */
public final class Validators implements AutoCloseable {

  /** Each keeps a copy of TLC in memory; the one unused for longest goes first. */
  private static final int MAX_LOADED = 8;

  private static final float LOAD_FACTOR = 0.75f;

  private final Function<TraceLine.Header, TraceValidator> load;
  private final Map<Key, TraceValidator> loaded =
      new LinkedHashMap<>(MAX_LOADED, LOAD_FACTOR, true);

  private record Key(String spec, String config, Map<String, Object> constants) {}

  /** Validators for the specifications of a library. */
  public Validators(SpecLibrary library) {
    this(header -> TraceValidator.of(library, header));
  }

  private Validators(Function<TraceLine.Header, TraceValidator> load) {
    this.load = load;
  }

  /** Validators that judge every trace by one specification, whatever its header names. */
  public static Validators of(SpecLibrary library, Path spec, Path config) {
    return new Validators(header -> TraceValidator.of(library, spec, config, header));
  }

  /** Validators for the specifications that Scrutin ships. */
  public static Validators bundled() {
    return new Validators(SpecLibrary.bundled());
  }

  /**
   * Replays a trace.
   *
   * @throws TraceException in one line, if it is no trace
   * @throws org.scrutin.modelcheck.tlc.SpecException in one line, if the specification cannot be
   *     used
   */
  public Verdict validate(Path trace, Options options) {
    try (TraceReader reader = TraceReader.open(trace)) {
      return of(reader.header()).validate(reader, trace.toString(), options);
    } catch (IOException e) {
      throw new TraceException(trace + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * Replays a trace.
   *
   * @param in the trace, which the caller closes
   * @param name what messages call it
   */
  public Verdict validate(InputStream in, String name, Options options) throws IOException {
    TraceReader reader = new TraceReader(in, name);
    return of(reader.header()).validate(reader, name, options);
  }

  /** The validator for traces with this header; closed with this object, or before. */
  public TraceValidator of(TraceLine.Header header) {
    Key key = new Key(header.spec(), header.config(), header.constants().toMap());
    TraceValidator known = loaded.get(key);
    if (known != null) {
      return known;
    }
    TraceValidator validator = load.apply(header);
    loaded.put(key, validator);
    if (loaded.size() > MAX_LOADED) {
      Iterator<TraceValidator> eldest = loaded.values().iterator();
      eldest.next().close();
      eldest.remove();
    }
    return validator;
  }

  @Override
  public void close() {
    loaded.values().forEach(TraceValidator::close);
    loaded.clear();
  }
}
