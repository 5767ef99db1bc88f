package org.scrutin.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/**
 * Replays traces against the specifications of a library, each as its header says. A specification
 * is loaded once for all traces that name it with the same configuration and constants. Not
 * thread-safe.
 */
public final class Validators implements AutoCloseable {

  /** A loaded specification keeps some 20 MB; the one unused for longest goes first. */
  private static final int MAX_LOADED = 8;

  private static final float LOAD_FACTOR = 0.75f;

  private final SpecLibrary library;
  private final Options options;
  private final Map<Key, TraceValidator> loaded =
      new LinkedHashMap<>(MAX_LOADED, LOAD_FACTOR, true);

  private record Key(String spec, String config, Map<String, Object> constants) {}

  /** Validators for the specifications of a library. */
  public Validators(SpecLibrary library, Options options) {
    this.library = library;
    this.options = options;
  }

  /** Validators for the specifications that Scrutin ships. */
  public static Validators bundled(Options options) {
    return new Validators(SpecLibrary.bundled(), options);
  }

  /**
   * Replays a trace.
   *
   * @throws TraceException in one line, if it is no trace, or names no specification of the library
   * @throws org.scrutin.modelcheck.tlc.SpecException in one line, if the specification cannot be
   *     used
   */
  public Verdict validate(Path trace) {
    try (InputStream in = Files.newInputStream(trace)) {
      return validate(in, trace.toString());
    } catch (NoSuchFileException e) {
      throw new TraceException(trace + ": no such file");
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
  public Verdict validate(InputStream in, String name) throws IOException {
    TraceReader reader = new TraceReader(in, name);
    return validator(reader.header(), name).validate(reader, name);
  }

  private TraceValidator validator(TraceLine.Header header, String name) {
    Key key = new Key(header.spec(), header.config(), header.constants().toMap());
    TraceValidator known = loaded.get(key);
    if (known != null) {
      return known;
    }
    Path spec = inLibrary(name, "spec", header.spec() + ".tla");
    Path config = inLibrary(name, "config", header.config());
    TraceValidator validator =
        TraceValidator.of(library, spec, config, header.constants().toMap(), options);
    loaded.put(key, validator);
    if (loaded.size() > MAX_LOADED) {
      Iterator<TraceValidator> eldest = loaded.values().iterator();
      eldest.next().close();
      eldest.remove();
    }
    return validator;
  }

  /** A trace may name what is in the library, and nothing outside of it. */
  private Path inLibrary(String name, String field, String path) {
    Path root = library.root().toAbsolutePath().normalize();
    // A path of another form than this system's cannot be there either.
    boolean isPath = path.indexOf('\0') < 0;
    Path file = isPath ? root.resolve(path).normalize() : root;
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      throw new TraceException(
          name
              + ":1: \""
              + field
              + "\" names "
              + path
              + ", which is not among the specifications; give the files by hand, or mend the"
              + " header");
    }
    return file;
  }

  @Override
  public void close() {
    loaded.values().forEach(TraceValidator::close);
    loaded.clear();
  }
}
