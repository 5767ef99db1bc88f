package org.scrutin.trace;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The first line of a trace.
 *
 * @param spec the module, a path without {@code .tla} in the folder of specifications
 * @param config the {@code .cfg} file of the failure model under which the run is judged
 * @param constants the specification's constants: numbers, booleans, texts, lists (written as
 *     arrays, read as sets) or {@link Tla} expressions, in the order in which they are written
 * @param producer who writes the trace
 * @param seed the seed of a simulated run
 */
public record TraceHeader(
    String spec, String config, Map<String, Object> constants, String producer, OptionalLong seed) {

  /** The version of the format that this module writes. */
  public static final int VERSION = 1;

  /**
   * A TLA+ expression, for values that JSON has no word for.
   *
   * @param tla the expression's text, such as {@code <<3, 1, 2>>}
   */
  public record Tla(String tla) {}
}
