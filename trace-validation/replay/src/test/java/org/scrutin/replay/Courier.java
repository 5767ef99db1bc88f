package org.scrutin.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes logs of couriers, in the format of a system that knows nothing of ours. */
final class Courier {

  private final Random random;
  private final int nodes;
  private final int[] sent;
  private final int[] got;
  private final List<int[]> parcels = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  private Courier(int nodes, long seed) {
    this.nodes = nodes;
    this.random = new Random(seed);
    sent = new int[nodes];
    got = new int[nodes];
  }

  /** A log of so many events. */
  static List<String> log(int events, int nodes, long seed) {
    Courier courier = new Courier(nodes, seed);
    courier.lines.add("{\"level\":\"info\",\"msg\":\"started\",\"ts\":0.25}");
    for (int i = 0; i < nodes && i < events; i++) {
      courier.send(i);
    }
    while (courier.lines.size() <= events) {
      courier.step();
    }
    return courier.lines;
  }

  private void step() {
    int node = random.nextInt(nodes);
    if (!parcels.isEmpty() && (parcels.size() > 6 || random.nextInt(2) == 0)) {
      receive();
    } else if (got[node] > 0 && random.nextInt(4) == 0) {
      got[node] = 0;
      write("reset", node, "\"state\":{\"got\":0}");
    } else {
      send(node);
    }
  }

  private void send(int node) {
    int to = (node + 1 + random.nextInt(nodes - 1)) % nodes;
    int weight = 1 + random.nextInt(3);
    parcels.add(new int[] {node, to, weight});
    sent[node]++;
    write(
        "send",
        node,
        "\"to\":\"%d\",\"weight\":%d,\"state\":{\"sent\":%d}".formatted(to, weight, sent[node]));
  }

  private void receive() {
    int[] parcel = parcels.remove(random.nextInt(parcels.size()));
    got[parcel[1]] += parcel[2];
    write(
        "receive",
        parcel[1],
        "\"from\":\"%d\",\"state\":{\"got\":%d}".formatted(parcel[0], got[parcel[1]]));
  }

  private void write(String name, int node, String rest) {
    lines.add(
        "{\"tag\":\"trace\",\"ts\":17000000000000%05d,\"event\":{\"name\":\"%s\",\"nid\":\"%d\",%s}}"
            .formatted(lines.size(), name, node, rest));
  }
}
