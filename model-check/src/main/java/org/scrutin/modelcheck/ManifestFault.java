package org.scrutin.modelcheck;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what Jackson found wrong, for a reader who knows the file and not our classes. */
final class ManifestFault {

  private static final Pattern MISSING =
      Pattern.compile("Missing required creator property '(\\w+)'.*");
  private static final Pattern OTHER_KIND =
      Pattern.compile("Cannot (?:deserialize|coerce|map|construct) .*(?:from|to|`null`).*");

  private ManifestFault() {}

  /** {@code :line:column: what is wrong}. */
  static String describe(JsonProcessingException e, String text) {
    if (e instanceof JsonMappingException mapping
        && !(e.getCause() instanceof JsonParseException)) {
      return placeOf(mapping, text) + ": " + message(mapping);
    }
    JsonProcessingException syntax = e.getCause() instanceof JsonParseException cause ? cause : e;
    return written(syntax.getLocation()) + ": " + firstLine(syntax.getOriginalMessage());
  }

  private static String message(JsonMappingException e) {
    if (e.getCause() instanceof IllegalArgumentException ours) {
      return firstLine(ours.getMessage());
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown field \"" + unknown.getPropertyName() + "\"";
    }
    if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      List<String> allowed =
          List.of(format.getTargetType().getEnumConstants()).stream()
              .map(constant -> "\"" + constant.toString().toLowerCase(Locale.ROOT) + "\"")
              .toList();
      return "\"" + format.getValue() + "\" is none of " + String.join(", ", allowed);
    }
    String line = firstLine(e.getOriginalMessage());
    if (line.startsWith("No content")) {
      return "there is nothing in this file; an object with \"models\" belongs here";
    }
    Matcher missing = MISSING.matcher(line);
    if (missing.matches()) {
      return "the field \"" + missing.group(1) + "\" is missing";
    }
    return OTHER_KIND.matcher(line).matches() ? "a value of another kind belongs here" : line;
  }

  /** Where the faulty field stands, or else what it is missing from. */
  private static String placeOf(JsonMappingException e, String text) {
    // Jackson itself often knows only where the object ends.
    StringBuilder pointer = new StringBuilder();
    Optional<JsonLocation> place = Optional.empty();
    for (JsonMappingException.Reference step : e.getPath()) {
      String name = step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName();
      pointer.append('/').append(name);
      Optional<JsonLocation> outer = place;
      place = find(pointer.toString(), text).or(() -> outer);
    }
    return written(place.orElse(e.getLocation()));
  }

  /** {@code :line:column} of a JSON pointer; empty if there is nothing. */
  static String place(String pointer, String text) {
    return find(pointer, text).map(ManifestFault::written).orElse("");
  }

  private static Optional<JsonLocation> find(String pointer, String text) {
    try (JsonParser parser = Manifest.MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.getParsingContext().pathAsPointer().toString().equals(pointer)) {
          return Optional.of(parser.currentTokenLocation());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      // The text was parsed before as far as this place, so it is not in what can be read.
      return Optional.empty();
    }
  }

  private static String written(JsonLocation location) {
    return ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
