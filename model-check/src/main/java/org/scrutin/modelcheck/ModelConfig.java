package org.scrutin.modelcheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.tlc.ModuleText;
import org.scrutin.modelcheck.tlc.SpecException;

/**
 * A TLC configuration, read as far as is needed to say which properties it names, on which line a
 * name stands, and to make a configuration that checks one of its properties alone.
 */
final class ModelConfig {

  private static final Set<String> INVARIANT = Set.of("INVARIANT", "INVARIANTS");
  private static final Set<String> PROPERTY = Set.of("PROPERTY", "PROPERTIES");
  private static final Set<String> DEADLOCK = Set.of("CHECK_DEADLOCK");
  private static final Set<String> KEYWORDS =
      Set.of(
          "CONSTANT",
          "CONSTANTS",
          "CONSTRAINT",
          "CONSTRAINTS",
          "ACTION_CONSTRAINT",
          "ACTION_CONSTRAINTS",
          "INVARIANT",
          "INVARIANTS",
          "PROPERTY",
          "PROPERTIES",
          "INIT",
          "NEXT",
          "SPECIFICATION",
          "VIEW",
          "SYMMETRY",
          "TYPE",
          "TYPE_CONSTRAINT",
          "ALIAS",
          "POSTCONDITION",
          "CHECK_DEADLOCK");

  private static final Pattern COMMENT = Pattern.compile("\\\\\\*[^\\n]*|(?s)\\(\\*.*?\\*\\)");
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** A word of the configuration and the keyword that it stands under; a keyword under itself. */
  private record Word(String text, String section, int line, int start, int end) {}

  private final Path file;
  private final String text;
  private final List<Word> words = new ArrayList<>();

  private ModelConfig(Path file, String text) {
    this.file = file;
    this.text = text;
    String section = "";
    Matcher matcher = WORD.matcher(blank(COMMENT, text));
    while (matcher.find()) {
      section = KEYWORDS.contains(matcher.group()) ? matcher.group() : section;
      int line =
          1 + (int) text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
      words.add(new Word(matcher.group(), section, line, matcher.start(), matcher.end()));
    }
  }

  static ModelConfig read(Path file) {
    try {
      return new ModelConfig(file, ModuleText.of(file));
    } catch (IOException e) {
      throw new SpecException(file + ": cannot read this configuration");
    }
  }

  Path file() {
    return file;
  }

  List<String> invariants() {
    return namesUnder(INVARIANT);
  }

  List<String> properties() {
    return namesUnder(PROPERTY);
  }

  /** Whether it is one of the invariants or properties. */
  boolean names(String property) {
    return invariants().contains(property) || properties().contains(property);
  }

  boolean checksDeadlock() {
    return !namesUnder(DEADLOCK).contains("FALSE");
  }

  /** The line, from 1, on which a name stands first. */
  OptionalInt lineOf(String name) {
    return words.stream().filter(w -> w.text().equals(name)).mapToInt(Word::line).findFirst();
  }

  /** The first word of a message that the configuration has too, which is what it is about. */
  OptionalInt lineOfFirstNameIn(String message) {
    return WORD.matcher(message)
        .results()
        .map(result -> lineOf(result.group()))
        .flatMapToInt(OptionalInt::stream)
        .findFirst();
  }

  /** This configuration with one property, no invariant, and deadlock allowed. */
  String checkingOnly(String property) {
    StringBuilder only = new StringBuilder(text);
    for (Word word : words) {
      String section = word.section();
      if (INVARIANT.contains(section) || PROPERTY.contains(section) || DEADLOCK.contains(section)) {
        only.replace(word.start(), word.end(), " ".repeat(word.end() - word.start()));
      }
    }
    return only + "\nCHECK_DEADLOCK FALSE\nPROPERTY " + property + "\n";
  }

  private List<String> namesUnder(Set<String> sections) {
    return words.stream()
        .filter(word -> sections.contains(word.section()) && !sections.contains(word.text()))
        .map(Word::text)
        .toList();
  }

  private static String blank(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(match -> match.group().replaceAll("[^\\n]", " "));
  }
}
