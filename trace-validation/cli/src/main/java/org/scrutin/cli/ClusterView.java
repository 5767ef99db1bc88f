package org.scrutin.cli;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.wire.Status;

/**
 * What a cluster looks like: on a terminal a table that changes in its place, elsewhere a line for
 * each change. Not thread-safe.
 */
final class ClusterView {

  private static final int LINES_KEPT = 8;
  private static final String CLEAR = "\u001b[2J";

  /** The table is drawn above the line on which the user is typing, which stays as it is. */
  private static final String SAVE_CURSOR_AND_HOME = "\u001b7\u001b[H";

  private static final String RESTORE_CURSOR = "\u001b8";
  private static final String END_OF_LINE = "\u001b[K\n";

  private final PrintWriter out;
  private final boolean live;
  private final long began = System.nanoTime();
  private final Deque<String> said = new ArrayDeque<>();
  private final List<String> last = new ArrayList<>();
  private int lastToken;
  private boolean drawn;

  ClusterView(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  void begin(LocalCluster cluster) {
    cluster.nodes().forEach(node -> last.add(""));
    say("files: " + cluster.folder());
    say(
        "ask it: scrutin client --certificates "
            + cluster.folder().resolve("certificates")
            + " --at "
            + cluster.addresses()
            + " status");
  }

  /** Something has happened. */
  void say(String what) {
    String line =
        String.format(Locale.ROOT, "%7.2f s  %s", (System.nanoTime() - began) / 1e9, what);
    said.addLast(line);
    if (said.size() > LINES_KEPT) {
      said.removeFirst();
    }
    if (!live) {
      out.println(line);
      out.flush();
    }
  }

  void show(LocalCluster cluster, List<Optional<Status>> seen) {
    for (int node = 0; node < seen.size(); node++) {
      String now = standing(cluster.nodes().get(node), seen.get(node));
      if (!now.equals(last.get(node)) && !live) {
        say(cluster.nodes().get(node).name() + " " + now);
      }
      last.set(node, now);
      seen.get(node).ifPresent(this::lookForToken);
    }
    if (live) {
      draw(cluster, seen);
    }
  }

  private void lookForToken(Status status) {
    if (status.getRole().equals("leader") && status.getEpoch() > lastToken) {
      lastToken = status.getEpoch();
      say("n" + status.getNode() + " leads, with fencing token " + lastToken);
    }
  }

  private static String standing(LocalNode node, Optional<Status> status) {
    if (!node.isUp()) {
      return "is down";
    }
    if (node.isPaused()) {
      return "is paused";
    }
    return status
        .map(one -> one.getRole() + " in epoch " + one.getEpoch())
        .orElse("does not answer");
  }

  private void draw(LocalCluster cluster, List<Optional<Status>> seen) {
    List<String> lines = new ArrayList<>();
    lines.add("node  role          term  leader  log          committed  sent       received");
    for (int node = 0; node < seen.size(); node++) {
      LocalNode one = cluster.nodes().get(node);
      lines.add(
          seen.get(node)
              .map(ClusterView::row)
              .orElse(one.name() + "    " + standing(one, Optional.empty())));
    }
    lines.add("");
    lines.addAll(said);
    while (lines.size() < seen.size() + LINES_KEPT + 2) {
      lines.add("");
    }
    lines.add("kill | pause | resume | restart | cut | heal  NODE or leader;  quit");
    if (!drawn) {
      out.print(CLEAR + "\u001b[" + (lines.size() + 1) + ";1H");
      drawn = true;
    }
    out.print(
        SAVE_CURSOR_AND_HOME + String.join(END_OF_LINE, lines) + END_OF_LINE + RESTORE_CURSOR);
    out.flush();
  }

  private static String row(Status status) {
    return String.format(
        Locale.ROOT,
        "n%-4d %-13s %-5d %-7s %-12s %-10d %-10d %d",
        status.getNode(),
        status.getRole(),
        status.getEpoch(),
        status.getLeader() == 0 ? "-" : "n" + status.getLeader(),
        status.getFirstIndex() + ".." + status.getLastIndex(),
        status.getCommitIndex(),
        status.getMessagesSent(),
        status.getMessagesReceived());
  }
}
