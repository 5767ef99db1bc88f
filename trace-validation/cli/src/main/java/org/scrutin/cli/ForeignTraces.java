package org.scrutin.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.LastSteps;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceSpecValidator;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.shrink.TraceShrinker;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code validate} needs for traces that are not in our format. */
final class ForeignTraces {

  @Mixin private SpecFiles spec;
  @Mixin private SilentOptions silent;

  @Option(
      names = "--trace-spec",
      paramLabel = "FILE.tla",
      description =
          "A trace specification as for TLC, which reads the trace by IOEnv; with its --config.")
  private Optional<Path> traceSpec;

  @Option(
      names = "--trace-variable",
      paramLabel = "NAME",
      description = "The environment variable by which --trace-spec names the trace.")
  private Optional<String> variable;

  @Option(
      names = "--matched",
      paramLabel = "OPERATOR",
      description = "What in --trace-spec says that the trace is matched.")
  private Optional<String> matched;

  @Option(names = "--env", paramLabel = "NAME=VALUE", description = "Another variable of IOEnv.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = "--max-states",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Undecided if a search has seen more (default ${DEFAULT-VALUE}).")
  private int maxStates;

  /** The specification to which the binding belongs, or that of traces in our format. */
  SpecFiles spec() {
    return spec;
  }

  boolean isBound() {
    return spec.binding().isPresent();
  }

  /** Whether the traces are others' than those in Scrutin's own format. */
  boolean isForeign() {
    return isBound() || isTraceSpec();
  }

  boolean isTraceSpec() {
    return traceSpec.isPresent();
  }

  /** The files that are named. */
  List<Path> files() {
    return Stream.concat(spec.all().stream(), traceSpec.stream()).toList();
  }

  /** Where the modules of the specification are found. */
  List<Path> folders() {
    return Stream.of(spec.binding(), traceSpec, spec.module())
        .flatMap(Optional::stream)
        .map(file -> file.toAbsolutePath().getParent())
        .distinct()
        .toList();
  }

  /** Options that contradict each other, or lack another. */
  void requireSense(CommandLine command) {
    if (maxStates < 1) {
      throw new ParameterException(command, "--max-states must be at least 1, not " + maxStates);
    }
    if (traceSpec.isPresent() && (spec.module().isPresent() || spec.config().isEmpty())) {
      throw new ParameterException(
          command, "--trace-spec needs its --config, and is given instead of --spec");
    }
    if (isBound()
        && (traceSpec.isPresent() || spec.module().isEmpty() || spec.config().isEmpty())) {
      throw new ParameterException(
          command, "--bind needs --spec and --config, and goes without --trace-spec");
    }
    if (!silent.fault().isEmpty()) {
      throw new ParameterException(command, silent.fault());
    }
    if (silent.areAllowed() && traceSpec.isPresent()) {
      throw new ParameterException(
          command, "--silent is not for a --trace-spec, which says by itself what may happen");
    }
    if (traceSpec.isEmpty() && !isBound() && !environment.isEmpty()) {
      throw new ParameterException(command, "--env is about a --trace-spec or --bind: give one");
    }
    if (traceSpec.isEmpty() && (variable.isPresent() || matched.isPresent())) {
      throw new ParameterException(
          command, "--trace-variable and --matched are about a --trace-spec: give one");
    }
  }

  Options options(Options options) {
    return silent.in(options.withMaxStates(maxStates));
  }

  /** Judges one trace after the other, by what was loaded once. */
  interface Judge extends AutoCloseable {
    Verdict validate(Path trace, Options options);

    /** The last steps of the trace that was validated last, if they are known. */
    default LastSteps lastSteps() {
      return LastSteps.NONE;
    }

    /** Judges parts of this trace. */
    TraceShrinker.Judge ofParts(Path trace, Options options);

    @Override
    void close();
  }

  /** How parts of a trace are judged; a trace specification has to be loaded anew for each. */
  Shrinking.Shrinker shrinker(Judge judge, Path trace, Options options) {
    return new Shrinking.Shrinker(
        isTraceSpec() ? TraceShrinker.Format.TRACE_SPEC : TraceShrinker.Format.BOUND,
        judge.ofParts(trace, options),
        isTraceSpec());
  }

  /** By the trace specification, or the binding. */
  Judge judge() {
    return isTraceSpec() ? byTraceSpec() : byBinding();
  }

  /** What the binding binds. */
  TraceValidator bound() {
    return spec.bound(environment);
  }

  private Judge byBinding() {
    TraceValidator validator = bound();
    return new Judge() {
      @Override
      public Verdict validate(Path trace, Options options) {
        return validator.validate(trace, options);
      }

      @Override
      public LastSteps lastSteps() {
        return validator.lastSteps();
      }

      @Override
      public TraceShrinker.Judge ofParts(Path trace, Options options) {
        return Shrinking.inMemory(validator, trace, options);
      }

      @Override
      public void close() {
        validator.close();
      }
    };
  }

  private Judge byTraceSpec() {
    TraceSpecValidator validator =
        new TraceSpecValidator(
            SpecLibrary.beside(traceSpec.orElseThrow()),
            traceSpec.get(),
            spec.config().orElseThrow(),
            variable,
            matched,
            environment);
    return new Judge() {
      @Override
      public Verdict validate(Path trace, Options options) {
        return validator.validate(trace, options);
      }

      @Override
      public TraceShrinker.Judge ofParts(Path trace, Options options) {
        return lines -> Shrinking.validate(validator, lines, trace, options);
      }

      @Override
      public void close() {
        validator.close();
      }
    };
  }
}
