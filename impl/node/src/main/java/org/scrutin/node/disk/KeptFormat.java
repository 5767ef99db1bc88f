package org.scrutin.node.disk;

import java.nio.ByteBuffer;
import org.scrutin.storage.DurableFormat;

/** Four numbers of eight bytes, and then what the protocol's own format writes. */
record KeptFormat<D>(DurableFormat<D> inner) implements DurableFormat<Kept<D>> {

  private static final int NUMBERS_BYTES = 4 * Long.BYTES;

  @Override
  public Kept<D> blank() {
    return new Kept<>(inner.blank(), 0, 0, 0, 0);
  }

  @Override
  public byte[] difference(Kept<D> before, Kept<D> after) {
    byte[] rest = inner.difference(before.durable(), after.durable());
    return ByteBuffer.allocate(NUMBERS_BYTES + rest.length)
        .putLong(after.clock())
        .putLong(after.messages())
        .putLong(after.traceBytes())
        .putLong(after.traceEvents())
        .put(rest)
        .array();
  }

  @Override
  public Kept<D> apply(Kept<D> before, ByteBuffer in) {
    long clock = in.getLong();
    long messages = in.getLong();
    long traceBytes = in.getLong();
    long traceEvents = in.getLong();
    return new Kept<>(inner.apply(before.durable(), in), clock, messages, traceBytes, traceEvents);
  }
}
