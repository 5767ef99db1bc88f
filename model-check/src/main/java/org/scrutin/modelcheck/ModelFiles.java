package org.scrutin.modelcheck;

import java.nio.file.Files;
import java.nio.file.Path;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/** The files of a model, found and looked at before TLC starts. Immutable and thread-safe. */
record ModelFiles(SpecLibrary library, Model model) {

  /**
   * The root module.
   *
   * @throws SpecException if it is missing
   */
  Path module() {
    return existing(model.module());
  }

  /**
   * The configuration, which asks for something.
   *
   * @throws SpecException if it is missing, or checks nothing, or not what the model expects
   */
  ModelConfig config() {
    ModelConfig config = ModelConfig.read(existing(model.config()));
    requireQuestion(config);
    return config;
  }

  private void requireQuestion(ModelConfig config) {
    if (config.invariants().isEmpty()
        && config.properties().isEmpty()
        && !config.checksDeadlock()) {
      throw new SpecException(
          shown(config.file())
              + ": checks nothing; name an INVARIANT or a PROPERTY, or write CHECK_DEADLOCK TRUE");
    }
    if (model.expect() instanceof Expectation.Violates violates
        && !config.names(violates.property())) {
      throw new SpecException(
          shown(config.file())
              + ": "
              + model.name()
              + " is expected to violate "
              + violates.property()
              + ", which is neither under INVARIANT nor under PROPERTY");
    }
  }

  private Path existing(String name) {
    Path path = library.root().resolve(name);
    if (!Files.isRegularFile(path)) {
      throw new SpecException(path + ": no such file; the model " + model.name() + " needs it");
    }
    return path;
  }

  /** A path below the library is shown as the library's own path was given. */
  Path shown(Path path) {
    Path root = library.root().toAbsolutePath();
    Path absolute = path.toAbsolutePath();
    return absolute.startsWith(root) ? library.root().resolve(root.relativize(absolute)) : path;
  }

  /**
   * Looks for what kept TLC from checking the model.
   *
   * @throws SpecException that says what it is
   */
  void requireNoFault(Path module, ModelConfig config, Transcript transcript) {
    new Diagnosis(module, config, this::shown, transcript.messages())
        .fault()
        .ifPresent(
            fault -> {
              throw new SpecException(fault);
            });
  }
}
