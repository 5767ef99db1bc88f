package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** Trace specifications in which a constant names the trace. */
class TraceConstantTest {

  private static final List<String> UP = List.of("{\"x\":1}", "{\"x\":2}");
  private static final List<String> TWICE = List.of("{\"x\":1}", "{\"x\":1}");

  @TempDir private Path folder;

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private TraceSpecValidator validator(Optional<String> named, String... constants)
      throws IOException {
    Path spec =
        write(
            "Count.tla",
            List.of(
                "---- MODULE Count ----",
                "EXTENDS Naturals, Sequences, Json",
                "CONSTANTS File, Owner",
                "VARIABLES x, l",
                "Log == ndJsonDeserialize(File)",
                "Init == x = 0 /\\ l = 1",
                "Next == l <= Len(Log) /\\ l' = l + 1 /\\ x' = x + 1 /\\ x' = Log[l].x",
                "Matched == <>(l > Len(Log))",
                "===="));
    Path config =
        write(
            "Count.cfg",
            List.of(
                "INIT Init NEXT Next PROPERTY Matched CHECK_DEADLOCK FALSE",
                "CONSTANTS \\* File = \"none\"",
                String.join("\n", constants)));
    return new TraceSpecValidator(
        SpecLibrary.of(folder), spec, config, named, Optional.empty(), Map.of());
  }

  private static Verdict validate(TraceSpecValidator validator, Path trace) throws IOException {
    return validator.validate(trace, Options.DEFAULT);
  }

  @Test
  void theOnlyTextNamesTheTrace() throws IOException {
    Path up = write("up and up.ndjson", UP);
    Path twice = write("twice.ndjson", TWICE);
    try (TraceSpecValidator validator =
        validator(Optional.empty(), "File = \"other.ndjson\"", "Owner = 7")) {
      assertThat(validate(validator, up)).isInstanceOf(Verdict.Conforms.class);
      assertThat(validate(validator, twice)).isInstanceOf(Verdict.Rejected.class);
      assertThat(validate(validator, up)).isInstanceOf(Verdict.Conforms.class);
      Path quoted = write("\"up\".ndjson", UP);
      assertThatThrownBy(() -> validate(validator, quoted)).hasMessageContaining("rename it");
    }
  }

  @Test
  void ofSeveralTextsOneIsNamed() throws IOException {
    Path twice = write("twice.ndjson", TWICE);
    String[] constants = {"Owner = \"File\"", "File = \"other.ndjson\""};
    try (TraceSpecValidator validator = validator(Optional.of("File"), constants)) {
      assertThat(validate(validator, twice)).isInstanceOf(Verdict.Rejected.class);
    }
    try (TraceSpecValidator validator = validator(Optional.empty(), constants)) {
      assertThatThrownBy(() -> validate(validator, twice))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("Texts are File, Owner; say --trace-variable NAME")
          .hasMessageNotContaining("\n");
    }
    try (TraceSpecValidator validator = validator(Optional.of("Owner"), constants)) {
      assertThatThrownBy(() -> validate(validator, twice)).isInstanceOf(SpecException.class);
    }
  }

  /** It is the trace that is read, though by a name that says less. */
  @Test
  void theConfigurationMayHaveTheNameItself() throws IOException {
    Path up = write("up.ndjson", List.of("{\"x\":1,\"z\":0}", "{\"x\":2,\"z\":0}"));
    try (TraceSpecValidator validator =
        validator(Optional.of("OTHER"), "File = \"up.ndjson\"", "Owner = 7")) {
      Verdict verdict = validate(validator, up);
      assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
      assertThat(verdict.stats().unread()).containsExactly("z");
    }
  }
}
