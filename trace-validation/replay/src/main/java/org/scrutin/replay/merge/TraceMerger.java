package org.scrutin.replay.merge;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.TraceException;

/**
 * Merges the traces of several nodes as they are read: steps of a node in its order, each receipt
 * after its send, each step after what its vector clock has seen; among those that may come, the
 * earliest by time, or where messages have no ids, by Lamport clock. Events are numbered anew.
 * Memory: the ids of the messages, and one line a node. Not thread-safe.
 */
public final class TraceMerger implements Closeable {

  private final List<NodeTrace> nodes = new ArrayList<>();
  private final Patience patience;
  private final List<String> remarks = new ArrayList<>();
  private final LongSet sent = new LongSet();
  private final Map<String, Long> counted = new HashMap<>();
  private final Map<Object, Long> clocks = new HashMap<>();
  private Optional<Item.Header> header = Optional.empty();
  private boolean messagesHaveIds;
  private boolean complete = true;
  private boolean over;
  private long written;

  /**
   * A line of the merged trace.
   *
   * @param text the line with its end
   * @param origin file:line from which it comes
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, and never compared.
  public record Line(byte[] text, String origin) {}

  private TraceMerger(Map<String, InputStream> traces, Patience patience) {
    this.patience = patience;
    traces.forEach(
        (name, in) ->
            nodes.add(new NodeTrace(new Lines(in, name), name, traces.size() == 1, remarks)));
  }

  /**
   * Merges files; several of one node are its lives, in the order in which they are given.
   *
   * @param patience {@link Patience#NONE}, or how long to wait for what a running system appends
   * @throws TraceException in one line, if one cannot be opened
   */
  public static TraceMerger of(List<Path> files, Patience patience) {
    Map<String, InputStream> traces = new LinkedHashMap<>();
    for (Path file : files) {
      if (traces.put(file.toString(), open(file)) != null) {
        throw new TraceException(file + ": given twice; name each trace once");
      }
    }
    return new TraceMerger(traces, patience);
  }

  /** A single trace from a stream, such as the standard input, which ends where the stream ends. */
  public static TraceMerger of(InputStream in, String name) {
    return new TraceMerger(Map.of(name, in), Patience.NONE);
  }

  private static InputStream open(Path file) {
    if (Files.isDirectory(file)) {
      throw new TraceException(file + ": this is a folder; name a trace in it");
    }
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new TraceException(file + ": no such file");
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be opened; may you read it? (" + e + ")");
    }
  }

  /**
   * What was passed over so far, a line each: ends of lives that were cut off, missing messages.
   */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** Whether all steps are in the merged trace: none depends on what no trace has. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * The next line, the header first; nothing at the end.
   *
   * @throws TraceException in one line, if what is read is no trace
   * @throws CausalityException if no order fits
   */
  public Optional<Line> next() {
    while (!over) {
      boolean allKnown = load();
      Optional<Line> line = passOn();
      if (line.isPresent()) {
        patience.progress();
        return line;
      }
      Optional<NodeTrace> first = first();
      if (first.isPresent() && (allKnown || isEarliest(first.get()))) {
        patience.progress();
        return Optional.of(step(first.get()));
      }
      if (!allKnown) {
        if (!patience.awaitMore()) {
          nodes.forEach(NodeTrace::complete);
        }
      } else {
        return stop();
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the first step that is known is the first that there is, though nodes are silent:
   * messages order it, and who wrote an earlier one has had the time to.
   */
  private boolean isEarliest(NodeTrace node) {
    boolean isTimed =
        node.head().orElseThrow() instanceof Item.Step step && step.time().isPresent();
    return messagesHaveIds && (!isTimed || node.isSettled(patience));
  }

  /** Looks for the next item of each node; returns whether it is known of all of them. */
  private boolean load() {
    boolean all = true;
    boolean some = false;
    for (NodeTrace node : nodes) {
      boolean present = node.head().isPresent();
      some |= present;
      all &= present || node.isAtRest();
    }
    if (!some && all) {
      nodes.forEach(NodeTrace::complete);
    }
    return all;
  }

  /** Headers and notes wait for nothing. */
  private Optional<Line> passOn() {
    for (NodeTrace node : nodes) {
      Item item = node.head().orElse(null);
      if (item instanceof Item.Note note && header.isPresent()) {
        node.take();
        return Optional.of(new Line(withEnd(note.line()), note.place()));
      }
      if (item instanceof Item.Header found) {
        node.take();
        if (header.isEmpty()) {
          header = Optional.of(found);
          return Optional.of(
              new Line(withEnd(found.line().getBytes(StandardCharsets.UTF_8)), found.place()));
        }
        requireSame(header.get(), found);
        return passOn();
      }
    }
    return Optional.empty();
  }

  private static void requireSame(Item.Header first, Item.Header other) {
    if (!first.judge().equals(other.judge())) {
      throw new TraceException(
          other.place()
              + ": "
              + other.judge()
              + " is not of one run with "
              + first.place()
              + ", "
              + first.judge());
    }
  }

  /**
   * Among the steps that wait for nothing, the earliest. A lease rests on time, which no message
   * tells: a leader that is cut off may read by its lease after, by its Lamport clock, others have
   * elected another. By time where all have one and ids keep cause before effect; else by clock.
   */
  private Optional<NodeTrace> first() {
    boolean byTime =
        messagesHaveIds
            && nodes.stream()
                .flatMap(node -> node.head().stream())
                .allMatch(item -> item instanceof Item.Step step && step.time().isPresent());
    Optional<NodeTrace> best = Optional.empty();
    long least = Long.MAX_VALUE;
    for (NodeTrace node : nodes) {
      if (node.head().orElse(null) instanceof Item.Step step) {
        long key = byTime ? step.time().getAsLong() : NodeTrace.key(step);
        if (key < least && isReady(node, step)) {
          best = Optional.of(node);
          least = key;
        }
      }
    }
    return best;
  }

  private boolean isReady(NodeTrace node, Item.Step step) {
    return isAlone()
        || (earlierLife(node, step).isEmpty() && Need.of(step).stream().allMatch(this::isMet));
  }

  /** One trace is in its order already. */
  private boolean isAlone() {
    return nodes.size() == 1;
  }

  private boolean isMet(Need need) {
    if (need instanceof Need.Message message) {
      return sent.contains(message.id());
    }
    Need.Count count = (Need.Count) need;
    return counted.getOrDefault(count.node(), 0L) >= count.steps();
  }

  /** A file given before, of the same node, which is not at its end. */
  private Optional<NodeTrace> earlierLife(NodeTrace node, Item.Step step) {
    for (NodeTrace other : nodes) {
      if (other == node) {
        return Optional.empty();
      }
      boolean same = other.node().filter(step.at()::equals).isPresent();
      if (same && other.head().isPresent()) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private Line step(NodeTrace node) {
    Item.Step step = (Item.Step) node.head().orElseThrow();
    node.take();
    messagesHaveIds |= step.received().isPresent() || !step.sent().isEmpty();
    for (long id : step.sent()) {
      if (!sent.add(id) && !isAlone()) {
        throw new TraceException(
            step.place()
                + ": message "
                + id
                + " is sent a second time; ids must differ between nodes and between their lives");
      }
    }
    Long before = clocks.put(step.at(), NodeTrace.key(step));
    boolean back = before != null && NodeTrace.key(step) <= before;
    if (back && !isAlone() && !messagesHaveIds && step.vector().isEmpty()) {
      throw new TraceException(
          step.place()
              + ": the clock of "
              + step.at()
              + " goes back from "
              + before
              + " and messages have no ids: nothing orders the nodes; keep the clock over restarts,"
              + " or log ids");
    }
    counted.put(String.valueOf(step.at()), step.own());
    return new Line(renumbered(step), step.place());
  }

  private byte[] renumbered(Item.Step step) {
    written++;
    ByteArrayOutputStream out = new ByteArrayOutputStream(step.line().length + 32);
    out.write(step.line(), 0, step.numberFrom());
    out.writeBytes(Long.toString(written).getBytes(StandardCharsets.US_ASCII));
    if (step.clock().isEmpty()) {
      // The place in the order is a Lamport clock.
      out.writeBytes((",\"clock\":" + written).getBytes(StandardCharsets.US_ASCII));
    }
    out.write(step.line(), step.numberTo(), step.line().length - step.numberTo());
    out.write('\n');
    return out.toByteArray();
  }

  private static byte[] withEnd(byte[] line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + 1);
    out.writeBytes(line);
    out.write('\n');
    return out.toByteArray();
  }

  /** Nothing can come any more: all is told, or what is left waits for what is nowhere, or ever. */
  private Optional<Line> stop() {
    over = true;
    nodes.forEach(NodeTrace::complete);
    List<List<Item.Step>> left = nodes.stream().map(NodeTrace::rest).toList();
    long steps = left.stream().mapToLong(List::size).sum();
    if (steps == 0) {
      return Optional.empty();
    }
    complete = false;
    String missing = new Deadlock(left, this::isMet).explain();
    remarks.add(missing + "; " + steps + " steps that may depend on it are left out");
    byte[] note =
        "{\"note\":\"dropped\",\"events\":%d}%n"
            .formatted(steps)
            .getBytes(StandardCharsets.US_ASCII);
    return Optional.of(new Line(note, missing.substring(0, missing.indexOf(' '))));
  }

  @Override
  public void close() throws IOException {
    for (NodeTrace node : nodes) {
      node.close();
    }
  }
}
