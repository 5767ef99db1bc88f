package org.scrutin.replay.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.tlc.ModuleText;
import org.scrutin.modelcheck.tlc.SpecException;

/**
 * The configuration of a trace specification, in two parts: what every TLC understands, and what
 * only newer ones do, which is evaluated here.
 *
 * @param text the first part, on the same lines as in the file
 * @param postcondition the operator that must hold when all has been explored
 */
record TraceConfig(String text, Optional<String> postcondition) {

  private static final Pattern COMMENT =
      Pattern.compile("\\\\\\*[^\\n]*|\\(\\*.*?\\*\\)", Pattern.DOTALL);

  /** What is only an aid to debugging, and what looks after a run of TLC, is left out. */
  private static final Pattern NEWER =
      Pattern.compile("\\b(POSTCONDITION|ALIAS|_PERIODIC|_RL_REWARD)\\s+(\\w+)");

  private static final Pattern TEXT =
      Pattern.compile("(\\b(\\w+)\\s*=\\s*)\"(?:[^\"\\\\\\n]|\\\\.)*\"");

  static TraceConfig read(Path file) {
    String text;
    try {
      text = ModuleText.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String plain = COMMENT.matcher(text).replaceAll(match -> blank(match.group()));
    Matcher newer = NEWER.matcher(plain);
    Optional<String> postcondition = Optional.empty();
    StringBuilder kept = new StringBuilder();
    while (newer.find()) {
      if (newer.group(1).equals("POSTCONDITION")) {
        if (postcondition.isPresent()) {
          throw new SpecException(
              file
                  + ": two post-conditions, "
                  + postcondition.get()
                  + " and "
                  + newer.group(2)
                  + "; join them in one operator");
        }
        postcondition = Optional.of(newer.group(2));
      }
      newer.appendReplacement(kept, blank(newer.group()));
    }
    return new TraceConfig(newer.appendTail(kept).toString(), postcondition);
  }

  /** The constants that are texts. */
  Set<String> texts() {
    Set<String> names = new TreeSet<>();
    Matcher text = TEXT.matcher(text());
    while (text.find()) {
      names.add(text.group(2));
    }
    return names;
  }

  /**
   * The first part, with another text for the constant of that name.
   *
   * @throws SpecException if TLC could not read the text as it is
   */
  String with(String constant, String text) {
    if (text.contains("\"") || text.contains("\\")) {
      throw new SpecException(
          text + ": a constant cannot name it, for its quotation marks or backslashes; rename it");
    }
    return TEXT.matcher(text())
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(2).equals(constant)
                        ? match.group(1) + '"' + text + '"'
                        : match.group()));
  }

  private static String blank(String text) {
    return text.replaceAll("[^\\n]", " ");
  }
}
