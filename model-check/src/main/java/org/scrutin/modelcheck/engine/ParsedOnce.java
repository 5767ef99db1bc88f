package org.scrutin.modelcheck.engine;

import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.drivers.FrontEndException;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.SemanticNode;

/**
 * Stands in for {@link SANY} where TLC loads a specification: parses it once and hands out the same
 * tree again, if told so. TLC writes what it finds out into the tree, values of constants among it;
 * this is forgotten before the tree is handed out. One for each sandbox, and not thread-safe, as
 * TLC.
 */
public final class ParsedOnce {

  /** Static as SANY is, since TLC calls it so; the sandbox makes it one of many. */
  private static final ParsedOnce CURRENT = new ParsedOnce();

  private static final List<Field> OF_SPECIFICATIONS = fields(SpecObj.class);
  private static final VarHandle OF_TOOLS;

  static {
    try {
      OF_TOOLS =
          MethodHandles.privateLookupIn(SemanticNode.class, MethodHandles.lookup())
              .findVarHandle(SemanticNode.class, "tools", Object[].class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean keeping;
  private long nanos;
  private String root;
  private SpecObj parsed;
  private List<SemanticNode> nodes = List.of();

  private ParsedOnce() {}

  /**
   * From now on a root module that was parsed last is not parsed again, though its file changes.
   */
  public static void keep() {
    CURRENT.keeping = true;
  }

  /** Time that has gone into parsing so far, in nanoseconds. */
  public static long nanos() {
    return CURRENT.nanos;
  }

  /**
   * As that of {@link SANY}.
   *
   * @throws FrontEndException if the specification is none
   */
  public static int frontEndMain(SpecObj specification, String file, PrintStream out)
      throws FrontEndException {
    return CURRENT.parse(specification, file, out);
  }

  private int parse(SpecObj specification, String file, PrintStream out) throws FrontEndException {
    try {
      if (keeping && file.equals(root)) {
        forget();
        copy(parsed, specification);
        return 0;
      }
      long started = System.nanoTime();
      int result = SANY.frontEndMain(specification, file, out);
      // TLC goes on in spite of some errors that SANY tells, such as a name defined twice; where it
      // does not, the sandbox comes to its end, and nothing is handed out again.
      if (keeping && result == 0) {
        root = file;
        parsed = specification;
        nodes = nodesOf(specification);
      }
      nanos += System.nanoTime() - started;
      return result;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(SpecObj from, SpecObj to) throws IllegalAccessException {
    for (Field field : OF_SPECIFICATIONS) {
      field.set(to, field.get(from));
    }
    to.errorLevel = from.errorLevel;
  }

  private void forget() {
    for (SemanticNode node : nodes) {
      Arrays.fill((Object[]) OF_TOOLS.get(node), null);
    }
  }

  /** All nodes that TLC can come to: whatever is reachable in any way, but for the syntax. */
  private static List<SemanticNode> nodesOf(SpecObj specification) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<Class<?>, List<Field>> known = new HashMap<>();
    Deque<Object> waiting = new ArrayDeque<>(List.of(specification));
    List<SemanticNode> found = new ArrayList<>();
    seen.add(specification);
    while (!waiting.isEmpty()) {
      Object next = waiting.remove();
      if (next instanceof SemanticNode node) {
        found.add(node);
      }
      for (Object part : parts(next, known)) {
        if (part != null && isPart(part.getClass()) && seen.add(part)) {
          waiting.add(part);
        }
      }
    }
    return found;
  }

  private static Collection<?> parts(Object whole, Map<Class<?>, List<Field>> known)
      throws IllegalAccessException {
    if (whole instanceof Object[] elements) {
      List<Object> parts = new ArrayList<>();
      Collections.addAll(parts, elements);
      return parts;
    }
    if (whole instanceof Map<?, ?> map) {
      List<Object> parts = new ArrayList<>(map.keySet());
      parts.addAll(map.values());
      return parts;
    }
    if (whole instanceof Collection<?> collection) {
      return collection;
    }
    List<Object> parts = new ArrayList<>();
    for (Field field : known.computeIfAbsent(whole.getClass(), ParsedOnce::fields)) {
      parts.add(field.get(whole));
    }
    return parts;
  }

  private static boolean isPart(Class<?> type) {
    return (type.isArray() && !type.getComponentType().isPrimitive())
        || Map.class.isAssignableFrom(type)
        || Collection.class.isAssignableFrom(type)
        || (type.getName().startsWith("tla2sany.")
            && !type.getName().startsWith("tla2sany.parser.")
            && !type.getName().startsWith("tla2sany.st."));
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields;
  }
}
