package org.scrutin.node.transport;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scrutin.protocol.Payload;

/**
 * Writes records as bytes and reads them again: the messages of all algorithms, without a line for
 * each. A record is its components in their order; of a sealed interface the place of the record
 * among its kinds, sorted by name, comes first. Numbers have 1 to 5 bytes. What is found by
 * reflection is found once. Immutable and so thread-safe.
 *
 * @param <T> a record, or a sealed interface of records
 */
final class RecordCodec<T> {

  /** Deeper than any message is nested, and not so deep that the stack would overflow. */
  private static final int MAX_SHAPES = 64;

  private interface Shape {
    void write(Object value, ByteBuf out);

    Object read(ByteBuf in);
  }

  private final Shape shape;
  private final Class<T> type;

  /**
   * @throws IllegalArgumentException if a component is of a type that has no bytes
   */
  RecordCodec(Class<T> type) {
    this.type = type;
    this.shape = shape(type, new HashMap<>());
  }

  void write(T value, ByteBuf out) {
    shape.write(value, out);
  }

  /**
   * The value that all of these bytes are.
   *
   * @throws CodecException if they are none
   */
  T read(ByteBuf in) {
    T value;
    try {
      value = type.cast(shape.read(in));
    } catch (IndexOutOfBoundsException e) {
      throw new CodecException("a message ends too early");
    }
    if (in.isReadable()) {
      throw new CodecException(in.readableBytes() + " bytes too many after a message");
    }
    return value;
  }

  private static Shape shape(Type type, Map<Type, Shape> known) {
    if (known.size() > MAX_SHAPES) {
      throw new IllegalArgumentException("a message of too many types: " + known.keySet());
    }
    Shape shape = known.get(type);
    if (shape == null) {
      shape = newShape(type, known);
      known.put(type, shape);
    }
    return shape;
  }

  private static Shape newShape(Type type, Map<Type, Shape> known) {
    if (type == int.class) {
      return of((value, out) -> writeInt((int) value, out), RecordCodec::readInt);
    } else if (type == boolean.class) {
      return of((value, out) -> out.writeBoolean((boolean) value), RecordCodec::readBoolean);
    } else if (type == Payload.class) {
      return of(RecordCodec::writePayload, RecordCodec::readPayload);
    } else if (type instanceof ParameterizedType parameterized) {
      return container(parameterized, known);
    } else if (type instanceof Class<?> kind && kind.isRecord()) {
      return recordShape(kind, known);
    } else if (type instanceof Class<?> kind && kind.isSealed()) {
      return alternatives(kind, known);
    }
    throw new IllegalArgumentException("no bytes for a component of " + type);
  }

  private interface Writing {
    void write(Object value, ByteBuf out);
  }

  private interface Reading {
    Object read(ByteBuf in);
  }

  private static Shape of(Writing writing, Reading reading) {
    return new Shape() {
      @Override
      public void write(Object value, ByteBuf out) {
        writing.write(value, out);
      }

      @Override
      public Object read(ByteBuf in) {
        return reading.read(in);
      }
    };
  }

  private static Shape container(ParameterizedType type, Map<Type, Shape> known) {
    Shape element = shape(type.getActualTypeArguments()[0], known);
    if (type.getRawType() == Optional.class) {
      return of(
          (value, out) -> {
            Optional<?> optional = (Optional<?>) value;
            out.writeBoolean(optional.isPresent());
            optional.ifPresent(some -> element.write(some, out));
          },
          in -> readBoolean(in) ? Optional.of(element.read(in)) : Optional.empty());
    } else if (type.getRawType() == List.class) {
      return of(
          (value, out) -> writeAll((List<?>) value, element, out),
          in -> List.copyOf(readAll(element, in)));
    } else if (type.getRawType() == SortedSet.class) {
      return of(
          (value, out) -> writeAll(new ArrayList<>((SortedSet<?>) value), element, out),
          in -> new TreeSet<>(readAll(element, in)));
    }
    throw new IllegalArgumentException("no bytes for a component of " + type);
  }

  private static void writeAll(List<?> values, Shape element, ByteBuf out) {
    writeInt(values.size(), out);
    for (Object value : values) {
      element.write(value, out);
    }
  }

  private static List<Object> readAll(Shape element, ByteBuf in) {
    int count = readInt(in);
    if (count < 0 || count > in.readableBytes()) {
      throw new CodecException("a list of " + count + " in " + in.readableBytes() + " bytes");
    }
    List<Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(element.read(in));
    }
    return values;
  }

  private static Shape recordShape(Class<?> kind, Map<Type, Shape> known) {
    RecordComponent[] components = kind.getRecordComponents();
    Shape[] shapes = new Shape[components.length];
    MethodHandle[] accessors = new MethodHandle[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      shapes[i] = shape(components[i].getGenericType(), known);
      types[i] = components[i].getType();
      accessors[i] = accessor(components[i]);
    }
    MethodHandle constructor = constructor(kind, types);
    return of(
        (value, out) -> {
          for (int i = 0; i < shapes.length; i++) {
            shapes[i].write(call(accessors[i], value), out);
          }
        },
        in -> {
          Object[] values = new Object[shapes.length];
          for (int i = 0; i < shapes.length; i++) {
            values[i] = shapes[i].read(in);
          }
          return construct(kind, constructor, values);
        });
  }

  private static Shape alternatives(Class<?> kind, Map<Type, Shape> known) {
    Class<?>[] kinds = kind.getPermittedSubclasses();
    Arrays.sort(kinds, Comparator.comparing(Class::getSimpleName));
    Map<Class<?>, Integer> places = new HashMap<>();
    Shape[] shapes = new Shape[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      places.put(kinds[i], i);
      shapes[i] = shape(kinds[i], known);
    }
    return of(
        (value, out) -> {
          int place = places.get(value.getClass());
          out.writeByte(place);
          shapes[place].write(value, out);
        },
        in -> {
          int place = in.readUnsignedByte();
          if (place >= shapes.length) {
            throw new CodecException("no message of kind " + place);
          }
          return shapes[place].read(in);
        });
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("cannot read " + component, e);
    }
  }

  private static MethodHandle constructor(Class<?> kind, Class<?>[] types) {
    try {
      var constructor = kind.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(constructor)
          .asType(MethodType.genericMethodType(types.length))
          .asSpreader(Object[].class, types.length);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make a " + kind, e);
    }
  }

  private static Object call(MethodHandle accessor, Object value) {
    try {
      return (Object) accessor.invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + value, e);
    }
  }

  /** What a constructor refuses was sent by nobody. */
  private static Object construct(Class<?> kind, MethodHandle constructor, Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new CodecException("no " + kind.getSimpleName() + ": " + e.getMessage());
    }
  }

  private static void writePayload(Object value, ByteBuf out) {
    Payload payload = (Payload) value;
    writeInt(payload.size(), out);
    out.writeBytes(payload.bytes());
  }

  private static Payload readPayload(ByteBuf in) {
    int size = readInt(in);
    if (size < 0 || size > in.readableBytes()) {
      throw new CodecException("a payload of " + size + " in " + in.readableBytes() + " bytes");
    }
    byte[] bytes = new byte[size];
    in.readBytes(bytes);
    return Payload.of(bytes);
  }

  private static boolean readBoolean(ByteBuf in) {
    int value = in.readUnsignedByte();
    if (value > 1) {
      throw new CodecException("neither true nor false: " + value);
    }
    return value == 1;
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  private static void writeInt(int value, ByteBuf out) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  private static int readInt(ByteBuf in) {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new CodecException("a number of more than 5 bytes");
  }
}
