package org.scrutin.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The trace of a simulated run, as its nodes would have written it: each a file of its own. */
final class Split {

  private static final Pattern EVENT = Pattern.compile("\\{\"n\":\\d+,\"at\":(\\d+),(.*)");

  private Split() {}

  static List<String> trace(Run run) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    run.simulate(out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  static List<Path> byNode(List<String> trace, Path folder) {
    Map<String, List<String>> nodes = new TreeMap<>();
    for (String line : trace.subList(1, trace.size())) {
      Matcher event = EVENT.matcher(line);
      if (event.matches()) {
        List<String> lines =
            nodes.computeIfAbsent(event.group(1), node -> new ArrayList<>(List.of(trace.get(0))));
        lines.add("{\"n\":" + lines.size() + ",\"at\":" + event.group(1) + "," + event.group(2));
      }
    }
    List<Path> files = new ArrayList<>();
    nodes.forEach((node, lines) -> files.add(write(folder.resolve("n" + node + ".ndjson"), lines)));
    return files;
  }

  private static Path write(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
