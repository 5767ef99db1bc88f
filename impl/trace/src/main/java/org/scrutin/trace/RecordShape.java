package org.scrutin.trace;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How one record class is written: found by reflection once, then used without it. A component
 * named {@code payload} is left out: it is for a service, and no specification knows it. Immutable.
 */
final class RecordShape {

  private static final String PAYLOAD = "payload";

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> recordClass) {
          return new RecordShape(recordClass);
        }
      };

  private final byte[][] prefixes;
  private final byte[][] fields;
  private final byte[] end;
  private final MethodHandle[] accessors;
  private final boolean[] ints;
  private final boolean wrapper;
  private final boolean alternative;

  private RecordShape(Class<?> recordClass) {
    RecordComponent[] components =
        Arrays.stream(recordClass.getRecordComponents())
            .filter(component -> !component.getName().equals(PAYLOAD))
            .toArray(RecordComponent[]::new);
    prefixes = new byte[components.length][];
    fields = new byte[components.length][];
    accessors = new MethodHandle[components.length];
    ints = new boolean[components.length];
    String type = typeField(recordClass);
    for (int i = 0; i < components.length; i++) {
      String before = i > 0 ? "," : type.isEmpty() ? "{" : "{" + type + ",";
      prefixes[i] = utf8(before + '"' + components[i].getName() + "\":");
      fields[i] = utf8("\"" + components[i].getName() + "\":");
      ints[i] = components[i].getType() == int.class;
      accessors[i] = accessor(components[i], ints[i] ? int.class : Object.class);
    }
    end = utf8(components.length > 0 ? "}" : "{" + type + "}");
    alternative = !type.isEmpty();
    wrapper = components.length == 1 && components[0].getName().equals("value");
  }

  static RecordShape of(Class<?> recordClass) {
    return SHAPES.get(recordClass);
  }

  /** The alternatives of a sealed interface, its nested records, are told apart by their names. */
  private static String typeField(Class<?> recordClass) {
    Class<?> enclosing = recordClass.getDeclaringClass();
    boolean alternative =
        enclosing != null && enclosing.isSealed() && enclosing.isAssignableFrom(recordClass);
    return alternative ? "\"type\":\"" + recordClass.getSimpleName() + '"' : "";
  }

  /** Names in Java may have any letters. */
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MethodHandle accessor(RecordComponent component, Class<?> type) {
    try {
      component.getAccessor().setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(type, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("cannot read " + component + " to trace it", e);
    }
  }

  /** Whether the record is written as its only component, {@code value}. */
  boolean isWrapper() {
    return wrapper;
  }

  /** Whether it is written with a field for its type, besides its components. */
  boolean isAlternative() {
    return alternative;
  }

  int size() {
    return prefixes.length;
  }

  /** The JSON text before the value of a component, with its name. */
  byte[] prefix(int i) {
    return prefixes[i];
  }

  /** The name of a component and a colon. */
  byte[] field(int i) {
    return fields[i];
  }

  /** Whether two records of this shape have the same component. */
  boolean isSame(int i, Object one, Object other) {
    if (ints[i]) {
      return intComponent(i, one) == intComponent(i, other);
    }
    Object before = component(i, one);
    Object after = component(i, other);
    return before == after || before.equals(after);
  }

  /** The JSON text after the last component. */
  byte[] end() {
    return end;
  }

  /** Whether a component is an {@code int}, the most frequent type by far. */
  boolean isInt(int i) {
    return ints[i];
  }

  /** A component that {@link #isInt}, without a box. */
  int intComponent(int i, Object instance) {
    try {
      return (int) accessors[i].invokeExact(instance);
    } catch (Throwable e) {
      throw unreadable(i, instance, e);
    }
  }

  /** Any other component. */
  Object component(int i, Object instance) {
    try {
      return (Object) accessors[i].invokeExact(instance);
    } catch (Throwable e) {
      throw unreadable(i, instance, e);
    }
  }

  private static IllegalStateException unreadable(int i, Object instance, Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("cannot read component " + i + " of " + instance, e);
  }
}
