package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.scrutin.leadership.LeadershipListener;
import org.scrutin.protocol.NodeId;

/** Services in this process, each with an election of its own, that write down all they hear. */
final class LoopbackElections implements Closeable {

  /** What a listener was told: a token, or minus a token when it was over. */
  static final class Heard implements LeadershipListener {

    final List<Integer> tokens = new CopyOnWriteArrayList<>();

    @Override
    public void granted(int token) {
      tokens.add(token);
    }

    @Override
    public void revoked(int token) {
      tokens.add(-token);
    }
  }

  private static final Duration USUAL = Duration.ofMillis(80);

  private final Path folder;
  private final String peers;
  private final Map<String, Election> elections = new TreeMap<>();
  private final Map<String, Heard> heard = new TreeMap<>();
  private List<Duration> usual = List.of();

  LoopbackElections(Path folder) throws IOException {
    this(folder, 3);
  }

  LoopbackElections(Path folder, int nodes) throws IOException {
    this.folder = folder;
    this.peers =
        LoopbackCluster.freeAddresses(nodes).entrySet().stream()
            .map(peer -> peer.getKey() + "=127.0.0.1:" + peer.getValue().getPort())
            .collect(Collectors.joining(","));
  }

  /** Each of those that are started then has a usual delay of its own. */
  void usually(Duration... delays) {
    usual = List.of(delays);
  }

  LoopbackElections start(ElectionBuilder... builders) throws IOException {
    for (int node = 1; node <= builders.length; node++) {
      String name = "n" + node;
      Heard listener = new Heard();
      heard.put(name, listener);
      elections.put(
          name,
          builders[node - 1]
              .id(name)
              .peers(peers)
              .cluster("test")
              .dataDirectory(folder.resolve(name))
              .usualDelay(usual.isEmpty() ? USUAL : usual.get(node - 1))
              .listener(listener)
              .start());
    }
    return this;
  }

  static Path trace(Path folder, String node) {
    return folder.resolve(node + "-leadership.ndjson");
  }

  LoopbackElections startRaft() throws IOException {
    return start(traced("n1"), traced("n2"), traced("n3"));
  }

  ElectionBuilder traced(String node) {
    return Election.raft().traceLeadership(trace(folder, node));
  }

  Election election(String node) {
    return elections.get(node);
  }

  List<Integer> heard(String node) {
    return heard.get(node).tokens;
  }

  /** Who was granted leadership, and by which token. */
  record Grant(String node, int token) {}

  /** One who is granted leadership with a token greater than this. */
  Grant grant(int after) {
    return LoopbackCluster.await(
        "a leader with a token after " + after,
        () ->
            elections.entrySet().stream()
                .flatMap(
                    one ->
                        one.getValue().leadership().stream()
                            .map(it -> new Grant(one.getKey(), it.fencingToken())))
                .filter(one -> one.token() > after)
                .findFirst());
  }

  String leader(int after) {
    return grant(after).node();
  }

  String other(String node) {
    return elections.keySet().stream().filter(one -> !one.equals(node)).findFirst().orElseThrow();
  }

  /** What a leader is told; false, if whoever leads then is to be told again. */
  interface Order {
    boolean to(String leader) throws InterruptedException, TimeoutException;
  }

  /** The leader of a busy machine may be another by now: so ask who leads, each time. */
  void tellLeader(String what, Order order) {
    LoopbackCluster.await(
        what,
        () -> {
          try {
            return yes(order.to(leader(0)));
          } catch (LeadershipLostException e) {
            return Optional.empty();
          } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
          }
        });
  }

  void handOver(String to) {
    tellLeader(
        "a hand-over to " + to, leader -> leader.equals(to) || election(leader).transferTo(to));
  }

  void cutOff(String node) {
    var transport = election(node).node().transport();
    elections.keySet().stream()
        .filter(one -> !one.equals(node))
        .forEach(one -> transport.cut(NodeId.of(Integer.parseInt(one.substring(1)))));
  }

  void close(String node) throws IOException {
    elections.remove(node).close();
  }

  /** Grant, its end, a grant with a greater token, its end, and so on, on each node. */
  void assertTurns() {
    heard.forEach(
        (node, listener) -> {
          int last = 0;
          for (int i = 0; i < listener.tokens.size(); i++) {
            int token = listener.tokens.get(i);
            if (i % 2 == 0) {
              assertThat(token).as("%s: %s", node, listener.tokens).isGreaterThan(last);
              last = token;
            } else {
              assertThat(token).as("%s: %s", node, listener.tokens).isEqualTo(-last);
            }
          }
        });
  }

  static Optional<Boolean> yes(boolean condition) {
    return Optional.of(condition).filter(it -> it);
  }

  @Override
  public void close() throws IOException {
    for (String node : new ArrayList<>(elections.keySet())) {
      close(node);
    }
    assertTurns();
  }
}
