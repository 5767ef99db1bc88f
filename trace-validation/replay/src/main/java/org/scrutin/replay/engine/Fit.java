package org.scrutin.replay.engine;

/** How a JSON value and a TLA+ value compare. */
enum Fit {
  /** The JSON says this value. */
  SAME,
  /** The JSON says another value of this kind. */
  DIFFERENT,
  /** The JSON cannot mean a value of this kind, whatever it says. */
  MISSHAPEN
}
