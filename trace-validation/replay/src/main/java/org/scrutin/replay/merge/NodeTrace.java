package org.scrutin.replay.merge;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.scrutin.replay.TraceException;

/** The trace of one node, with all its lives, in the order in which they happened. */
final class NodeTrace implements Closeable {

  private final String name;
  private final Lines lines;
  private final ItemReader reader;
  private final List<String> remarks;
  private final boolean alone;

  /** A whole line that is no JSON: the end of a life, if a header follows. */
  private Optional<String> torn = Optional.empty();

  /** Whether there was a header, where there must be one. */
  private boolean begun;

  private boolean complete;
  private boolean ended;
  private boolean atRest;
  private long events;
  private long clock;

  /** So much of the file was written before that moment. */
  private long knownTo;

  private long knownAt;

  private Optional<Object> node = Optional.empty();
  private Optional<Item> head = Optional.empty();

  /**
   * @param reader reads the lines
   * @param alone whether this is all of the run, and so may have steps of several nodes
   * @param remarks where to say what is passed over
   */
  NodeTrace(Lines lines, ItemReader reader, String name, boolean alone, List<String> remarks) {
    this.lines = lines;
    this.reader = reader;
    this.begun = !reader.hasHeaders();
    this.name = name;
    this.alone = alone;
    this.remarks = remarks;
  }

  boolean hasHeaders() {
    return reader.hasHeaders();
  }

  /** The next item, if one is there by now. */
  Optional<Item> head() {
    while (head.isEmpty() && !ended) {
      Optional<byte[]> line = lines.poll();
      if (line.isPresent()) {
        read(line.get());
      } else if (!complete) {
        return Optional.empty();
      } else if (!readLast()) {
        end();
      }
    }
    return head;
  }

  void take() {
    head = Optional.empty();
  }

  /** The file grows no more: once it is read, that is all. */
  void complete() {
    complete = true;
  }

  /** The last line may lack nothing but its end. */
  private boolean readLast() {
    Optional<byte[]> last = lines.last();
    if (last.isEmpty()) {
      return false;
    }
    Optional<Item> item = isBlank(last.get()) ? Optional.empty() : item(last.get());
    if (item.isEmpty()) {
      remarks.add(cutOff(lines.number(), last.get().length));
      return false;
    }
    read(item.get());
    return true;
  }

  private void end() {
    ended = true;
    torn.ifPresent(
        place -> {
          throw broken(place);
        });
    if (!begun) {
      throw new TraceException(name + ":1: the trace is empty; its first line must be a header");
    }
    if (node.isEmpty() && !reader.hasHeaders() && !alone) {
      remarks.add(name + ": has no event; is it the log of a node of this run?");
    }
  }

  /** Whether nobody has to wait for more: the node has ended its trace itself. */
  boolean isAtRest() {
    return ended || (atRest && lines.rest() == 0);
  }

  /** How many bytes were written by now, at least. */
  long written() {
    return lines.length();
  }

  /**
   * @throws TraceException in one line, if the file that is read is not the one of that name any
   *     more, or has become shorter
   */
  void requireSameFile() {
    lines.requireSameFile();
  }

  /** Whether what other nodes wrote before the next item of this one is in their files by now. */
  boolean isSettled(Patience patience) {
    if (lines.at() > knownTo) {
      knownTo = lines.length();
      knownAt = patience.mark();
    }
    return patience.isPast(knownAt);
  }

  /** The node of the steps, once there was one. */
  Optional<Object> node() {
    return node;
  }

  /** Steps with smaller keys come first, if nothing else decides. */
  static long key(Item.Step step) {
    return step.causes().clock().orElse(step.number());
  }

  private void read(byte[] line) {
    if (isBlank(line)) {
      return;
    }
    Optional<Item> item = item(line);
    if (item.isPresent()) {
      read(item.get());
      return;
    }
    torn.ifPresent(
        before -> {
          throw broken(before);
        });
    torn = Optional.of(name + ":" + lines.number());
  }

  private Optional<Item> item(byte[] line) {
    return reader.read(line, lines.number());
  }

  private void read(Item item) {
    boolean isHeader = item instanceof Item.Header;
    if (torn.isPresent() && !isHeader) {
      throw broken(torn.get());
    }
    torn.ifPresent(before -> remarks.add(before + ": cut off; the node's next life follows"));
    torn = Optional.empty();
    if (!begun && !isHeader) {
      throw new TraceException(
          item.place() + ": the first line must be a header with \"scrutin\":1");
    }
    atRest = item instanceof Item.Note note && note.note().equals("end");
    if (isHeader) {
      begun = true;
      events = 0;
      clock = 0;
    } else if (item instanceof Item.Step step) {
      follow(step);
    }
    head = Optional.of(item);
  }

  private void follow(Item.Step step) {
    if (step.number() != events + 1) {
      throw new TraceException(
          step.place()
              + ": event "
              + step.number()
              + " stands where event "
              + (events + 1)
              + " is due; \"n\" must count 1, 2, 3, … without a gap");
    }
    events++;
    long now = key(step);
    if (!alone && reader.hasHeaders() && now <= clock) {
      throw new TraceException(
          step.place()
              + ": the clock is "
              + now
              + " after "
              + clock
              + "; a node's clock rises with each step");
    }
    clock = now;
    if (!alone && node.isPresent() && !node.get().equals(step.at())) {
      throw new TraceException(
          step.place()
              + ": a step at "
              + step.at()
              + " in the trace of "
              + node.get()
              + "; give each node a file of its own");
    }
    node = Optional.of(step.at());
  }

  /** The next step, whatever else stands before it. */
  Optional<Item.Step> nextStep() {
    for (Optional<Item> item = head(); item.isPresent(); item = head()) {
      if (item.get() instanceof Item.Step step) {
        return Optional.of(step);
      }
      take();
    }
    return Optional.empty();
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private String cutOff(int line, int bytes) {
    return name + ":" + line + ": cut off after " + bytes + " bytes";
  }

  private static TraceException broken(String place) {
    return new TraceException(place + ": not JSON; each line must be one JSON object");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
