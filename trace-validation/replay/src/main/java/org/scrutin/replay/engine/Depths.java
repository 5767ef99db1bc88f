package org.scrutin.replay.engine;

import java.util.Optional;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.tool.impl.Tool;

/**
 * How many steps led to a state. It matters only where the specification asks for the level, by
 * {@code TLCGet}: then equal states to which other numbers of steps led are not the same.
 */
final class Depths {

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final boolean areCounted;
  private final Optional<String> unknown;

  private Depths(boolean areCounted, Optional<String> unknown) {
    this.areCounted = areCounted;
    this.unknown = unknown;
  }

  static Depths of(Tool tool) {
    if (!Levels.areRead(tool)) {
      return new Depths(false, Optional.of("no formula was seen that asks for it"));
    }
    if (tool.getClass() == FastTool.class) {
      return new Depths(false, Optional.of("another TLC than Scrutin's does not count here"));
    }
    return composes(tool)
        ? new Depths(false, Optional.of("by \\cdot an event may be any number of steps"))
        : new Depths(true, Optional.empty());
  }

  private static boolean composes(Tool tool) {
    return Applications.any(
        tool,
        applied ->
            BuiltInOPs.getOpCode(applied.getOperator().getName()) == ToolGlobals.OPCODE_cdot);
  }

  /** Why no number can be told, if so. */
  Optional<String> unknown() {
    return unknown;
  }

  /** A step was taken. */
  void count(TLCState from, TLCState to) {
    if (areCounted && from != to) {
      to.setPredecessor(from);
    }
  }

  /** What tells the state from others. */
  long key(TLCState state) {
    return areCounted ? state.fingerPrint() ^ state.getLevel() * FACTOR : state.fingerPrint();
  }
}
