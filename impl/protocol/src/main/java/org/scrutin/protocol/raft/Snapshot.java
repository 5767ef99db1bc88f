package org.scrutin.protocol.raft;

import java.util.Optional;

/**
 * What stands in a log for its first entries; Log.tla. The state to which they have led is the
 * service's.
 *
 * @param index of the last of these entries; 0 if there are none
 * @param term of that entry; 0 if there is none
 * @param digest a number that tells logs apart; of a thousand logs that differ there may be one
 *     with the same in a million
 * @param config who belongs to the cluster after them; empty if it has never changed
 */
public record Snapshot(int index, int term, int digest, Optional<Configuration> config) {

  static final Snapshot NONE = new Snapshot(0, 0, 0);

  /** One in a cluster that has never changed. */
  public Snapshot(int index, int term, int digest) {
    this(index, term, digest, Optional.empty());
  }

  /** A prime, so small that no digest is out of the range of an int on the way. */
  private static final int DIGESTS = 1_000_003;

  /** The snapshot that stands for one more entry. Log.tla, DigestNumber. */
  Snapshot with(Entry entry) {
    int value = entry.value().map(command -> command.value() % DIGESTS).orElse(17);
    int next = (1009 * digest + 31 * (entry.term() % 30_011) + value) % DIGESTS;
    return new Snapshot(index + 1, entry.term(), next, entry.config().or(() -> config));
  }
}
