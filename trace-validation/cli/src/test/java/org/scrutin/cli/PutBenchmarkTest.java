package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("scrutin benchmark put")
class PutBenchmarkTest {

  @TempDir private Path folder;

  /** On a machine that is busy a round may pass without an answer: then it has to say so. */
  @Test
  @Tag("deep")
  void measuresBothSidesAndItsTraceConforms() throws IOException {
    Path data = folder.resolve("run");
    Session session =
        Session.of(
            "benchmark",
            "put",
            "--clients",
            "2",
            "--seconds",
            "0.5",
            "--rounds",
            "1",
            "--json",
            "--data",
            data.toString());
    JsonNode row = new ObjectMapper().readTree(session.out()).get("rows").get(0);
    boolean measured = true;
    for (String side : List.of("untraced", "traced")) {
      JsonNode one = row.get(side);
      measured &= one.get("puts").asInt() > 0 && one.get("failed").asInt() == 0;
      assertThat(one.get("p50Millis").asDouble())
          .isLessThanOrEqualTo(one.get("p999Millis").asDouble());
      assertThat(one.get("p999Millis").asDouble())
          .isLessThanOrEqualTo(one.get("maxMillis").asDouble());
      assertThat(one.get("maxMillis").asDouble() > 0).isEqualTo(one.get("puts").asInt() > 0);
    }
    assertThat(session.code())
        .as(session.out() + session.err())
        .isEqualTo(measured ? ExitCode.HOLDS : ExitCode.UNDECIDED);
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
