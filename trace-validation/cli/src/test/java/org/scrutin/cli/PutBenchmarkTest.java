package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("scrutin benchmark put")
class PutBenchmarkTest {

  @TempDir private Path folder;

  /**
   * How fast is no matter here; on a machine that is busy, that too little was answered neither.
   */
  @Test
  void measuresBothSidesAndItsTraceConforms() throws IOException {
    Path data = folder.resolve("run");
    Session session =
        Session.of(
            "benchmark",
            "put",
            "--clients",
            "2",
            "--seconds",
            "0.3",
            "--rounds",
            "2",
            "--json",
            "--data",
            data.toString());
    assertThat(session.code()).as(session.out() + session.err()).isEqualTo(ExitCode.HOLDS);
    JsonNode row = new ObjectMapper().readTree(session.out()).get("rows").get(0);
    assertThat(row.get("clients").asInt()).isEqualTo(2);
    for (String side : List.of("untraced", "traced")) {
      JsonNode one = row.get(side);
      assertThat(one.get("puts").asInt()).isPositive();
      assertThat(one.get("p50Millis").asDouble())
          .isPositive()
          .isLessThanOrEqualTo(one.get("p999Millis").asDouble());
      assertThat(one.get("p999Millis").asDouble())
          .isLessThanOrEqualTo(one.get("maxMillis").asDouble());
    }
    assertThat(row.get("slower")).hasSize(2);
    assertThat(data.resolve("untraced/n1/trace.ndjson")).doesNotExist();
    Session judged =
        Session.of(
            "validate",
            "--merge",
            data.resolve("traced/n1/trace.ndjson").toString(),
            data.resolve("traced/n2/trace.ndjson").toString(),
            data.resolve("traced/n3/trace.ndjson").toString());
    assertThat(judged.code()).as(judged.out() + judged.err()).isEqualTo(ExitCode.HOLDS);
  }

  @Test
  void refusesWhatMakesNoSenseInOneLine() {
    for (List<String> wrong :
        List.of(
            List.of("--nodes", "2"),
            List.of("--clients", "1,0"),
            List.of("--seconds", "0"),
            List.of("--rounds", "0"),
            List.of("--value-size", "-1"))) {
      Session session = Session.of("benchmark", "put", wrong.get(0), wrong.get(1));
      assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(session.err().lines()).hasSize(1);
      assertThat(session.out()).isEmpty();
    }
  }
}
