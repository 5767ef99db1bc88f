package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.render.Counted;
import org.scrutin.wire.Result;

/** What the commands for real nodes answer to who types. */
class TypedWordsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kill leader | nobody leads now",
        "kill 9 | there is no n9; there are n1, n2, n3",
        "kill x | there is no x; there are n1, n2, n3",
        "cut 2 | n2's process does not run; restart it first",
        "pause n3 | n3's process does not run; restart it first",
        "foo n1 | unknown word foo; there are kill, pause, restart, resume, cut, heal, quit",
        "kill | say what, and to which node: kill leader, pause n2, cut 3",
      })
  void whatACertainWordLacksIsSaid(String typed, String answer) throws IOException {
    try (LocalCluster cluster = new LocalCluster(Scrutin.class.getName(), folder, 3, "", false)) {
      assertThat(ClusterCommand.disturb(cluster, List.of(Optional.empty()), typed.split(" ", -1)))
          .isEqualTo(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "put", "cas", "delete", "transfer", "add-member"})
  void helpOfAQuestionNeedsNoNode(String question) {
    Session session = Session.of("client", question, "--help");
    assertThat(session.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(session.out()).startsWith("Usage: scrutin client " + question);
  }

  @Test
  void thatNobodyIsThereIsSaidWithTheAddress() {
    Session session = Session.of("client", "--at", "127.0.0.1:1", "--patience", "0", "get", "x");
    assertThat(session.code()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(session.err()).startsWith("scrutin client: no node answered at 127.0.0.1:1; ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "-9223372036854775808"})
  void aTokenThatNobodyWasGrantedIsBadInput(String token) {
    Session session =
        Session.of("client", "--at", "127.0.0.1:1", "put", "key", "value", "--token", token);
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(session.err()).contains("--token must be at least 1, not " + token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "9223372036854775807"})
  void aClusterThatWouldEndBeforeItBeginsIsBadInput(String seconds) {
    Session session = Session.of("cluster", "--for", seconds);
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(session.err()).contains("--for must be 1 to 31536000 seconds, not " + seconds);
  }

  @Test
  void aScriptCanTellARefusal() {
    Result.Builder result = Result.newBuilder();
    PrintWriter out = new PrintWriter(new StringWriter());
    assertThat(ClientCommand.answer(result.setDone(false).build(), out))
        .isEqualTo(ClientCommand.REFUSED)
        .isEqualTo(1);
    assertThat(ClientCommand.answer(result.setDone(true).build(), out)).isEqualTo(ExitCode.HOLDS);
  }

  @Test
  void certificatesAreNotMadeTwiceInOneFolder() {
    String certificates = folder.resolve("certificates").toString();
    assertThat(Session.of("certificates", "-o", certificates).code()).isEqualTo(ExitCode.HOLDS);
    Session again = Session.of("certificates", "-o", certificates);
    assertThat(again.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(again.err())
        .startsWith("scrutin certificates: -o: " + Path.of(certificates, "authority.pem"))
        .contains(" exists already; name another folder");
  }

  @Test
  void aNumberIsFollowedByOneThingOrSeveral() {
    assertThat(Counted.of(1, "model")).isEqualTo("1 model");
    assertThat(Counted.of(1_234, "model")).isEqualTo("1,234 models");
  }
}
