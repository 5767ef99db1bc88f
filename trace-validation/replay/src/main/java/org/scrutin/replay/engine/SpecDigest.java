package org.scrutin.replay.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.replay.ReplayEngine;
import tla2sany.semantic.ModuleNode;
import tlc2.tool.impl.Tool;

/**
 * Tells a specification from another version of it: by the texts of its own modules and of its
 * configuration. Modules that TLC or Scrutin bring along are not its own.
 */
final class SpecDigest {

  private SpecDigest() {}

  static String of(Tool tool, SpecResolver resolver, ReplayEngine.Source source) {
    Map<String, Path> texts = new TreeMap<>();
    texts.put("the configuration", source.config());
    Stream.of(tool.getSpecProcessor().getSpecObj().getExternalModuleTable().getModuleNodes())
        .map(ModuleNode::getName)
        .forEach(
            name ->
                own(name + ".tla", resolver, source.scratch())
                    .ifPresent(file -> texts.put(name.toString(), file)));
    MessageDigest whole = sha256();
    texts.forEach(
        (name, file) -> {
          whole.update(sha256().digest(name.getBytes(StandardCharsets.UTF_8)));
          whole.update(sha256().digest(bytes(file)));
        });
    return HexFormat.of().formatHex(whole.digest());
  }

  private static Optional<Path> own(String file, SpecResolver resolver, Path scratch) {
    return resolver.inFolders(file).filter(path -> !path.startsWith(scratch));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has it", e);
    }
  }
}
