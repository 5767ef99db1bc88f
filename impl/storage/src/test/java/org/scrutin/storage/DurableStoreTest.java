package org.scrutin.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Entry;
import org.scrutin.protocol.raft.Log;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.Snapshot;

/** Whatever a server of Raft writes, and whenever it crashes. */
class DurableStoreTest {

  private static final RaftFormat FORMAT = new RaftFormat();

  /** Some state that can follow another: logs grow, are cut off, compacted, and replaced. */
  private static RaftDurable next(RaftDurable disk, Random random) {
    int term = disk.currentTerm() + random.nextInt(2);
    Optional<NodeId> vote =
        random.nextBoolean() ? Optional.of(NodeId.of(1 + random.nextInt(3))) : Optional.empty();
    return new RaftDurable(term, vote, next(disk.log(), Math.max(1, term), random));
  }

  private static Log next(Log log, int term, Random random) {
    int start = log.snapshot().index();
    int entries = log.lastIndex() - start;
    return switch (random.nextInt(8)) {
      case 0 -> log.upTo(start + random.nextInt(entries + 1));
      case 1 -> log.compacted(start + random.nextInt(entries + 1));
      case 2 -> log.installed(new Snapshot(start + random.nextInt(9), term, 7));
      default -> longer(log, term, random);
    };
  }

  private static Log longer(Log log, int term, Random random) {
    Log longer = log;
    for (int i = random.nextInt(4); i > 0; i--) {
      longer = longer.append(new Entry(term, value(random)));
    }
    return longer;
  }

  private static Optional<Command> value(Random random) {
    return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new Command(random.nextInt()));
  }

  @Property(seed = "1", tries = 300)
  void aDifferenceMakesTheLaterStateOfTheEarlier(@ForAll long seed) {
    Random random = new Random(seed);
    RaftDurable state = FORMAT.blank();
    for (int i = 0; i < 50; i++) {
      RaftDurable next = next(state, random);
      byte[] difference = FORMAT.difference(state, next);
      assertThat(FORMAT.apply(state, ByteBuffer.wrap(difference))).isEqualTo(next);
      state = next;
    }
  }

  @Property(seed = "1", tries = 300)
  void aCrashLeavesAStateThatWasWrittenAndNoneBeforeTheLastThatWasSynced(@ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    FaultyVolume volume = new FaultyVolume();
    DurableStore<RaftDurable> store = DurableStore.open(volume, FORMAT);
    List<RaftDurable> possible = new ArrayList<>(List.of(store.state()));
    for (int i = 0; i < 200; i++) {
      int what = random.nextInt(10);
      if (what == 0) {
        volume.crash(random);
        store = DurableStore.open(volume, FORMAT);
        assertThat(store.state()).isIn(possible);
        possible = new ArrayList<>(List.of(store.state()));
      } else if (what < 4) {
        store.sync();
        possible = new ArrayList<>(List.of(store.state()));
      } else {
        RaftDurable next = next(store.state(), random);
        store.write(next);
        possible.add(next);
      }
    }
  }

  @Property(seed = "1", tries = 1_000)
  void whatRotsOrGoesAstrayIsNoticedOrHasDoneNoHarm(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    FaultyVolume volume = new FaultyVolume();
    DurableStore<RaftDurable> store = DurableStore.open(volume, FORMAT);
    for (int i = 0; i < 20; i++) {
      store.write(next(store.state(), random));
      store.sync();
    }
    RaftDurable promised = store.state();
    if (random.nextBoolean()) {
      volume.rot(random);
    } else {
      volume.misdirect(1 + random.nextInt(100), random);
    }
    try {
      assertThat(DurableStore.open(volume, FORMAT).state()).isEqualTo(promised);
    } catch (CorruptJournalException noticed) {
      assertThat(noticed).hasMessageStartingWith("journal-0000000");
    }
  }
}
