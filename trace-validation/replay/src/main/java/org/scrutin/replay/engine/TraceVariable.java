package org.scrutin.replay.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.modelcheck.tlc.ModuleText;
import org.scrutin.modelcheck.tlc.SpecException;

/**
 * Reads the text of a trace specification before it is loaded, since then the trace is read at
 * once.
 *
 * @param names the environment variables that it speaks of
 */
record TraceVariable(Set<String> names) {

  private static final Pattern VARIABLE =
      Pattern.compile("\\bIOEnv\\.(\\w+)|\"(\\w+)\"\\s*\\\\in\\s+DOMAIN\\s+IOEnv");
  private static final Pattern COMMENT =
      Pattern.compile("\\\\\\*[^\\n]*|\\(\\*.*?\\*\\)", Pattern.DOTALL);
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");
  private static final Pattern USED =
      Pattern.compile("\\bEXTENDS\\s+([\\w\\s,]+)|\\bINSTANCE\\s+(\\w+)");

  /** The names under which traces go, the more usual first. */
  private static final List<String> USUAL =
      List.of("JSON", "TRACE", "TRACE_PATH", "TRACE_FILE", "JSON_PATH", "JSON_FILE", "TRACEFILE");

  static TraceVariable of(Path spec, SpecResolver resolver) {
    Set<String> names = new TreeSet<>();
    Set<Path> seen = new TreeSet<>();
    Deque<Path> files = new ArrayDeque<>(List.of(spec));
    while (!files.isEmpty()) {
      Path file = files.remove();
      if (!seen.add(file)) {
        continue;
      }
      String text = COMMENT.matcher(read(file)).replaceAll(" ");
      Matcher variable = VARIABLE.matcher(text);
      while (variable.find()) {
        names.add(variable.group(1) == null ? variable.group(2) : variable.group(1));
      }
      Matcher used = USED.matcher(text);
      while (used.find()) {
        String modules = used.group(1) == null ? used.group(2) : used.group(1);
        for (String module : SEPARATOR.split(modules.strip(), -1)) {
          resolver.inFolders(module + ".tla").ifPresent(files::add);
        }
      }
    }
    return new TraceVariable(names);
  }

  private static String read(Path file) {
    try {
      return ModuleText.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The variable that names the trace, or the constant where none does.
   *
   * @param texts the constants that the configuration gives a text
   */
  String theOne(Path spec, Set<String> texts) {
    if (names.isEmpty() && texts.size() == 1) {
      return texts.iterator().next();
    }
    if (names.size() == 1) {
      return names.iterator().next();
    }
    if (names.isEmpty()) {
      throw new SpecException(
          spec
              + ": the trace specification reads no environment variable, IOEnv.TRACE or the like,"
              + (texts.isEmpty()
                  ? " and its configuration gives no constant a text; let it read the trace from the"
                      + " file which one of both names"
                  : "; which constant names the trace? Texts are "
                      + String.join(", ", texts)
                      + "; say --trace-variable NAME"));
    }
    return USUAL.stream()
        .filter(names::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    spec
                        + ": which environment variable names the trace? It reads "
                        + String.join(", ", names)
                        + "; say --trace-variable NAME"));
  }
}
