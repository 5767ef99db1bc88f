package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.scrutin.replay.TraceException;

/** Files that are written because somebody asked for them. */
final class Outputs {

  private Outputs() {}

  /**
   * Refuses to write over what is read: a slip of the hand must not cost a trace.
   *
   * @throws TraceException in one line, if the output is one of these files, by whatever name
   */
  static void refuseInputs(Path output, List<Path> inputs) throws IOException {
    // What is no regular file, such as a terminal, has nothing to lose.
    if (!Files.isRegularFile(output)) {
      return;
    }
    for (Path input : inputs) {
      if (Files.exists(input) && Files.isSameFile(output, input)) {
        throw new TraceException(
            output
                + ": this is an input"
                + (output.equals(input) ? "" : ", " + input)
                + ", and would be overwritten; name another file to write to");
      }
    }
  }
}
