package org.scrutin.replay.shrink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceParts;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;

/** Judges traces that are no files. */
record InMemory(TraceValidator validator, String name, Options options)
    implements TraceShrinker.Judge {

  @Override
  public Verdict judge(List<String> lines) {
    try {
      return validator.validate(stream(lines), name, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<TraceParts> parts(List<String> lines) {
    try {
      return Optional.of(validator.parts(stream(lines), name, options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(List<String> lines) {
    String text = String.join("\n", lines).concat("\n");
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
