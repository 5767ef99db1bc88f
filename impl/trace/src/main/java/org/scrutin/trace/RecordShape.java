package org.scrutin.trace;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/** How one record class is written: found by reflection once, then used without it. Immutable. */
final class RecordShape {

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> recordClass) {
          return new RecordShape(recordClass);
        }
      };

  private final SerializableString type;
  private final SerializableString[] names;
  private final MethodHandle[] accessors;
  private final boolean wrapper;

  private RecordShape(Class<?> recordClass) {
    RecordComponent[] components = recordClass.getRecordComponents();
    names = new SerializableString[components.length];
    accessors = new MethodHandle[components.length];
    for (int i = 0; i < components.length; i++) {
      names[i] = new SerializedString(components[i].getName());
      accessors[i] = accessor(components[i]);
    }
    type = typeField(recordClass);
    wrapper = components.length == 1 && components[0].getName().equals("value");
  }

  static RecordShape of(Class<?> recordClass) {
    return SHAPES.get(recordClass);
  }

  /** The alternatives of a sealed interface, its nested records, are told apart by their names. */
  private static SerializableString typeField(Class<?> recordClass) {
    Class<?> enclosing = recordClass.getDeclaringClass();
    boolean alternative =
        enclosing != null && enclosing.isSealed() && enclosing.isAssignableFrom(recordClass);
    return alternative ? new SerializedString(recordClass.getSimpleName()) : null;
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("cannot read " + component + " to trace it", e);
    }
  }

  /** The {@code type} field, if records of this class have one. */
  Optional<SerializableString> type() {
    return Optional.ofNullable(type);
  }

  /** Whether the record is written as its only component, {@code value}. */
  boolean isWrapper() {
    return wrapper;
  }

  int size() {
    return names.length;
  }

  SerializableString name(int i) {
    return names[i];
  }

  Object component(int i, Object instance) {
    try {
      return (Object) accessors[i].invokeExact(instance);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + names[i] + " of " + instance, e);
    }
  }
}
