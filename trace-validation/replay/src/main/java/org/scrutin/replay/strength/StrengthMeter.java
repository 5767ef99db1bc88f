package org.scrutin.replay.strength;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.LineSource;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;

/**
 * Damages conforming traces and counts what replay notices. The same traces and the same seed give
 * the same damages. Not thread-safe.
 */
public final class StrengthMeter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Options options;
  private final int samples;
  private final int events;
  private final Random random;
  private final Map<Key, Count> counts = new TreeMap<>();

  /** Kinds of events that are not among those used, and the place of the first in its trace. */
  private final SortedMap<String, Integer> late = new TreeMap<>();

  private record Key(String damage, String action, String field) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return (action + '\0' + damage + '\0' + field)
          .compareTo(other.action + '\0' + other.damage + '\0' + other.field);
    }
  }

  private static final class Count {
    private int tried;
    private int noticed;
    private String missed = "";
  }

  /**
   * @param samples how often each kind of damage is tried on each action and field of a trace, at
   *     least 1
   * @param events so much of each trace is used, from its start, at least 2
   */
  public StrengthMeter(Options options, int samples, int events, long seed) {
    if (samples < 1 || events < 2) {
      throw new IllegalArgumentException("at least 1 sample and 2 events are needed");
    }
    this.options = options;
    this.samples = samples;
    this.events = events;
    this.random = new Random(seed);
  }

  /**
   * Damages a trace.
   *
   * @param text the trace
   * @param name what messages call it
   * @throws TraceException in one line, if it does not conform as it is: it shows nothing then
   */
  public void measure(TraceValidator validator, byte[] text, String name) {
    Verdict whole = validate(validator, text, name);
    requireConforming(whole, name + ": it does not conform as it is");
    List<String> lines = LineSource.cut(text, name);
    Judge judge = new Judge(damaged -> validate(validator, lines.get(0), damaged, name), false);
    measure(
        judge,
        lines.subList(1, lines.size()),
        new Form.Ours(Set.copyOf(whole.stats().unread())),
        name);
  }

  /**
   * Damages somebody else's log. Fields that the binding never reads are not altered.
   *
   * @param validator one with a binding
   * @param text the log
   * @param name what messages call it
   * @return the fields that the binding never reads
   * @throws TraceException in one line, if it does not conform as it is: it shows nothing then
   */
  public Set<String> measureBound(TraceValidator validator, byte[] text, String name) {
    Verdict whole = validate(validator, text, name);
    requireConforming(whole, name + ": it does not conform as it is");
    Judge judge = new Judge(damaged -> validate(validator, damaged, name), true);
    Set<String> unread = Set.copyOf(whole.stats().unread());
    measure(judge, LineSource.cut(text, name), new Form.Free(unread), name);
    return unread;
  }

  /**
   * Judges a trace.
   *
   * @param tells whether it also tells which lines are events
   */
  private record Judge(Function<List<ObjectNode>, Verdict> replay, boolean tells) {

    Verdict judge(List<ObjectNode> events) {
      return replay.apply(events);
    }

    boolean isEvent(ObjectNode line) {
      try {
        return !tells || judge(List.of(line)).stats().notes() == 0;
      } catch (TraceException | SpecException e) {
        return true; // It was taken for one.
      }
    }
  }

  private static void requireConforming(Verdict verdict, String what) {
    if (!(verdict instanceof Verdict.Conforms)) {
      String why =
          verdict instanceof Verdict.Rejected rejected
              ? rejected.rejection().summary()
              : ((Verdict.Undecided) verdict).reason();
      throw new TraceException(what + " (" + why + "); damage traces that do");
    }
  }

  private void measure(Judge judge, List<String> lines, Form form, String name) {
    List<ObjectNode> trace = used(judge, lines, form);
    requireConforming(
        judge.judge(trace),
        name + ": its first " + trace.size() + " events do not conform without the others");
    for (Map.Entry<Key, List<Damage>> cell : damages(trace, form).entrySet()) {
      List<Damage> all = cell.getValue();
      Collections.shuffle(all, random);
      Count count = counts.computeIfAbsent(cell.getKey(), key -> new Count());
      int tried = 0;
      for (Damage damage : all) {
        Optional<List<ObjectNode>> damaged = damage.of(trace);
        if (tried < samples && damaged.isPresent() && !drops(judge, damage, damaged.get())) {
          tried++;
          count(count, damage, trace, notices(judge, damaged.get()), name);
        }
      }
    }
  }

  /** Whether an alteration makes the line none of the events: that is counted as a dropped one. */
  private static boolean drops(Judge judge, Damage damage, List<ObjectNode> damaged) {
    return damage instanceof Damage.Alter alter && !judge.isEvent(damaged.get(alter.index()));
  }

  /** What has been counted so far. */
  public Strength strength() {
    return new Strength(
        counts.entrySet().stream()
            .filter(entry -> entry.getValue().tried > 0)
            .map(
                entry ->
                    new Strength.Cell(
                        entry.getKey().damage(),
                        entry.getKey().action(),
                        entry.getKey().field(),
                        entry.getValue().tried,
                        entry.getValue().noticed,
                        entry.getValue().missed))
            .toList(),
        unmeasured());
  }

  private SortedMap<String, Integer> unmeasured() {
    SortedMap<String, Integer> unmeasured = new TreeMap<>(late);
    counts.forEach(
        (key, count) -> {
          if (count.tried > 0) {
            unmeasured.remove(key.action());
          }
        });
    return unmeasured;
  }

  private static void count(
      Count count, Damage damage, List<ObjectNode> trace, boolean noticed, String name) {
    count.tried++;
    if (noticed) {
      count.noticed++;
    } else if (count.missed.isEmpty()) {
      count.missed = name + ": " + words(damage, trace);
    }
  }

  private static String words(Damage damage, List<ObjectNode> trace) {
    if (damage instanceof Damage.Alter alter) {
      return "event "
          + (alter.index() + 1)
          + " with "
          + alter.value()
          + " instead of "
          + Fields.get(trace.get(alter.index()), alter.field())
          + " in "
          + alter.field();
    }
    int index =
        damage instanceof Damage.Drop drop
            ? drop.index()
            : damage instanceof Damage.Twice twice ? twice.index() : ((Damage.Swap) damage).index();
    return damage.kind() + " event " + (index + 1);
  }

  /** All damages that can be drawn, by what they damage. */
  private Map<Key, List<Damage>> damages(List<ObjectNode> trace, Form form) {
    Map<String, List<JsonNode>> seen = new TreeMap<>();
    for (ObjectNode event : trace) {
      form.fields(event)
          .forEach(
              (field, value) -> seen.computeIfAbsent(field, f -> new ArrayList<>()).add(value));
    }
    seen.replaceAll((field, values) -> new ArrayList<>(new LinkedHashSet<>(values)));
    Map<Key, List<Damage>> damages = new TreeMap<>();
    for (int i = 0; i < trace.size(); i++) {
      ObjectNode event = trace.get(i);
      List<Damage> here =
          new ArrayList<>(
              List.of(new Damage.Drop(i), new Damage.Twice(i), new Damage.Swap(i, form)));
      for (Map.Entry<String, JsonNode> field : form.fields(event).entrySet()) {
        JsonNode other = Fields.other(field.getValue(), seen.get(field.getKey()), random);
        here.add(new Damage.Alter(i, field.getKey(), other));
      }
      for (Damage damage : here) {
        damages
            .computeIfAbsent(
                new Key(damage.kind(), form.action(event), damage.field()),
                key -> new ArrayList<>())
            .add(damage);
      }
    }
    return damages;
  }

  private static boolean notices(Judge judge, List<ObjectNode> damaged) {
    try {
      return judge.judge(damaged) instanceof Verdict.Rejected;
    } catch (TraceException | SpecException e) {
      // A value that the specification cannot have there, or compare, is noticed too: as an error.
      return true;
    }
  }

  private Verdict validate(
      TraceValidator validator, String header, List<ObjectNode> trace, String name) {
    StringBuilder text = new StringBuilder(header).append('\n');
    int n = 0;
    for (ObjectNode event : trace) {
      n++;
      text.append(event.deepCopy().put("n", n)).append('\n');
    }
    return validate(validator, text, name);
  }

  private Verdict validate(TraceValidator validator, List<ObjectNode> log, String name) {
    StringBuilder text = new StringBuilder();
    log.forEach(event -> text.append(event).append('\n'));
    return validate(validator, text, name);
  }

  private Verdict validate(TraceValidator validator, StringBuilder text, String name) {
    return validate(validator, text.toString().getBytes(StandardCharsets.UTF_8), name);
  }

  private Verdict validate(TraceValidator validator, byte[] text, String name) {
    try {
      return validator.validate(new ByteArrayInputStream(text), name, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The events that are damaged, the first ones; of the others it is told of which kind they are.
   */
  private List<ObjectNode> used(Judge judge, List<String> lines, Form form) {
    List<ObjectNode> used = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    int place = 0;
    for (String line : lines) {
      Optional<ObjectNode> event = event(line, form);
      if (event.isEmpty()) {
        continue;
      }
      place++;
      boolean isNew = kinds.add(form.action(event.get()));
      if (place <= events) {
        used.add(event.get());
      } else if (isNew && judge.isEvent(event.get())) {
        late.merge(form.action(event.get()), place, Math::min);
      }
    }
    return used;
  }

  private static Optional<ObjectNode> event(String line, Form form) {
    try {
      return Optional.ofNullable(JSON.readTree(line))
          .filter(ObjectNode.class::isInstance)
          .map(ObjectNode.class::cast)
          .filter(form::isEvent);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // The last line may be cut off; replay has passed over it too.
    }
  }
}
