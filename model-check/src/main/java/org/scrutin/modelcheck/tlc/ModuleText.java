package org.scrutin.modelcheck.tlc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads modules and configurations as TLC does: bytes that are no UTF-8, as of a name in a comment,
 * are no error, and show as replacement characters.
 */
public final class ModuleText {

  private ModuleText() {}

  /** All of it. */
  public static String of(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Its lines, without their ends. */
  public static List<String> lines(Path file) throws IOException {
    return of(file).lines().toList();
  }
}
