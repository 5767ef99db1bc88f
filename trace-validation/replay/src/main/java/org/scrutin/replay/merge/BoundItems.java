package org.scrutin.replay.merge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.scrutin.replay.Causes;
import org.scrutin.replay.LineSource;
import org.scrutin.replay.LogOrder;
import org.scrutin.replay.TraceLine;

/** Lines of another format, of which a binding says where they belong. */
final class BoundItems implements ItemReader {

  private static final Causes IN_ITS_PLACE = Causes.none("the system");

  private final String name;
  private final LogOrder order;
  private final boolean alone;

  /**
   * @param name of the file, for messages
   * @param alone whether this is all of the run, and in its order
   */
  BoundItems(String name, LogOrder order, boolean alone) {
    this.name = name;
    this.order = order;
    this.alone = alone;
  }

  @Override
  public Optional<Item> read(byte[] line, int number) {
    try {
      return order.line(line, number).map(read -> item(read, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Item item(TraceLine read, byte[] line) {
    String place = name + ":" + read.line();
    if (read instanceof TraceLine.Free event) {
      Causes causes = alone ? IN_ITS_PLACE : order.causes(event);
      return new Item.Step(place, line, event.number(), Optional.empty(), causes);
    }
    return new Item.Note(place, line, ((TraceLine.Note) read).note());
  }

  @Override
  public boolean hasHeaders() {
    return false;
  }

  @Override
  public boolean mayNameMessages(LineSource line) {
    return order.namesMessages();
  }
}
