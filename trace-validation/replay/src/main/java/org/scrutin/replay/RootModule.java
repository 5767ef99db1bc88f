package org.scrutin.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scrutin.modelcheck.tlc.SpecException;

/**
 * A module made for one replay: it extends the specification and defines the constants that the
 * trace's header gives. Configurations know no sequences, so this is the way to give one.
 *
 * @param module its name, and that of its configuration
 */
record RootModule(String module) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  static RootModule write(Path scratch, Path spec, Path config, JsonObject constants)
      throws IOException {
    String extended = spec.getFileName().toString().replaceFirst("\\.tla$", "");
    String module = "Replay_" + extended;
    StringBuilder definitions = new StringBuilder();
    StringBuilder substitutions = new StringBuilder("\nCONSTANTS\n");
    String configText = Files.readString(config);
    for (int i = 0; i < constants.names().size(); i++) {
      String name = constants.names().get(i);
      if (!NAME.matcher(name).matches()) {
        throw new SpecException("the trace's header: '" + name + "' cannot be a constant's name");
      }
      definitions
          .append("scrutin_")
          .append(name)
          .append(" == ")
          .append(expression(constants.values().get(i)))
          .append('\n');
      substitutions.append("  ").append(name).append(" <- scrutin_").append(name).append('\n');
      // The line stays, empty, so that line numbers in messages remain those of the file.
      configText =
          Pattern.compile("(?m)^\\s*" + name + "[ \\t]*(=|<-).*$")
              .matcher(configText)
              .replaceAll("");
    }
    Files.writeString(
        scratch.resolve(module + ".tla"),
        "---- MODULE " + module + " ----\nEXTENDS " + extended + "\n" + definitions + "====\n");
    boolean none = constants.names().isEmpty();
    Files.writeString(
        scratch.resolve(module + ".cfg"), none ? configText : configText + substitutions);
    return new RootModule(module);
  }

  private static String expression(Object value) {
    if (value instanceof List<?> elements) {
      return elements.stream()
          .map(RootModule::expression)
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof JsonObject object) {
      if (object.names().equals(List.of("tla"))) {
        return String.valueOf(object.values().get(0));
      }
      throw new SpecException(
          "the trace's header: a constant is a number, a text, an array, or {\"tla\":\"…\"}, not "
              + object);
    }
    if (value instanceof Boolean truth) {
      return truth ? "TRUE" : "FALSE";
    }
    return value instanceof String text ? '"' + text + '"' : value.toString();
  }
}
