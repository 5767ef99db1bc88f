package org.scrutin.replay.engine;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What TLC says of errors, without what it says of its own Java. */
final class Wording {

  /** How TLC begins to tell of an operator that is defined in Java; what is wrong follows. */
  private static final Pattern BY_JAVA =
      Pattern.compile(
          "Attempted to apply the operator overridden by the Java method .*?, but it produced the"
              + " following error: ");

  private static final Pattern CAST =
      Pattern.compile(
          "Cannot cast tlc2\\.value\\.impl\\.(\\w+)Value to tlc2\\.value\\.impl\\.(\\w+)Value");

  private static final Map<String, String> KINDS =
      Map.of(
          "Int", "a number",
          "String", "a text",
          "Bool", "a boolean",
          "Model", "a model value",
          "Tuple", "a sequence",
          "Record", "a record",
          "FcnRcd", "a function",
          "SetEnum", "a set",
          "Interval", "an interval");

  private Wording() {}

  /** The message, on one line. */
  static String of(String message) {
    String line = message.strip().replaceAll("\\s+", " ");
    line = BY_JAVA.matcher(line).replaceAll("");
    return CAST.matcher(line)
        .replaceAll(cast -> kind(cast.group(1)) + " is where " + kind(cast.group(2)) + " must be");
  }

  private static String kind(String name) {
    return KINDS.getOrDefault(name, "a value of the kind " + name.toLowerCase(Locale.ROOT));
  }
}
