package org.scrutin.modelcheck;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** The small specifications of the tests. */
final class Specs {

  private Specs() {}

  static SpecLibrary library() {
    try {
      return SpecLibrary.of(Path.of(Specs.class.getResource("/specs").toURI()));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** {@code counter/holds} of the module Counter is counter/Counter.tla with counter/holds.cfg. */
  static Model model(String module, String config, String expect) {
    return model(module, config, expect, false, List.of());
  }

  static Model model(
      String module, String config, String expect, boolean coverage, List<String> neverTaken) {
    return new Model(
        config,
        config.substring(0, config.indexOf('/') + 1) + module + ".tla",
        config + ".cfg",
        Suite.QUICK,
        false,
        "",
        "",
        "",
        Expectation.parse(expect),
        coverage,
        neverTaken,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static ModelResult check(Model model) {
    return new ModelRun(library(), model, 1).check();
  }

  static ModelResult check(String module, String config) {
    return check(model(module, config, "holds"));
  }
}
