package org.scrutin.replay;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** The trace specifications of the tests. */
final class TraceSpecs {

  private TraceSpecs() {}

  /** The verdict on lines that are written into the folder. */
  static Verdict validate(Path folder, Options options, String spec, String config, String... lines)
      throws IOException, URISyntaxException {
    Path specs = Path.of(TraceSpecs.class.getResource("/tracespecs").toURI());
    Path trace = Files.write(folder.resolve("trace.ndjson"), List.of(lines));
    try (TraceSpecValidator validator =
        TraceSpecValidator.of(
            SpecLibrary.of(specs), specs.resolve(spec + ".tla"), specs.resolve(config + ".cfg"))) {
      return validator.validate(trace, options);
    }
  }

  /** The verdict by modules, and a configuration, that are written into the folder first. */
  static Verdict validate(Path folder, Map<String, String> modules, String config, String... lines)
      throws IOException {
    for (Map.Entry<String, String> module : modules.entrySet()) {
      Files.writeString(folder.resolve(module.getKey() + ".tla"), module.getValue());
    }
    Path file = Files.writeString(folder.resolve("Trace.cfg"), config);
    Path trace = Files.write(folder.resolve("trace.ndjson"), List.of(lines));
    try (TraceSpecValidator validator =
        TraceSpecValidator.of(SpecLibrary.of(folder), folder.resolve("Trace.tla"), file)) {
      return validator.validate(trace, Options.DEFAULT);
    }
  }
}
