package org.scrutin.storage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Payload;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.protocol.raft.Entry;
import org.scrutin.protocol.raft.Log;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.Snapshot;

/**
 * The disk of a server of Raft. A record has the term and the vote, the snapshot, up to which index
 * the earlier log goes on to count, and the entries after that: it costs what has changed, and not
 * what there is.
 */
public final class RaftFormat implements DurableFormat<RaftDurable> {

  private static final byte NOTHING = 0;
  private static final byte COMMAND = 1;
  private static final byte CONFIGURATION = 2;

  @Override
  public RaftDurable blank() {
    return new RaftDurable(0, Optional.empty(), new Log());
  }

  @Override
  public byte[] difference(RaftDurable before, RaftDurable after) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try {
      write(before.log(), after, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Not in memory.
    }
    return bytes.toByteArray();
  }

  private static void write(Log before, RaftDurable after, DataOutputStream out)
      throws IOException {
    Log log = after.log();
    int kept = Math.max(log.snapshot().index(), before.agreesUpTo(log));
    List<Entry> news = log.between(kept, log.lastIndex());
    out.writeInt(after.currentTerm());
    out.writeInt(after.votedFor().map(NodeId::value).orElse(0));
    out.writeInt(log.snapshot().index());
    out.writeInt(log.snapshot().term());
    out.writeInt(log.snapshot().digest());
    out.writeByte(log.snapshot().config().isPresent() ? CONFIGURATION : NOTHING);
    if (log.snapshot().config().isPresent()) {
      write(log.snapshot().config().get(), out);
    }
    out.writeInt(kept);
    out.writeInt(news.size());
    for (Entry entry : news) {
      write(entry, out);
    }
  }

  private static void write(Entry entry, DataOutputStream out) throws IOException {
    out.writeInt(entry.term());
    if (entry.config().isPresent()) {
      out.writeByte(CONFIGURATION);
      write(entry.config().get(), out);
    } else if (entry.value().isPresent()) {
      out.writeByte(COMMAND);
      Command command = entry.value().get();
      out.writeInt(command.value());
      out.writeInt(command.payload().size());
      out.write(command.payload().bytes());
    } else {
      out.writeByte(NOTHING);
    }
  }

  private static void write(Configuration config, DataOutputStream out) throws IOException {
    for (SortedSet<NodeId> nodes : List.of(config.voters(), config.next(), config.learners())) {
      out.writeInt(nodes.size());
      for (NodeId node : nodes) {
        out.writeInt(node.value());
      }
    }
  }

  @Override
  public RaftDurable apply(RaftDurable before, ByteBuffer in) {
    int term = in.getInt();
    int vote = in.getInt();
    Snapshot snapshot = snapshot(in);
    int kept = in.getInt();
    int count = in.getInt();
    List<Entry> news = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      news.add(entry(in));
    }
    return new RaftDurable(
        term,
        vote == 0 ? Optional.empty() : Optional.of(NodeId.of(vote)),
        before.log().replaced(snapshot, kept, news));
  }

  private static Snapshot snapshot(ByteBuffer in) {
    int index = in.getInt();
    int term = in.getInt();
    int digest = in.getInt();
    boolean changed = in.get() == CONFIGURATION;
    return new Snapshot(
        index, term, digest, changed ? Optional.of(configuration(in)) : Optional.empty());
  }

  private static Entry entry(ByteBuffer in) {
    int term = in.getInt();
    byte kind = in.get();
    return switch (kind) {
      case NOTHING -> new Entry(term, Optional.empty());
      case COMMAND -> new Entry(term, Optional.of(command(in)));
      case CONFIGURATION -> new Entry(term, Optional.empty(), Optional.of(configuration(in)));
      default -> throw new IllegalStateException("an entry of kind " + kind);
    };
  }

  private static Command command(ByteBuffer in) {
    int value = in.getInt();
    byte[] payload = new byte[in.getInt()];
    in.get(payload);
    return new Command(value, Payload.of(payload));
  }

  private static Configuration configuration(ByteBuffer in) {
    return new Configuration(nodes(in), nodes(in), nodes(in));
  }

  private static SortedSet<NodeId> nodes(ByteBuffer in) {
    SortedSet<NodeId> nodes = new TreeSet<>();
    for (int count = in.getInt(); count > 0; count--) {
      nodes.add(NodeId.of(in.getInt()));
    }
    return nodes;
  }
}
