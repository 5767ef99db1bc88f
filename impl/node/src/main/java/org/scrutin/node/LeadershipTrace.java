package org.scrutin.node;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.leadership.ClockTime;
import org.scrutin.protocol.leadership.GrantsStep;
import org.scrutin.trace.TraceHeader;
import org.scrutin.trace.TraceWriter;
import org.slf4j.LoggerFactory;

/**
 * The trace of one life of a node's contract, judged by spec/leadership/Grants_node.cfg. Used under
 * the lock of the dispatcher. A trace that cannot be written ends there: what the service is told
 * does not depend on it.
 */
final class LeadershipTrace implements Closeable {

  /** The specification names its listeners beforehand. */
  static final int MAX_LISTENERS = 16;

  private static final String SPEC = "leadership/Grants";

  private final int node;
  private final TraceWriter writer;
  private boolean open = true;

  private LeadershipTrace(int node, TraceWriter writer) {
    this.node = node;
    this.writer = writer;
  }

  static LeadershipTrace begin(Path file, NodeId self, Duration lease) throws IOException {
    return new LeadershipTrace(self.value(), TraceWriter.to(file, header(self, lease)));
  }

  /** The same, to a stream. */
  static LeadershipTrace begin(OutputStream out, NodeId self, Duration lease) throws IOException {
    return new LeadershipTrace(self.value(), TraceWriter.to(out, header(self, lease)));
  }

  private static TraceHeader header(NodeId self, Duration lease) {
    ClockTime end = ClockTime.ofNanos(lease.toNanos());
    Map<String, Object> constants = new LinkedHashMap<>();
    constants.put("Node", List.of(self.value()));
    constants.put("Listener", IntStream.rangeClosed(1, MAX_LISTENERS).boxed().toList());
    constants.put(
        "Lease",
        new TraceHeader.Tla("[seconds |-> " + end.seconds() + ", nanos |-> " + end.nanos() + "]"));
    return new TraceHeader(SPEC, SPEC + "_node.cfg", constants, "election", OptionalLong.empty());
  }

  synchronized void made(GrantsStep step) {
    if (!open) {
      return;
    }
    try {
      writer.event(
          node,
          writer.written() + 1,
          step.state().clock().toNanos() / 1_000,
          step.action().name(),
          step.action().arguments(),
          Optional.of(step.state()),
          0,
          List.of());
      writer.flush();
    } catch (IOException e) {
      open = false;
      LoggerFactory.getLogger(LeadershipTrace.class)
          .error("n{}: the trace of leadership ends here: {}", node, e.getMessage());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    open = false;
    writer.close();
  }
}
