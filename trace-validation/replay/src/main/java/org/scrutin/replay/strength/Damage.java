package org.scrutin.replay.strength;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One way to damage a trace at one event. */
sealed interface Damage {

  /** The damaged events, not numbered yet, or nothing if it would give the same trace. */
  Optional<List<ObjectNode>> of(List<ObjectNode> events);

  /** What is damaged: a field, or nothing if it is the event as a whole. */
  default String field() {
    return "";
  }

  /** The word for it. */
  String kind();

  /** The event is left out; the last one is not, since that gives a prefix of the run. */
  record Drop(int index) implements Damage {
    @Override
    public Optional<List<ObjectNode>> of(List<ObjectNode> events) {
      if (index == events.size() - 1) {
        return Optional.empty();
      }
      List<ObjectNode> damaged = new ArrayList<>(events);
      damaged.remove(index);
      return Optional.of(damaged);
    }

    @Override
    public String kind() {
      return "drop";
    }
  }

  /** The event stands twice. */
  record Twice(int index) implements Damage {
    @Override
    public Optional<List<ObjectNode>> of(List<ObjectNode> events) {
      List<ObjectNode> damaged = new ArrayList<>(events);
      damaged.add(index, events.get(index));
      return Optional.of(damaged);
    }

    @Override
    public String kind() {
      return "double";
    }
  }

  /**
   * The event changes places with the next one of its node. Neighbours of different nodes are left
   * alone: where neither caused the other, both orders are the same run.
   */
  record Swap(int index, Form form) implements Damage {
    @Override
    public Optional<List<ObjectNode>> of(List<ObjectNode> events) {
      for (int next = index + 1; next < events.size(); next++) {
        if (form.node(events.get(next)).equals(form.node(events.get(index)))) {
          List<ObjectNode> damaged = new ArrayList<>(events);
          damaged.set(index, events.get(next));
          damaged.set(next, events.get(index));
          return events.get(index).equals(events.get(next))
              ? Optional.empty()
              : Optional.of(damaged);
        }
      }
      return Optional.empty();
    }

    @Override
    public String kind() {
      return "swap";
    }
  }

  /** A logged value is another. */
  record Alter(int index, String field, JsonNode value) implements Damage {
    @Override
    public Optional<List<ObjectNode>> of(List<ObjectNode> events) {
      ObjectNode altered = events.get(index).deepCopy();
      if (Fields.get(altered, field).equals(value)) {
        return Optional.empty();
      }
      Fields.set(altered, field, value);
      List<ObjectNode> damaged = new ArrayList<>(events);
      damaged.set(index, altered);
      return Optional.of(damaged);
    }

    @Override
    public String kind() {
      return "alter";
    }
  }
}
