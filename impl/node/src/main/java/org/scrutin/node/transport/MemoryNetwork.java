package org.scrutin.node.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.slf4j.LoggerFactory;

/**
 * A network among nodes of one process, in its memory: what is sent to a node that has started
 * arrives at once, as bytes and back as in the real one. Files go as they are. Thread-safe.
 */
public final class MemoryNetwork<M extends Message> {

  private final RecordCodec<M> codec;
  private final Map<NodeId, End> ends = new ConcurrentHashMap<>();

  public MemoryNetwork(Class<M> messages) {
    this.codec = new RecordCodec<>(messages);
  }

  /** A node's way to the others. */
  public Transport<M> transport(NodeId self) {
    return new End(self);
  }

  private final class End implements Transport<M> {
    private final NodeId self;
    private final Counters counters = new Counters(LoggerFactory.getLogger(MemoryNetwork.class));
    private final Set<NodeId> cut = ConcurrentHashMap.newKeySet();
    private volatile Receiver<M> receiver;

    End(NodeId self) {
      this.self = self;
    }

    @Override
    public void start(Receiver<M> arrivals) {
      receiver = arrivals;
      ends.put(self, this);
    }

    private Optional<End> reach(NodeId to) {
      return Optional.ofNullable(ends.get(to))
          .filter(end -> !cut.contains(to) && !end.cut.contains(self));
    }

    @Override
    public boolean send(M message, long id, long clock, Optional<Path> file) {
      Optional<End> to = reach(message.to());
      if (to.isEmpty()) {
        counters.dropped(1);
        return false;
      }
      counters.sent();
      to.get().counters.received();
      ByteBuf bytes = Unpooled.buffer();
      codec.write(message, bytes);
      to.get().receiver.message(codec.read(bytes), id, clock, file);
      return true;
    }

    @Override
    public void ping(NodeId to) {
      reach(to).ifPresent(end -> end.receiver.ping(self));
    }

    @Override
    public void pong(NodeId to) {
      reach(to).ifPresent(end -> end.receiver.pong(self));
    }

    @Override
    public Traffic traffic() {
      return counters.traffic();
    }

    @Override
    public void cut(NodeId peer) {
      cut.add(peer);
    }

    @Override
    public void heal(NodeId peer) {
      cut.remove(peer);
    }

    @Override
    public void close() {
      ends.remove(self);
    }
  }
}
