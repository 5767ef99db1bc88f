package org.scrutin.replay.engine.modules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** The fields that a log has: which there are at its top, which inside of them, and so on. */
public final class LoggedFields {

  private final Map<UniqueString, LoggedFields> fields = new HashMap<>();

  private final IdentityHashMap<UniqueString[], LoggedFields[]> shapes = new IdentityHashMap<>();

  /** Those of the elements, where it is a sequence. */
  private Optional<LoggedFields> elements = Optional.empty();

  /** Whether something reads a field. */
  public interface Readers {

    /**
     * @param parent the field that it is directly inside of; empty at the top, and in a sequence
     */
    boolean read(Optional<String> parent, String field);
  }

  /** Adds those of a value. */
  public void add(Value value) {
    if (value instanceof RecordValue object) {
      LoggedFields[] inside = inside(object.names);
      for (int i = 0; i < inside.length; i++) {
        inside[i].add(object.values[i]);
      }
    } else if (value instanceof TupleValue sequence) {
      for (Value element : sequence.elems) {
        if (elements.isEmpty()) {
          elements = Optional.of(new LoggedFields());
        }
        elements.get().add(element);
      }
    }
  }

  /** The fields inside of each; objects of a shape share its names. */
  private LoggedFields[] inside(UniqueString[] names) {
    LoggedFields[] inside = shapes.get(names);
    if (inside == null) {
      if (shapes.size() >= Shapes.MANY) {
        shapes.clear();
      }
      inside = new LoggedFields[names.length];
      for (int i = 0; i < inside.length; i++) {
        inside[i] = fields.computeIfAbsent(names[i], name -> new LoggedFields());
      }
      shapes.put(names, inside);
    }
    return inside;
  }

  /** Forgets them. */
  public void clear() {
    fields.clear();
    shapes.clear();
    elements = Optional.empty();
  }

  /** Those that nothing reads, as {@code event.msg.type}, without what is inside of them. */
  public List<String> unread(Readers readers) {
    List<String> unread = new ArrayList<>();
    collect(Optional.empty(), "", readers, unread);
    return unread.stream().distinct().sorted().toList();
  }

  private void collect(Optional<String> parent, String path, Readers readers, List<String> unread) {
    fields.forEach(
        (field, inside) -> {
          String name = field.toString();
          if (readers.read(parent, name)) {
            inside.collect(Optional.of(name), path + name + ".", readers, unread);
          } else {
            unread.add(path + name);
          }
        });
    elements.ifPresent(each -> each.collect(Optional.empty(), path, readers, unread));
  }
}
