package org.scrutin.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.HistoryReader;
import org.scrutin.linearizability.Model;
import org.scrutin.linearizability.Models;
import org.scrutin.linearizability.MultiRegister;
import org.scrutin.linearizability.Register;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a history is held against. */
final class ModelOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      completionCandidates = Names.class,
      description = "${COMPLETION-CANDIDATES}; told from the operations if none is given.")
  private Optional<String> name;

  @Option(
      names = "--initial",
      paramLabel = "VALUE",
      description =
          "What a register holds at first, as in EDN, such as 0; for multi-register a map, such"
              + " as '{:x 0 :y 0}'. nil if it is not given.")
  private Optional<String> initial;

  @Option(
      names = "--failed-cas-differs",
      description = "A failed cas says that the value differed; it says nothing otherwise.")
  private boolean failedCas;

  @Option(
      names = "--nil-is-a-value",
      description = "A read of nil says that the register holds nil; it says nothing otherwise.")
  private boolean nilReads;

  /** For the help. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Models.names());
    }
  }

  /** Refuses what no history would make right, before one is read. */
  void check() {
    initial.ifPresent(value -> HistoryReader.value(value, "--initial"));
    if (name.isPresent()) {
      adapted(named(name.get()));
    }
  }

  /**
   * The model for a history.
   *
   * @throws org.scrutin.linearizability.HistoryException where none is named, and none can be told
   */
  Model<?> of(History history) {
    return adapted(name.isPresent() ? named(name.get()) : Models.suiting(history));
  }

  private Model<?> named(String model) {
    return Models.named(model)
        .orElseThrow(
            () ->
                wrong("--model is one of " + String.join(", ", Models.names()) + ", not " + model));
  }

  private Model<?> adapted(Model<?> model) {
    Model<?> begins =
        initial.isPresent()
            ? beginning(model, HistoryReader.value(initial.get(), "--initial"))
            : model;
    if (!failedCas && !nilReads) {
      return begins;
    }
    if (!(begins instanceof Register register) || (failedCas && !register.cas())) {
      throw wrong(
          failedCas
              ? "--failed-cas-differs goes with --model cas-register"
              : "--nil-is-a-value goes with --model register or cas-register");
    }
    Register differs = failedCas ? register.observingFailedCas() : register;
    return nilReads ? differs.observingNil() : differs;
  }

  private Model<?> beginning(Model<?> model, Object value) {
    if (model instanceof Register register) {
      return register.beginningWith(value);
    }
    if (model instanceof MultiRegister && value instanceof Map<?, ?> values) {
      return new MultiRegister(new LinkedHashMap<>(values));
    }
    throw wrong(
        model instanceof MultiRegister
            ? "--initial of multi-register is a map, such as '{:x 0 :y 0}', not " + value
            : "--initial goes with --model register, cas-register or multi-register");
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
