package org.scrutin.render;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a trace is read from. It is read twice: once to survey it, once to draw it. */
interface TraceSource {

  /** What error messages call it. */
  String name();

  /** A new reader from the beginning. */
  Reader open() throws IOException;

  /** A file in UTF-8; bytes that are none are an error. */
  static TraceSource file(Path path) {
    return new TraceSource() {
      @Override
      public String name() {
        return path.toString();
      }

      @Override
      public Reader open() throws IOException {
        return new InputStreamReader(
            Files.newInputStream(path),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
      }
    };
  }

  /** A text in memory. */
  static TraceSource text(String name, String text) {
    return new TraceSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Reader open() {
        return new StringReader(text);
      }
    };
  }
}
