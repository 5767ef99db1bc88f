package org.scrutin.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Command;
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

  private static final int HEAD_BYTES = 7 * Integer.BYTES;
  private static final int ENTRY_BYTES = 2 * Integer.BYTES + 1;

  @Override
  public RaftDurable blank() {
    return new RaftDurable(0, Optional.empty(), new Log());
  }

  @Override
  public byte[] difference(RaftDurable before, RaftDurable after) {
    Log log = after.log();
    int kept = Math.max(log.snapshot().index(), before.log().agreesUpTo(log));
    List<Entry> news = log.between(kept, log.lastIndex());
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + ENTRY_BYTES * news.size());
    out.putInt(after.currentTerm());
    out.putInt(after.votedFor().map(NodeId::value).orElse(0));
    out.putInt(log.snapshot().index());
    out.putInt(log.snapshot().term()).putInt(log.snapshot().digest());
    out.putInt(kept).putInt(news.size());
    for (Entry entry : news) {
      out.putInt(entry.term());
      out.put((byte) (entry.value().isPresent() ? 1 : 0));
      out.putInt(entry.value().map(Command::value).orElse(0));
    }
    return out.array();
  }

  @Override
  public RaftDurable apply(RaftDurable before, ByteBuffer difference) {
    int term = difference.getInt();
    int vote = difference.getInt();
    Snapshot snapshot = new Snapshot(difference.getInt(), difference.getInt(), difference.getInt());
    int kept = difference.getInt();
    int count = difference.getInt();
    List<Entry> news = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      news.add(entry(difference));
    }
    return new RaftDurable(
        term,
        vote == 0 ? Optional.empty() : Optional.of(NodeId.of(vote)),
        before.log().replaced(snapshot, kept, news));
  }

  private static Entry entry(ByteBuffer in) {
    int term = in.getInt();
    boolean isCommand = in.get() == 1;
    int value = in.getInt();
    return new Entry(term, isCommand ? Optional.of(new Command(value)) : Optional.empty());
  }
}
