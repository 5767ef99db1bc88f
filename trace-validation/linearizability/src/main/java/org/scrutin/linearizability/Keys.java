package org.scrutin.linearizability;

import java.util.List;

/** Histories that say their keys apart. */
final class Keys {

  private Keys() {}

  /** Whether its values say a key that the model would take for a part of them. */
  static boolean unknownTo(Model<?> model, History history) {
    return history.keyed() && !(model instanceof KeyValue);
  }

  /** All operations, with their values alone. */
  static List<Operation> without(History history) {
    return history.byKey().values().stream().flatMap(part -> part.operations().stream()).toList();
  }
}
