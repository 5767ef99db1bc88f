package org.scrutin.failover;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node of any elector is told on its command line.
 *
 * @param id which of the nodes it is, from 1
 * @param nodes how many there are
 * @param basePort node i listens on the port {@code basePort + i}
 * @param folder where it keeps what is durable
 * @param minTimeoutMillis the shortest election timeout, or the time-out of a session
 * @param maxTimeoutMillis the longest election timeout
 */
record NodeArguments(
    int id, int nodes, int basePort, Path folder, int minTimeoutMillis, int maxTimeoutMillis) {

  private static final int COUNT = 6;

  static NodeArguments parse(String... words) {
    if (words.length != COUNT) {
      throw new IllegalArgumentException(
          "a node takes "
              + COUNT
              + " arguments: id, nodes, base port, folder, shortest and longest timeout");
    }
    return new NodeArguments(
        Integer.parseInt(words[0]),
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        Path.of(words[3]),
        Integer.parseInt(words[4]),
        Integer.parseInt(words[5]));
  }

  List<String> words() {
    return List.of(
        Integer.toString(id),
        Integer.toString(nodes),
        Integer.toString(basePort),
        folder.toString(),
        Integer.toString(minTimeoutMillis),
        Integer.toString(maxTimeoutMillis));
  }

  int port(int node) {
    return basePort + node;
  }

  /** The addresses of all nodes, in their order. */
  List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      addresses.add("127.0.0.1:" + port(node));
    }
    return addresses;
  }
}
