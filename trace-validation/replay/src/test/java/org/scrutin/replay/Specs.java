package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcSandbox;

/** The specifications of the tests, and traces over them. */
final class Specs {

  static final String HEADER =
      "{\"scrutin\":1,\"spec\":\"Lending\",\"config\":\"Lending.cfg\",\"constants\":{}}";

  private Specs() {}

  static Path folder() {
    try {
      return Path.of(Specs.class.getResource("/specs").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static SpecLibrary library() {
    return SpecLibrary.of(folder());
  }

  static TraceValidator lending() {
    return lending(Map.of());
  }

  static TraceValidator lending(Map<String, ?> constants) {
    Path folder = folder();
    return of(folder.resolve("Lending.tla"), folder.resolve("Lending.cfg"), constants);
  }

  static TraceValidator of(Path spec, Path config, Map<String, ?> constants) {
    return TraceValidator.of(library(), spec, config, JsonObject.of(constants));
  }

  /** By a module that is written into the folder, with its Init and its Next. */
  static TraceValidator written(Path folder, String name, String module) throws IOException {
    return written(folder, name, module, "INIT Init\nNEXT Next\n");
  }

  /** By a module and a configuration that are written into the folder. */
  static TraceValidator written(Path folder, String name, String module, String config)
      throws IOException {
    Path spec = Files.writeString(folder.resolve(name + ".tla"), module);
    Path file = Files.writeString(folder.resolve(name + ".cfg"), config);
    return TraceValidator.of(SpecLibrary.of(folder), spec, file, JsonObject.EMPTY);
  }

  /** A walker, in a sandbox of its own. */
  static Walker walker(SpecLibrary library, Path spec, Path config, Map<String, ?> constants) {
    try {
      Walker walker =
          TlcSandbox.open().create("org.scrutin.replay.engine.RandomWalk", Walker.class);
      List<Path> folders = new ArrayList<>(List.of(spec.getParent()));
      folders.addAll(library.folders());
      Path scratch = Files.createTempDirectory("scrutin-walk");
      walker.load(
          new ReplayEngine.Source(
              spec, config, JsonObject.of(constants), "here", folders, scratch));
      Scratch.delete(scratch);
      return walker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A trace of the header and the events. */
  static String trace(List<TraceLine.Event> events) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    events.forEach(event -> text.append(Json.line(event)).append('\n'));
    return text.toString();
  }

  /** A trace of the header and these lines. */
  static String trace(String... lines) {
    return HEADER + "\n" + String.join("\n", lines) + "\n";
  }

  static Verdict validate(TraceValidator validator, String trace) {
    return validate(validator, trace, Options.DEFAULT);
  }

  static Verdict validate(TraceValidator validator, String trace, Options options) {
    try {
      byte[] bytes = trace.getBytes(StandardCharsets.UTF_8);
      return validator.validate(new ByteArrayInputStream(bytes), "run.ndjson", options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void conforms(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
  }

  /** Of a verdict that must be one. */
  static Rejection rejection(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    return ((Verdict.Rejected) verdict).rejection();
  }
}
