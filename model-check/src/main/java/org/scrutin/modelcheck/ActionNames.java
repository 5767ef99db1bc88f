package org.scrutin.modelcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names actions as their author does. TLC does not look behind a quantifier whose domain depends on
 * the state: {@code \E m \in network : Receive(m)} is but a part of Next to it. The name is in the
 * text.
 */
final class ActionNames {

  private static final Pattern PLACE =
      Pattern.compile(
          "<(\\w+)(?:\\(.*\\))? line (\\d+), col (\\d+) to line (\\d+), col (\\d+) of module (\\w+)"
              + "(?: \\((\\d+) (\\d+) (\\d+) (\\d+)\\))?>.*",
          Pattern.DOTALL);
  private static final int WHOLE = 2;
  private static final int PART = 7;

  private static final Pattern QUANTIFIED =
      Pattern.compile("\\\\E\\s.*:\\s*(\\w+)\\s*(?:\\([^/\\\\]*\\))?\\s*", Pattern.DOTALL);

  /**
   * An action and where it is.
   *
   * @param location as {@code Module.tla:line}
   */
  record Named(String name, String location) {}

  private final List<Path> folders;

  /**
   * @param folders where the modules are, in the order in which TLC looks for them
   */
  ActionNames(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** The action that TLC means by {@code <Next line 1, col 2 to line 3, col 4 of module M>…}. */
  Optional<Named> find(String text) {
    Matcher place = PLACE.matcher(text);
    if (!place.matches()) {
      return Optional.empty();
    }
    // What stands in parentheses is the part of the action's definition that is meant.
    int first = place.group(PART) == null ? WHOLE : PART;
    int[] range =
        IntStream.range(first, first + 4).map(i -> Integer.parseInt(place.group(i))).toArray();
    String module = place.group(6);
    Matcher quantified = QUANTIFIED.matcher(cut(module, range));
    String name = quantified.matches() ? quantified.group(1) : place.group(1);
    return Optional.of(new Named(name, module + ".tla:" + range[0]));
  }

  /** The text of a module from one line and column to another, both counted from 1, inclusive. */
  private String cut(String module, int[] range) {
    Optional<Path> file =
        folders.stream()
            .map(folder -> folder.resolve(module + ".tla"))
            .filter(Files::isRegularFile)
            .findFirst();
    if (file.isEmpty()) {
      return "";
    }
    try (Stream<String> lines = Files.lines(file.get())) {
      List<String> cut =
          lines.skip(range[0] - 1L).limit(range[2] - range[0] + 1L).collect(Collectors.toList());
      int last = cut.size() - 1;
      cut.set(last, cut.get(last).substring(0, Math.min(range[3], cut.get(last).length())));
      cut.set(0, cut.get(0).substring(Math.min(range[1] - 1, cut.get(0).length())));
      return String.join("\n", cut);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
