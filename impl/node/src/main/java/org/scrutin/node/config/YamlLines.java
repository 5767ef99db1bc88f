package org.scrutin.node.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** On which lines of a file its keys stand, so that a user is led there. */
final class YamlLines {

  private final Map<String, Integer> lines = new HashMap<>();

  private YamlLines() {}

  static YamlLines of(YAMLFactory yaml, String text) throws IOException {
    YamlLines found = new YamlLines();
    try (JsonParser parser = yaml.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          found.lines.put(
              parser.getParsingContext().pathAsPointer().toString(),
              parser.currentTokenLocation().getLineNr());
        }
      }
    }
    return found;
  }

  /**
   * The line of a key.
   *
   * @param key its path, such as {@code /tls/key}
   */
  Optional<Integer> line(String key) {
    return Optional.ofNullable(lines.get(key));
  }
}
