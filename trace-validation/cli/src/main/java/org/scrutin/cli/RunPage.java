package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.render.AnnotatedSpec;
import org.scrutin.render.DiagramOptions;
import org.scrutin.render.LamportDiagram;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.Verdict;

/** A run as a page: its picture, its events, and where the specification contradicts it. */
final class RunPage {

  private RunPage() {}

  static void write(Path trace, Verdict verdict, SpecLibrary library, Path file)
      throws IOException {
    DiagramOptions options = DiagramOptions.DEFAULT;
    List<AnnotatedSpec> specification = new ArrayList<>();
    if (verdict instanceof Verdict.Rejected rejected && rejected.rejection().event() > 0) {
      options = options.withRejection(drawn(rejected.rejection()));
      specification.addAll(Contradiction.of(rejected.rejection(), library.folders()));
    }
    Files.writeString(file, LamportDiagram.of(trace, options).html(specification));
  }

  /** The rejected step, as pictures show it. */
  static DiagramOptions.Rejection drawn(Rejection why) {
    return new DiagramOptions.Rejection(
        why.event(),
        Stream.of(List.of(why.claim() + ": " + why.reason()), why.details(), why.others())
            .flatMap(List::stream)
            .collect(Collectors.joining("\n")));
  }
}
