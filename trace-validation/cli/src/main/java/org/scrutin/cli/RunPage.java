package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern PLACE = Pattern.compile("(\\w+)\\.tla:(\\d+)");

  private RunPage() {}

  static void write(Path trace, Verdict verdict, SpecLibrary library, Path file)
      throws IOException {
    DiagramOptions options = DiagramOptions.DEFAULT;
    List<AnnotatedSpec> specification = new ArrayList<>();
    if (verdict instanceof Verdict.Rejected rejected && rejected.rejection().event() > 0) {
      options = options.withRejection(drawn(rejected.rejection()));
      specification.addAll(contradicted(rejected.rejection(), library));
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

  private static List<AnnotatedSpec> contradicted(Rejection why, SpecLibrary library)
      throws IOException {
    Map<String, List<AnnotatedSpec.Remark>> remarks = new TreeMap<>();
    why.falseParts().stream()
        .flatMap(part -> Stream.concat(Stream.of(part), part.because().stream()))
        .forEach(
            part -> {
              Matcher place = PLACE.matcher(part.place());
              if (place.matches()) {
                int line = Integer.parseInt(place.group(2));
                remarks
                    .computeIfAbsent(place.group(1), module -> new ArrayList<>())
                    .add(new AnnotatedSpec.Remark(line, line, "FALSE", true));
              }
            });
    List<AnnotatedSpec> modules = new ArrayList<>();
    for (Map.Entry<String, List<AnnotatedSpec.Remark>> module : remarks.entrySet()) {
      Optional<List<String>> text = SpecOptions.text(library, module.getKey());
      text.ifPresent(
          lines -> modules.add(new AnnotatedSpec(module.getKey(), lines, module.getValue())));
    }
    return modules;
  }
}
