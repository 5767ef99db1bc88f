package org.scrutin.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of the validation by trace specifications that lives in a {@code TlcSandbox}. */
public interface TraceSpecEngine {

  /**
   * What to explore.
   *
   * @param spec the trace specification's file, absolute
   * @param config the configuration's file, absolute
   * @param variable the environment variable that names the trace, or empty to find it
   * @param matched the operator that says that the trace is matched, or empty to find it
   * @param environment other variables of {@code IOEnv}, besides those of the process
   * @param folders where modules are found, in this order
   * @param scratch an existing folder for the engine's own files
   */
  record Source(
      Path spec,
      Path config,
      Optional<String> variable,
      Optional<String> matched,
      Map<String, String> environment,
      List<Path> folders,
      Path scratch) {}

  /**
   * Says what to explore; once, before all else.
   *
   * @throws org.scrutin.modelcheck.tlc.SpecException in one line, if the specification cannot be
   *     used
   */
  void open(Source source);

  /**
   * Searches for a behaviour that matches the trace. The trace is part of what TLC loads, so each
   * one is loaded anew, but not parsed anew. After an exception the engine must not be used again.
   *
   * @param trace the trace's file, absolute
   * @param traceName what messages call the trace
   * @throws TraceException in one line, if the trace cannot be read
   * @throws org.scrutin.modelcheck.tlc.SpecException in one line, if the specification cannot be
   *     used or evaluated
   */
  Verdict validate(Path trace, String traceName, Options options);

  /**
   * How long all texts are together that this copy of TLC has met, in characters: it keeps them. To
   * add them up takes about as long as a trace.
   */
  long keptText();
}
