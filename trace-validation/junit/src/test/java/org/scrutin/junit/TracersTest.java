package org.scrutin.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.trace.TraceHeader;

class TracersTest {

  private final Tracers tracers =
      new Tracers(new TraceHeader("X", "X.cfg", Map.of(), "a test", OptionalLong.empty()));

  @Test
  void nodesWhoseNamesLookAlikeHaveFilesOfTheirOwn() throws IOException {
    List<Object> nodes = List.of("α", "β", "n-1", "n_1", 1, "1", "x".repeat(300));
    for (Object node : nodes) {
      tracers.of(node).step("A").write();
      tracers.restarted(node).step("B").write();
    }
    assertThat(tracers.of(1)).isSameAs(tracers.of(1L)).isNotSameAs(tracers.of("1"));
    List<Path> files = tracers.end();
    assertThat(files).hasSize(nodes.size()).doesNotHaveDuplicates();
    for (Path file : files) {
      assertThat(Files.readAllLines(file))
          .filteredOn(line -> line.startsWith("{\"scrutin\""))
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).endsWith(node(nodes.get(files.indexOf(file)))));
    }
    Scratch.delete(files.get(0).getParent());
  }

  /** How the header of a node's trace ends. */
  private static String node(Object node) {
    return "\"node\":" + (node instanceof String ? "\"" + node + "\"" : node) + "}";
  }
}
