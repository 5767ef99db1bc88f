package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** A trace specification that was loaded once judges each trace for itself, and in linear time. */
class TraceSpecReuseTest {

  private static final String ADD = "{\"what\":\"add\",\"by\":1}";
  private static final String OTHER = "{\"what\":\"other\",\"m\":7}";

  @TempDir private Path folder;
  private TraceSpecValidator validator;

  @BeforeEach
  void load() throws URISyntaxException {
    Path specs = Path.of(TraceSpecReuseTest.class.getResource("/tracespecs").toURI());
    validator =
        TraceSpecValidator.of(
            SpecLibrary.of(specs), specs.resolve("Wide.tla"), specs.resolve("Wide.cfg"));
  }

  @AfterEach
  void close() {
    validator.close();
  }

  private Path trace(String name, String... lines) {
    try {
      return Files.write(folder.resolve(name), List.of(lines));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Verdict validate(String name, String... lines) {
    return validator.validate(trace(name, lines), Options.DEFAULT);
  }

  @Test
  void eachTraceHasItsOwnVerdict() {
    assertThat(validate("one", ADD, ADD)).isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("unknown", ADD, "{\"what\":\"sub\",\"by\":1}"))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith("unknown:2"));
    assertThat(validate("three", ADD, ADD, OTHER).stats().events()).isEqualTo(3);
    assertThat(validate("empty")).isInstanceOf(Verdict.Undecided.class);
    assertThat(validate("one more", ADD)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void aTraceThatIsNoneSpoilsNothing() {
    assertThatThrownBy(() -> validate("bad", ADD, "{oops")).hasMessageContaining("bad:2");
    assertThat(validate("good", ADD)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void tracesAtTheSameTimeHaveTheirOwnVerdictsToo() {
    List<Boolean> conforming =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> validate("t" + i, ADD, i % 3 == 0 ? "{\"what\":\"sub\"}" : OTHER, ADD))
            .map(Verdict.Conforms.class::isInstance)
            .toList();

    assertThat(conforming).isEqualTo(IntStream.range(0, 12).mapToObj(i -> i % 3 != 0).toList());
  }

  /** There are 40,000,000,000 pairs. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void valuesThatChangeNothingAreNotTried() {
    assertThat(validate("wide", ADD, OTHER, ADD, ADD)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void anInvariantIsLookedAtWhereWhatItReadsChanges() {
    Verdict verdict = validate("five", ADD, OTHER, ADD, OTHER, ADD, ADD, OTHER, ADD, OTHER);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> {
              assertThat(rejected.rejection().property()).contains("Small");
              assertThat(rejected.rejection().text()).contains("n = 5");
            });
  }

  @Test
  void whatAConstraintLacksOfTheClosestStepIsTheReason() throws URISyntaxException {
    Path specs = Path.of(TraceSpecReuseTest.class.getResource("/tracespecs").toURI());
    try (TraceSpecValidator constrained =
        TraceSpecValidator.of(
            SpecLibrary.of(specs), specs.resolve("Fenced.tla"), specs.resolve("Fenced.cfg"))) {
      Verdict verdict =
          constrained.validate(
              trace("failed", "{\"by\":1}", "{\"by\":2,\"failure\":\"x\"}"), Options.DEFAULT);
      Verdict far = constrained.validate(trace("far", "{\"by\":1}", "{\"by\":7}"), Options.DEFAULT);

      assertThat(((Verdict.Rejected) verdict).rejection().falseParts().get(0).text())
          .isEqualTo("\"failure\" \\notin DOMAIN line");
      assertThat(((Verdict.Rejected) far).rejection().text()).contains("by = line.by");
    }
  }

  @Test
  void aPackedTraceIsReadAsItIs() throws IOException {
    Path packed = folder.resolve("run.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write((ADD + "\n" + OTHER + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Verdict verdict = validator.validate(packed, Options.DEFAULT);

    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().events()).isEqualTo(2);
  }
}
