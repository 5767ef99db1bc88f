package org.scrutin.modelcheck.tlc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a specification cannot be parsed, read from what SANY prints.
 *
 * @param file in which the fault is; empty where only the root module can be named
 * @param line from 1
 * @param what is wrong, in SANY's words, perhaps in several lines
 */
public record ParseFault(Optional<Path> file, OptionalInt line, String what) {

  private static final Pattern FILE = Pattern.compile("Parsing file (.*)");
  private static final Pattern AT = Pattern.compile("at line (\\d+)");
  private static final Pattern IN_MODULE =
      Pattern.compile(
          "line (\\d+), col(?:umn)? \\d+ to line \\d+, col(?:umn)? \\d+,? (?:of|in) (?:module )?(\\w+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern IMPORTED =
      Pattern.compile("Cannot find source file for module (\\w+)(?: imported in module (\\w+))?.*");

  /** Reads what was printed, line by line. */
  public static Optional<ParseFault> in(List<String> printed) {
    return new Reader(printed.stream().map(String::strip).filter(l -> !l.isEmpty()).toList())
        .read();
  }

  /**
   * The files of the modules, by their names, in the order in which SANY says that it parses them.
   */
  public static Map<String, Path> files(List<String> printed) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String line : printed) {
      fileIn(line)
          .ifPresent(
              file -> files.put(file.getFileName().toString().replaceFirst("\\.tla$", ""), file));
    }
    return files;
  }

  private static Optional<Path> fileIn(String line) {
    Matcher file = FILE.matcher(line);
    return file.matches() ? Optional.of(Path.of(file.group(1))) : Optional.empty();
  }

  /** The line of a file on which something stands first. */
  public static OptionalInt lineWith(Path file, String regex) {
    Pattern pattern = Pattern.compile(regex);
    try {
      List<String> lines = ModuleText.lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).find()) {
          return OptionalInt.of(i + 1);
        }
      }
    } catch (IOException e) {
      // Only the line number is lost: the standard modules are unpacked for the run alone.
      return OptionalInt.empty();
    }
    return OptionalInt.empty();
  }

  private static final class Reader {

    private final List<String> lines;
    private final Map<String, Path> files;
    private Optional<Path> current = Optional.empty();

    Reader(List<String> lines) {
      this.lines = lines;
      this.files = files(lines);
    }

    Optional<ParseFault> read() {
      for (int i = 0; i < lines.size(); i++) {
        Optional<Path> parsed = fileIn(lines.get(i));
        current = parsed.isPresent() ? parsed : current;
        Optional<ParseFault> fault = at(i);
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    }

    private Optional<ParseFault> at(int i) {
      String line = lines.get(i);
      Matcher imported = IMPORTED.matcher(line);
      if (line.startsWith("Encountered ") || line.startsWith("Lexical error")) {
        Matcher at = AT.matcher(line);
        boolean expects = i > 0 && lines.get(i - 1).startsWith("Was expecting");
        return Optional.of(
            new ParseFault(
                current,
                at.find() ? OptionalInt.of(Integer.parseInt(at.group(1))) : OptionalInt.empty(),
                line + (expects ? "; " + lines.get(i - 1) : "")));
      } else if (imported.matches()) {
        Optional<Path> importer = Optional.ofNullable(imported.group(2)).map(this::fileOf);
        // Not in a comment.
        String name = "^((?!\\\\\\*|\\(\\*).)*\\b" + imported.group(1) + "\\b";
        return Optional.of(
            new ParseFault(
                importer,
                importer.map(file -> lineWith(file, name)).orElse(OptionalInt.empty()),
                line.replaceFirst("\\.$", "") + "; put it beside this module"));
      } else if (line.startsWith("Residual stack trace") && i > 0) {
        // What the grammar allows and the precedence of operators does not.
        return Optional.of(placed(lines.get(i - 1), lines.get(i - 1)));
      } else if (line.startsWith("*** Errors:") && i + 2 < lines.size()) {
        return Optional.of(placed(lines.get(i + 1), lines.get(i + 2)));
      } else if (line.startsWith("*** Abort messages:")
          && i + 2 < lines.size()
          && !IMPORTED.matcher(lines.get(i + 2)).matches()) {
        String what = lines.get(i + 2);
        boolean goesOn = what.endsWith(":") && i + 3 < lines.size();
        return Optional.of(
            new ParseFault(
                current, OptionalInt.empty(), goesOn ? what + " " + lines.get(i + 3) : what));
      }
      return Optional.empty();
    }

    private ParseFault placed(String where, String what) {
      Matcher place = IN_MODULE.matcher(where);
      return place.find()
          ? new ParseFault(
              Optional.of(fileOf(place.group(2))),
              OptionalInt.of(Integer.parseInt(place.group(1))),
              what)
          : new ParseFault(current, OptionalInt.empty(), what);
    }

    private Path fileOf(String module) {
      return files.getOrDefault(module, Path.of(module + ".tla"));
    }
  }
}
