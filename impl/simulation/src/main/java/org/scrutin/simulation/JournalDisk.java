package org.scrutin.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.scrutin.storage.CorruptJournalException;
import org.scrutin.storage.DurableFormat;
import org.scrutin.storage.DurableStore;
import org.scrutin.storage.FaultyVolume;

/**
 * A disk that is damaged in all the ways that {@link FaultyVolume} knows, and on it the journal of
 * real nodes. Whatever the journal gives back is compared with what it should be: a damage that it
 * takes for data is a defect, and ends the run.
 */
final class JournalDisk<D> implements Disk<D> {

  /** Of the records of most journals. */
  private static final int RECORD_BYTES = 64;

  private final FaultyVolume volume = new FaultyVolume();
  private final DurableFormat<D> format;
  private DurableStore<D> store;
  private D contents;
  private Optional<String> damage = Optional.empty();

  JournalDisk(DurableFormat<D> format) {
    this.format = format;
    this.store = open();
    this.contents = store.state();
  }

  private DurableStore<D> open() {
    try {
      return DurableStore.open(volume, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public D contents() {
    return contents;
  }

  @Override
  public void flush(D state) {
    try {
      store.write(state);
      store.sync();
      contents = state;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all that was to be written, once more the last, and lets the disk have some of it. */
  @Override
  public void crash(List<D> possible, Random random) {
    try {
      for (D more : possible.subList(1, possible.size())) {
        store.write(more);
      }
      store.write(store.state());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    volume.crash(random);
    contents = possible.get(0);
    if (load() && !possible.contains(contents)) {
      throw new AssertionError("after a crash a journal has " + contents + ", not of " + possible);
    }
  }

  /** A bit changes. */
  boolean rot(Random random) {
    return volume.rot(random);
  }

  /** Some bytes are written to the wrong place. */
  boolean misdirect(Random random) {
    return volume.misdirect(1 + random.nextInt(RECORD_BYTES), random);
  }

  @Override
  public boolean opens() {
    D promised = contents;
    boolean loaded = load();
    if (!contents.equals(promised)) {
      throw new AssertionError(
          "a journal did not notice its damage: " + contents + ", not " + promised);
    }
    return loaded;
  }

  private boolean load() {
    try {
      store = open();
    } catch (CorruptJournalException e) {
      damage = Optional.of(e.getMessage());
      return false;
    }
    contents = store.state();
    return true;
  }

  /** Why the node cannot come back. */
  Optional<String> damage() {
    return damage;
  }
}
