package org.scrutin.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The part of replay that lives in a {@code TlcSandbox}. Not thread-safe. */
public interface ReplayEngine {

  /**
   * What to load.
   *
   * @param spec the root module's file, absolute
   * @param config the configuration's file, absolute
   * @param constants values that replace those of the configuration
   * @param header what messages call the place where these constants are given
   * @param folders where modules are found, in this order
   * @param scratch an existing folder for the engine's own files
   * @param binding a module that extends the specification and says what the lines of a log mean,
   *     absolute, or empty for traces in our format
   * @param environment variables of {@code IOEnv}, besides those of the process
   */
  record Source(
      Path spec,
      Path config,
      JsonObject constants,
      String header,
      List<Path> folders,
      Path scratch,
      Optional<Path> binding,
      Map<String, String> environment) {

    /** Without a binding. */
    public Source(
        Path spec,
        Path config,
        JsonObject constants,
        String header,
        List<Path> folders,
        Path scratch) {
      this(spec, config, constants, header, folders, scratch, Optional.empty(), Map.of());
    }
  }

  /**
   * Loads a specification; once.
   *
   * @throws org.scrutin.modelcheck.tlc.SpecException in one line, if it cannot be used
   */
  void load(Source source);

  /** Begins a run at the specification's initial states. */
  Optional<Rejection> begin(String traceName, boolean onlyChanges, Options options);

  /**
   * Takes one step: that of the event, or the one that a binding says the line is.
   *
   * @throws TraceException in one line, if the event cannot be one of this specification, or the
   *     binding does not know it
   * @throws org.scrutin.modelcheck.tlc.SpecException in one line, if the binding or the
   *     specification cannot be evaluated at this point
   */
  Optional<Rejection> step(TraceLine.Step event);

  /**
   * Takes a step as {@link #step} does, or none: why not is not asked, which takes longer than the
   * step. What cannot be evaluated is no step either.
   */
  boolean accepts(TraceLine.Step event);

  /** Where a replay stands. Its states are values, so to keep it costs little. Immutable. */
  interface Place {
    /** How many states of the specification are kept. */
    int states();

    /** Whether what follows is judged here as there. */
    boolean isLike(Place other);
  }

  /**
   * Where this replay stands; nothing while it searches depth-first, which cannot be gone back to.
   */
  Optional<Place> place();

  /** Goes back to a place of a replay since {@link #load}, with the options of the last begin. */
  void goTo(Place place);

  /**
   * Whether the line is an event, as the binding says.
   *
   * @param log what messages call the log
   */
  boolean isEvent(TraceLine.Free line, String log);

  /** Whether the binding takes the line, which may be a note or a header of ours, for an event. */
  boolean isNamed(TraceLine.Free line);

  /**
   * What the binding says of where the event stands among those of other nodes.
   *
   * @param log what messages call the log
   * @throws TraceException in one line, if it cannot say it of this event
   */
  Causes causes(TraceLine.Free event, String log);

  /** Whether the binding tells messages apart. */
  boolean namesMessages();

  /** The fields of the bound events since {@link #begin} that the binding never names. */
  List<String> unread();

  /** Whether an event since {@link #begin} has changed anything in the specification. */
  boolean hasMoved();

  /** Why no more can be said, if a limit was reached. */
  Optional<String> undecided();

  /** Why of some event of a bound log it is not known whether it is a step, if so. */
  Optional<String> unjudged();

  /** How many specification states are possible now; more than the limit means: stop. */
  int frontier();

  /** How often each action has been taken since {@link #begin}; all are listed. */
  SortedMap<String, Long> actions();

  /** The distinct states since {@link #begin}, if they are counted. */
  Optional<LongSet> states();

  /** The steps that were accepted last, and where they led. */
  LastSteps lastSteps();

  /** From now on, counts what the runs reach; forgets what was counted before. */
  void recordCoverage();

  /**
   * What runs have reached since {@link #recordCoverage}.
   *
   * @param limit no more states than this are explored to say how many there are
   */
  Coverage coverage(int limit);

  /** The invariants and action properties of the configuration, which are checked if asked for. */
  List<String> checkable();

  /** Properties of the configuration that replay cannot check. */
  List<String> uncheckable();
}
