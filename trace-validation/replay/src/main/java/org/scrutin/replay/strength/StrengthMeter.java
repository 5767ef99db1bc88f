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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.scrutin.modelcheck.tlc.SpecException;
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
   * @param lines the trace, its header first
   * @param name what messages call it
   * @throws TraceException in one line, if it does not conform as it is: it shows nothing then
   */
  public void measure(TraceValidator validator, List<String> lines, String name) {
    List<ObjectNode> trace = read(lines.subList(1, lines.size()), 2, new Form.Ours(), name);
    Judge judge = new Judge(damaged -> validate(validator, lines.get(0), damaged, name), false);
    requireConforming(judge.judge(trace), name);
    measure(judge, trace, new Form.Ours(), name);
  }

  /**
   * Damages somebody else's log. Fields that the binding never reads are not altered.
   *
   * @param validator one with a binding
   * @param lines the log
   * @param name what messages call it
   * @return the fields that the binding never reads
   * @throws TraceException in one line, if it does not conform as it is: it shows nothing then
   */
  public Set<String> measureBound(TraceValidator validator, List<String> lines, String name) {
    List<ObjectNode> trace = read(lines, 1, new Form.Free(Set.of()), name);
    Judge judge = new Judge(damaged -> validate(validator, damaged, name), true);
    Verdict whole = judge.judge(trace);
    requireConforming(whole, name);
    Set<String> unread = Set.copyOf(whole.stats().unread());
    measure(judge, trace, new Form.Free(unread), name);
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

  private static void requireConforming(Verdict whole, String name) {
    if (!(whole instanceof Verdict.Conforms)) {
      String why =
          whole instanceof Verdict.Rejected rejected
              ? rejected.rejection().summary()
              : ((Verdict.Undecided) whole).reason();
      throw new TraceException(
          name + ": it does not conform as it is (" + why + "); damage traces that do");
    }
  }

  private void measure(Judge judge, List<ObjectNode> trace, Form form, String name) {
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
            .toList());
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
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return validator.validate(new ByteArrayInputStream(bytes), name, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ObjectNode> read(List<String> lines, int first, Form form, String name) {
    List<ObjectNode> trace = new ArrayList<>();
    for (int i = 0; i < lines.size() && trace.size() < events; i++) {
      try {
        JsonNode line = JSON.readTree(lines.get(i));
        if (line instanceof ObjectNode event && form.isEvent(event)) {
          trace.add(event);
        }
      } catch (JsonProcessingException e) {
        throw new TraceException(
            name + ":" + (i + first) + ": not JSON; each line must be one JSON object");
      }
    }
    return trace;
  }
}
