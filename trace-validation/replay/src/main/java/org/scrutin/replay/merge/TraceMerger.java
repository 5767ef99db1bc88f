package org.scrutin.replay.merge;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.scrutin.replay.JsonLines;
import org.scrutin.replay.LineSource;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceValidator;

/**
 * Merges the traces of several nodes as they are read: steps of a node in its order, each receipt
 * after its send, each step after what its vector clock has seen; among those that may come, the
 * earliest by time, or where messages have no ids, by Lamport clock. Events are numbered anew.
 * Memory: the ids of the messages, and one line a node. Not thread-safe.
 */
public final class TraceMerger implements Closeable {

  private final List<NodeTrace> nodes;
  private final Survey survey;
  private final Patience patience;
  private final List<String> remarks;
  private final Past past;
  private Optional<Item.Header> header = Optional.empty();

  /** Whether the first line has passed that must come before all others, if there is one. */
  private boolean begun;

  /** A step that its clock has put before one of an earlier time. */
  private Optional<String> againstTime = Optional.empty();

  private long seen;
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

  private TraceMerger(
      List<NodeTrace> nodes, Survey survey, Patience patience, List<String> remarks) {
    this.nodes = nodes;
    this.survey = survey;
    this.patience = patience;
    this.remarks = remarks;
    this.begun = nodes.stream().noneMatch(NodeTrace::hasHeaders);
    this.past = new Past(!begun);
    if (patience == Patience.NONE) {
      nodes.forEach(NodeTrace::complete);
    }
    survey.look();
  }

  /**
   * Merges files; several of one node are its lives, in the order in which they are given.
   *
   * @param patience {@link Patience#NONE}, or how long to wait for what a running system appends
   * @throws TraceException in one line, if one cannot be opened
   */
  public static TraceMerger of(List<Path> files, Patience patience) {
    return of(files, patience, ItemParser::new);
  }

  /**
   * Merges logs of another format, of which a binding says what their lines depend on; several of
   * one node are parts of its log, in the order in which they are given.
   *
   * @param binding a validator that was loaded with a binding, and may judge what is merged
   * @throws TraceException in one line, if one cannot be opened
   */
  public static TraceMerger of(List<Path> files, Patience patience, TraceValidator binding) {
    boolean alone = files.size() == 1;
    return of(files, patience, name -> new BoundItems(name, binding.order(name), alone));
  }

  private static TraceMerger of(
      List<Path> files, Patience patience, Function<String, ItemReader> readers) {
    boolean growing = patience != Patience.NONE;
    boolean alone = files.size() == 1;
    List<String> remarks = new ArrayList<>();
    List<NodeTrace> nodes = new ArrayList<>();
    Map<LineSource, ItemReader> surveyed = new LinkedHashMap<>();
    requireDifferent(files);
    for (Path file : files) {
      String name = file.toString();
      Optional<SameFile> same = growing ? Optional.of(LogFiles.same(file)) : Optional.empty();
      Lines lines = new Lines(open(file, growing), name, same);
      nodes.add(new NodeTrace(lines, readers.apply(name), name, alone, remarks));
      if (!alone) {
        surveyed.put(new LineSource(open(file, growing), name), readers.apply(name));
      }
    }
    return new TraceMerger(nodes, new Survey(surveyed, growing), patience, remarks);
  }

  private static InputStream open(Path file, boolean growing) {
    return growing ? LogFiles.growing(file) : JsonLines.stream(file);
  }

  /** A single trace from a stream, such as the standard input, which ends where the stream ends. */
  public static TraceMerger of(InputStream in, String name) {
    return of(in, name, new ItemParser(name));
  }

  /** A single log of another format from a stream. */
  public static TraceMerger of(InputStream in, String name, TraceValidator binding) {
    return of(in, name, new BoundItems(name, binding.order(name), true));
  }

  private static TraceMerger of(InputStream in, String name, ItemReader reader) {
    List<String> remarks = new ArrayList<>();
    Lines lines = new Lines(in, name, Optional.empty());
    NodeTrace node = new NodeTrace(lines, reader, name, true, remarks);
    return new TraceMerger(List.of(node), new Survey(Map.of(), false), Patience.NONE, remarks);
  }

  private static void requireDifferent(List<Path> files) {
    for (int i = 0; i < files.size(); i++) {
      for (Path other : files.subList(0, i)) {
        if (isSame(files.get(i), other)) {
          throw new TraceException(files.get(i) + ": given twice; name each trace once");
        }
      }
    }
  }

  private static boolean isSame(Path file, Path other) {
    try {
      return Files.isSameFile(file, other);
    } catch (IOException e) {
      return false; // What cannot be found cannot be opened, and is told there.
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
      Optional<Line> line = passOn();
      if (line.isPresent()) {
        return line;
      }
      Known known = load();
      if (known == Known.MORE) {
        continue;
      }
      Optional<NodeTrace> first = isHeldUp() ? Optional.empty() : first(isByTime());
      if (first.isPresent() && (known == Known.ALL || isEarliest(first.get()))) {
        return Optional.of(step(first.get()));
      }
      if (known == Known.ALL && !isHeldUp()) {
        return stop();
      }
      await();
    }
    return Optional.empty();
  }

  /** Waits for more to be written, if there is patience left; else what is there is all. */
  private void await() {
    nodes.forEach(NodeTrace::requireSameFile);
    long written = nodes.stream().mapToLong(NodeTrace::written).sum();
    if (written != seen) {
      patience.progress();
      seen = written;
    }
    if (!patience.awaitMore()) {
      nodes.forEach(NodeTrace::complete);
      survey.lookToTheEnd();
    }
  }

  /**
   * Whether it cannot be told yet which step is next: that depends on whether messages have ids,
   * and none has passed so far.
   */
  private boolean isHeldUp() {
    if (survey.isOpen() && isUnclear()) {
      survey.look();
      return survey.isOpen();
    }
    return false;
  }

  private boolean isUnclear() {
    Optional<NodeTrace> first = first(false);
    return (isTimed() && !first.equals(first(true)))
        || first.flatMap(node -> past.unordered((Item.Step) node.head().orElseThrow())).isPresent();
  }

  /**
   * Whether the first step that is known is the first that there is, though nodes are silent:
   * messages order it, and who wrote an earlier one has had the time to.
   */
  private boolean isEarliest(NodeTrace node) {
    boolean isTimed =
        node.head().orElseThrow() instanceof Item.Step step && step.causes().time().isPresent();
    return survey.messagesHaveIds() && (!isTimed || node.isSettled(patience));
  }

  /** Of which nodes the next step is known. */
  private enum Known {
    ALL,
    SOME,
    /** There is something else to pass on first. */
    MORE
  }

  private Known load() {
    boolean all = true;
    boolean some = false;
    for (NodeTrace node : nodes) {
      Optional<Item> head = node.head();
      if (head.isPresent() && !isHeldBack(head.get())) {
        return Known.MORE;
      }
      some |= head.isPresent();
      all &= head.isPresent() || node.isAtRest();
    }
    if (!some && all) {
      nodes.forEach(NodeTrace::complete);
    }
    return all ? Known.ALL : Known.SOME;
  }

  /** Steps wait for each other, and all wait for the first header. */
  private boolean isHeldBack(Item item) {
    return item instanceof Item.Step || (item instanceof Item.Note && !begun);
  }

  /** Headers and notes wait for nothing; all headers but the first are left out. */
  private Optional<Line> passOn() {
    for (NodeTrace node : nodes) {
      while (node.head().orElse(null) instanceof Item.Header found) {
        node.take();
        if (header.isEmpty()) {
          header = Optional.of(found);
          begun = true;
          return Optional.of(
              new Line(withEnd(found.line().getBytes(StandardCharsets.UTF_8)), found.place()));
        }
        requireSame(header.get(), found);
      }
      if (node.head().orElse(null) instanceof Item.Note note && begun) {
        node.take();
        return Optional.of(new Line(withEnd(note.line()), note.place()));
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
   * elected another. By time where all have one and ids keep cause before effect; else, and at one
   * time, by clock.
   */
  private Optional<NodeTrace> first(boolean byTime) {
    Optional<NodeTrace> best = Optional.empty();
    BigDecimal earliest = BigDecimal.ZERO;
    long least = 0;
    for (NodeTrace node : nodes) {
      if (node.head().orElse(null) instanceof Item.Step step) {
        BigDecimal time = byTime ? step.causes().time().orElseThrow() : BigDecimal.ZERO;
        long key = NodeTrace.key(step);
        int order = best.isEmpty() ? -1 : time.compareTo(earliest);
        boolean earlier = order < 0 || (order == 0 && key < least);
        if (earlier && isReady(node, step)) {
          best = Optional.of(node);
          earliest = time;
          least = key;
        }
      }
    }
    return best;
  }

  private boolean isByTime() {
    return survey.messagesHaveIds() && isTimed();
  }

  private boolean isTimed() {
    return nodes.stream()
        .flatMap(node -> node.head().stream())
        .allMatch(item -> item instanceof Item.Step step && step.causes().time().isPresent());
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
    return past.has(need) || (need instanceof Need.Count count && isPassed(count));
  }

  /**
   * A log may lack steps that the clock counts: they are past when all left on the node count more.
   */
  private boolean isPassed(Need.Count count) {
    boolean some = false;
    for (NodeTrace node : nodes) {
      if (node.node().filter(at -> String.valueOf(at).equals(count.node())).isPresent()) {
        Optional<Item> head = node.head();
        boolean isLater =
            head.orElse(null) instanceof Item.Step step && step.causes().own() > count.steps();
        if (!isLater && (head.isPresent() || !node.isAtRest())) {
          return false;
        }
        some |= isLater;
      }
    }
    return some;
  }

  /** A file given before, of the same node, which is not at its end. */
  private Optional<NodeTrace> earlierLife(NodeTrace node, Item.Step step) {
    for (NodeTrace other : nodes) {
      if (other == node) {
        return Optional.empty();
      }
      if (other.node().filter(step.at()::equals).isPresent()) {
        other.complete(); // Whoever lives again writes no more to the file of an earlier life.
        if (other.head().isPresent()) {
          return Optional.of(other);
        }
      }
    }
    return Optional.empty();
  }

  private Line step(NodeTrace node) {
    Item.Step step = (Item.Step) node.head().orElseThrow();
    if (!isAlone()) {
      requireIdsFromTheBeginning(node, step);
      requireOrder(step);
    }
    node.take();
    past.add(step, isAlone());
    return new Line(renumbered(step), step.place());
  }

  /** Where ids come late, a running system's steps may have been put in order without them. */
  private void requireIdsFromTheBeginning(NodeTrace node, Item.Step step) {
    if (step.causes().hasIds() && !survey.messagesHaveIds()) {
      if (againstTime.isPresent()) {
        throw new TraceException(
            step.place()
                + ": messages have ids from here on, and "
                + againstTime.get()
                + " was put before others by its clock, and against their time; merge the traces"
                + " when the run is over");
      }
      survey.found();
    } else if (!survey.messagesHaveIds() && isTimed() && !first(true).equals(Optional.of(node))) {
      againstTime = Optional.of(step.place());
    }
  }

  private void requireOrder(Item.Step step) {
    Optional<String> unordered = survey.messagesHaveIds() ? Optional.empty() : past.unordered(step);
    if (unordered.isPresent()) {
      throw new TraceException(step.place() + ": " + unordered.get());
    }
    past.requireRising(step);
  }

  private byte[] renumbered(Item.Step step) {
    return step.numbered().map(number -> renumbered(step, number)).orElse(withEnd(step.line()));
  }

  private byte[] renumbered(Item.Step step, Item.Span number) {
    written++;
    ByteArrayOutputStream out = new ByteArrayOutputStream(step.line().length + 32);
    out.write(step.line(), 0, number.from());
    out.writeBytes(Long.toString(written).getBytes(StandardCharsets.US_ASCII));
    if (step.causes().clock().isEmpty()) {
      // The place in the order is a Lamport clock.
      out.writeBytes((",\"clock\":" + written).getBytes(StandardCharsets.US_ASCII));
    }
    out.write(step.line(), number.to(), step.line().length - number.to());
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
    Deadlock deadlock = new Deadlock(nodes, this::isMet);
    long steps = deadlock.steps();
    if (steps == 0) {
      return Optional.empty();
    }
    complete = false;
    String missing = deadlock.explain();
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
    survey.close();
  }
}
