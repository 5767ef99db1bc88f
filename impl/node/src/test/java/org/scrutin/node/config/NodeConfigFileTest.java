package org.scrutin.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.protocol.NodeId;

@DisplayName("The configuration file of a node")
class NodeConfigFileTest {

  private static final String GOOD =
      """
      id: n1
      cluster: here
      data: folder
      insecure: true
      peers:
        n1: 127.0.0.1:7001
        n2: 127.0.0.1:7002
      """;

  @TempDir private Path folder;

  private NodeConfig read(String text) throws IOException {
    return NodeConfigFile.read(Files.writeString(folder.resolve("node.yaml"), text));
  }

  @Test
  void saysHowANodeIsToRun() throws IOException {
    NodeConfig config = read(GOOD);
    assertThat(config.id()).isEqualTo(NodeId.of(1));
    assertThat(config.algorithm()).isEqualTo("raft");
    assertThat(config.data()).isEqualTo(folder.resolve("folder"));
    assertThat(config.voters()).containsExactly(NodeId.of(1), NodeId.of(2));
    assertThat(config.trace()).contains(folder.resolve("folder/trace.ndjson"));
  }

  @Test
  void isTextInAFile() throws IOException {
    Path file = Files.write(folder.resolve("node.yaml"), new byte[] {'i', 'd', ':', (byte) 0xFF});
    assertThatThrownBy(() -> NodeConfigFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ": cannot be read as text in UTF-8: ");
    assertThatThrownBy(() -> NodeConfigFile.read(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(folder + ": cannot be read as text");
  }

  @Test
  void whoLearnsAtFirstDoesNotVote() throws IOException {
    String three = GOOD + "  n3: 127.0.0.1:7003\n";
    NodeConfig config = read(three + "learners: [n3]\n");
    assertThat(config.voters()).containsExactly(NodeId.of(1), NodeId.of(2));
    assertThat(config.protocol()).isEqualTo("raft begun by n1 n2 and learners n3");
    assertThatThrownBy(() -> read(three + "voters: [n1, n2, n3]\nlearners: [n3]\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("node.yaml:10: learners: n3 is a voter");
  }

  @Test
  void nodesOfRaftAgreeOnTheUsualDelayToo() throws IOException {
    String raft = "raft begun by n1 n2 with usualDelay ";
    assertThat(read(GOOD).agreement()).isEqualTo(raft + "15ms");
    assertThat(read(GOOD + "usualDelay: 200ms\n").agreement()).isEqualTo(raft + "200ms");
    String bully = GOOD + "algorithm: quorum-bully\nusualDelay: 200ms\n";
    assertThat(read(bully).agreement()).isEqualTo("quorum-bully");
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id: n1                | id: n3                    | n3, this node, is missing
          id: n1                | id: one                   | 'one' is no node
          id: n1                | id: n1, id: n2            | node.yaml:2
          cluster: here         | clutser: here             | unknown key 'clutser'
          cluster: here         | #                         | 'cluster' is missing
          insecure: true        | #                         | 'tls' is missing
          insecure: true        | tls: {authority: a}       | tls: 'certificate' is missing
          insecure: true        | tls: {ca: a}              | tls: unknown key 'ca'
          n2: 127.0.0.1:7002    | n2: 127.0.0.1:7001        | two nodes have the address
          n2: 127.0.0.1:7002    | n2: 127.0.0.1             | is no address
          n2: 127.0.0.1:7002    | n2: 127.0.0.1:0           | is no address
          data: folder          | data: "\\0"               | no path: Nul character
          insecure: true        | insecure: true, trace:    | trace: write true, false, or a file
          insecure: true        | insecure: true, trace: [t] | trace: write true, false, or a file
          n2: 127.0.0.1:7002    | n1: 127.0.0.1:7002        | node.yaml:7
          data: folder          | algorithm: bully          | may elect two leaders
          data: folder          | algorithm: paxos          | is none of raft
          insecure: true        | insecure: true, voters: [n1,n3] | n3 is not among the peers
          insecure: true        | insecure: true, voters: [n1] | voters: name two nodes or more
          insecure: true        | insecure: true, voters: n1 | voters: write a list of nodes
          insecure: true        | insecure: true, learners: [n2] | learners: they leave fewer than two voters
          insecure: true        | insecure: true, algorithm: quorum-ring, voters: [n1] | voters: only with raft
          """)
  void isRefusedInOneLine(String good, String bad, String says) {
    String text = GOOD.replace(good, bad.replace(", ", "\n").replace("#", ""));
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(says)
        .hasMessageContaining("node.yaml")
        .message()
        .doesNotContain("\n");
  }
}
