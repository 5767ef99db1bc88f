package org.scrutin.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What nodes wrote down")
class TraceChecksTest {

  private static final String HEADER =
      "{\"scrutin\":1,\"spec\":\"bully/Bully\",\"config\":\"bully/Bully_synchronous.cfg\","
          + "\"constants\":{\"Node\":[1,2,3]}}\n";

  @TempDir private Path folder;

  private Path leader(int node, int term) throws IOException {
    return Files.writeString(
        folder.resolve("n" + node),
        HEADER
            + "{\"n\":1,\"at\":%d,\"action\":\"Timeout\",\"state\":{\"currentTerm\":%d}}%n"
                .formatted(node, term)
            + "{\"n\":2,\"at\":%d,\"action\":\"Win\",\"state\":{\"state\":\"Leader\"}}%n"
                .formatted(node));
  }

  @Test
  void showWhoLedSoThatTwoWithOneTokenAreCaught() throws IOException {
    assertThat(oneLeader(3, 4)).isEqualTo(Finding.Kind.HOLDS);
    assertThat(oneLeader(3, 3)).isEqualTo(Finding.Kind.VIOLATED);
  }

  private Finding.Kind oneLeader(int first, int second) throws IOException {
    List<Path> traces = List.of(leader(1, first), leader(2, second));
    return HistoryChecks.oneLeader(TraceChecks.leaders(traces)).verdict();
  }

  @Test
  void isRejectedWhereAStepIsNone() throws IOException {
    Path trace =
        Files.writeString(
            folder.resolve("trace"),
            HEADER
                + "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"StartElection\",\"args\":[1],"
                + "\"state\":{\"epoch\":7}}\n");
    Finding finding = TraceChecks.conforms(List.of(trace), Duration.ofMinutes(1));
    assertThat(finding.verdict()).as(finding.detail()).isEqualTo(Finding.Kind.VIOLATED);
  }
}
