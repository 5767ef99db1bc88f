package org.scrutin.replay.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The modules that specifications extend though TLC does not bring them, in a folder. */
final class CommunityModules {

  static final List<String> NAMES =
      List.of(
          "BagsExt",
          "FiniteSetsExt",
          "Folds",
          "Functions",
          "IOUtils",
          "Json",
          "SequencesExt",
          "TLCExt",
          "VectorClocks");

  private CommunityModules() {}

  /** Unpacks them; a module of the same name in a folder that is searched before goes first. */
  static Path unpack(Path scratch) {
    Path folder = scratch.resolve("modules");
    try {
      Files.createDirectories(folder);
      for (String name : NAMES) {
        String file = name + ".tla";
        try (InputStream in =
            CommunityModules.class.getResourceAsStream("/org/scrutin/replay/modules/" + file)) {
          Files.copy(in, folder.resolve(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
