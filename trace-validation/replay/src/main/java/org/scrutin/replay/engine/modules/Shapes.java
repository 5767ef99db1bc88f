package org.scrutin.replay.engine.modules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * The shapes that the objects of a log have, which are few: a name is looked up, and put into its
 * place among the others, once for all objects of a shape. Not thread-safe.
 */
final class Shapes {

  /** Of a log whose objects all differ, such as maps by key, not all shapes are kept. */
  static final int MANY = 1_000;

  private final Map<List<String>, Shape> known = new HashMap<>();

  /** One of them. */
  static final class Shape {

    /** In TLC's order; shared by all records of this shape. */
    private final UniqueString[] names;

    /** Where the value of each stands in the object. */
    private final int[] places;

    private Shape(List<String> fields) {
      UniqueString[] given =
          fields.stream().map(UniqueString::uniqueStringOf).toArray(UniqueString[]::new);
      places =
          IntStream.range(0, given.length)
              .boxed()
              .sorted((one, other) -> given[one].compareTo(given[other]))
              .mapToInt(Integer::intValue)
              .toArray();
      names = IntStream.of(places).mapToObj(place -> given[place]).toArray(UniqueString[]::new);
    }

    /** The record, in normal form, with values in the order in which the object has them. */
    RecordValue record(Value[] values) {
      Value[] ordered = new Value[places.length];
      for (int i = 0; i < ordered.length; i++) {
        ordered[i] = values[places[i]];
      }
      return new RecordValue(names, ordered, true);
    }
  }

  /** The shape of an object with these fields, none of them twice. */
  Shape of(List<String> fields) {
    Shape shape = known.get(fields);
    if (shape == null) {
      if (known.size() >= MANY) {
        known.clear();
      }
      shape = new Shape(fields);
      known.put(fields, shape);
    }
    return shape;
  }
}
