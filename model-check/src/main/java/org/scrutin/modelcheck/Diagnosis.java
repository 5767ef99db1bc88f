package org.scrutin.modelcheck;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.tlc.ParseFault;
import org.scrutin.modelcheck.tlc.TlcMessage;

/**
 * Says in one line why TLC could not check a model, and where the fault lies: in a module, in the
 * configuration, or in an expression that cannot be evaluated.
 */
final class Diagnosis {

  private static final int NESTED_EXPRESSIONS = 2103;
  private static final int CONSTANT_WITHOUT_VALUE = 2222;
  private static final Set<Integer> PARSING_FAILED = Set.of(3002, 2171);

  /** A violated property, and the introduction to its counterexample, are errors to TLC. */
  private static final Set<Integer> RESULTS =
      Set.of(2107, 2108, 2110, 2112, 2114, 2116, 2120, 2121, 2122, 2264);

  private static final int MAX_LENGTH = 400;

  private static final Pattern AT = Pattern.compile("at line (\\d+)");
  private static final Pattern IN_MODULE =
      Pattern.compile(
          "[Ll]ine (\\d+), col(?:umn)? \\d+ to line \\d+, col(?:umn)? \\d+ (?:of module|in) (\\w+)");
  private static final Pattern EVALUATING =
      Pattern.compile("(?s)Evaluating (?:invariant|action property) (\\w+) failed.*");
  private static final Pattern PREAMBLE =
      Pattern.compile(
          "(?s)TLC threw an unexpected exception.*?The exception was an? \\S+\\s*:\\s*");

  private final Path module;
  private final ModelConfig config;
  private final UnaryOperator<Path> shown;
  private final List<TlcMessage> messages;
  private final Map<String, Path> files;

  /**
   * @param shown how a path is to be written for the reader
   */
  Diagnosis(Path module, ModelConfig config, UnaryOperator<Path> shown, List<TlcMessage> messages) {
    this.module = module;
    this.config = config;
    this.shown = shown;
    this.messages = messages;
    this.files = ParseFault.files(plain());
  }

  /** The fault, if there is one. */
  Optional<String> fault() {
    Optional<TlcMessage> error =
        messages.stream().filter(m -> m.isError() && !RESULTS.contains(m.code())).findFirst();
    return error.map(this::describe).map(Diagnosis::oneLine);
  }

  private String describe(TlcMessage error) {
    if (PARSING_FAILED.contains(error.code())) {
      return parsing(error);
    }
    if (error.text().contains("StackOverflowError")) {
      return evaluation(
          "an operator calls itself without end, or too often for the stack; end it, or give it"
              + " more, as in SCRUTIN_JAVA_OPTS=-Xss64m");
    }
    String text = PREAMBLE.matcher(error.text()).replaceFirst("");
    boolean aboutConfig =
        text.contains("configuration file") || text.startsWith("In the configuration");
    return aboutConfig ? configuration(error.code(), text) : evaluation(text);
  }

  private String configuration(int code, String text) {
    Matcher line = AT.matcher(text);
    OptionalInt found =
        line.find()
            ? OptionalInt.of(Integer.parseInt(line.group(1)))
            : config.lineOfFirstNameIn(text);
    String advice =
        code == CONSTANT_WITHOUT_VALUE ? " Give it one under CONSTANT, as in `Name = value`." : "";
    return at(config.file(), found) + text + advice;
  }

  private String evaluation(String text) {
    Optional<Matcher> innermost =
        messages.stream()
            .filter(message -> message.code() == NESTED_EXPRESSIONS)
            .flatMap(message -> message.text().lines())
            .map(IN_MODULE::matcher)
            .filter(Matcher::find)
            .reduce((outer, inner) -> inner);
    Matcher inText = IN_MODULE.matcher(text);
    Matcher evaluating = EVALUATING.matcher(text);
    String where;
    if (inText.find()) {
      where = at(inText);
    } else if (innermost.isPresent()) {
      where = at(innermost.get());
    } else if (evaluating.matches()) {
      where = definitionOf(evaluating.group(1));
    } else {
      where = at(module, OptionalInt.empty());
    }
    return where + text;
  }

  private String parsing(TlcMessage error) {
    return ParseFault.in(plain())
        .map(fault -> at(fault.file().orElse(module), fault.line()) + fault.what())
        .orElseGet(() -> at(module, OptionalInt.empty()) + error.text());
  }

  private List<String> plain() {
    return messages.stream()
        .filter(message -> message.code() == TlcMessage.PLAIN)
        .map(TlcMessage::text)
        .toList();
  }

  private String definitionOf(String operator) {
    for (Path file : files.values()) {
      OptionalInt line = ParseFault.lineWith(file, "^\\s*" + operator + "\\s*==");
      if (line.isPresent()) {
        return at(file, line);
      }
    }
    return at(module, OptionalInt.empty());
  }

  private Path fileOf(String moduleName) {
    return files.getOrDefault(moduleName, Path.of(moduleName + ".tla"));
  }

  private String at(Matcher place) {
    return at(fileOf(place.group(2)), OptionalInt.of(Integer.parseInt(place.group(1))));
  }

  private String at(Path file, OptionalInt line) {
    return shown.apply(file) + (line.isPresent() ? ":" + line.getAsInt() : "") + ": ";
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
  }
}
