package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scrutin.render.AnnotatedSpec;
import org.scrutin.replay.Rejection;

/** The text of the specification where it contradicts a trace. */
final class Contradiction {

  private static final Pattern PLACE = Pattern.compile("(\\w+)\\.tla:(\\d+)");

  private Contradiction() {}

  /** Those modules that are found in one of the folders, with their false parts marked. */
  static List<AnnotatedSpec> of(Rejection why, List<Path> folders) throws IOException {
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
      Optional<List<String>> text = SpecOptions.text(folders, module.getKey());
      text.ifPresent(
          lines -> modules.add(new AnnotatedSpec(module.getKey(), lines, module.getValue())));
    }
    return modules;
  }
}
