package org.scrutin.storage;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.scrutin.protocol.NodeId;

/**
 * Small durable states: records of numbers and of nodes that may be missing. Each change writes the
 * whole, four bytes a component.
 *
 * @param <D> a record whose components are {@code int} or {@code Optional<NodeId>}
 */
public final class WholeRecordFormat<D extends Record> implements DurableFormat<D> {

  private final D blank;
  private final RecordComponent[] components;

  /**
   * @param blank the state of a node that has never run
   * @throws IllegalArgumentException if a component is of another type
   */
  public WholeRecordFormat(D blank) {
    this.blank = blank;
    this.components = blank.getClass().getRecordComponents();
    for (RecordComponent component : components) {
      if (component.getType() != int.class && component.getType() != Optional.class) {
        throw new IllegalArgumentException("cannot store " + component);
      }
      component.getAccessor().setAccessible(true);
    }
  }

  @Override
  public D blank() {
    return blank;
  }

  @Override
  public byte[] difference(D before, D after) {
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * components.length);
    for (RecordComponent component : components) {
      out.putInt(number(value(component, after)));
    }
    return out.array();
  }

  private static int number(Object value) {
    if (value instanceof Optional<?> node) {
      return node.map(some -> ((NodeId) some).value()).orElse(0);
    }
    return (int) value;
  }

  private Object value(RecordComponent component, D state) {
    try {
      return component.getAccessor().invoke(state);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot read " + component, e);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public D apply(D before, ByteBuffer difference) {
    Object[] values =
        Arrays.stream(components)
            .map(component -> value(component.getType(), difference.getInt()))
            .toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = blank.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (D) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot make a " + blank.getClass(), e);
    }
  }

  private static Object value(Class<?> type, int number) {
    if (type == int.class) {
      return number;
    }
    return number == 0 ? Optional.empty() : Optional.of(NodeId.of(number));
  }
}
