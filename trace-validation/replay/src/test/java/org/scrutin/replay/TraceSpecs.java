package org.scrutin.replay;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
