package org.scrutin.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The part of replay that lives in a {@code TlcSandbox}. Not thread-safe. */
public interface ReplayEngine {

  /**
   * Loads a specification; once.
   *
   * @param module name of the root module
   * @param config name of the configuration, without {@code .cfg}
   * @param folders where modules are found, in this order
   * @param scratch an existing folder for the engine's own files
   * @throws org.scrutin.modelcheck.tlc.SpecException in one line, if it cannot be used
   */
  void load(String module, String config, List<Path> folders, Path scratch);

  /** Begins a run at the specification's initial states. */
  Optional<Rejection> begin(Options options);

  /** Takes one step. */
  Optional<Rejection> step(TraceLine.Event event, String traceName);

  /** How many specification states are possible now. */
  int frontier();

  /** How often each action has been taken since {@link #begin}; all are listed. */
  SortedMap<String, Long> actions();

  /** The distinct states since {@link #begin}, if they are counted. */
  Optional<LongSet> states();

  /** The invariants and action properties that are checked. */
  List<String> checked();

  /** Properties of the configuration that replay does not check. */
  List<String> unchecked();
}
