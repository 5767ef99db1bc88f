package org.scrutin.linearizability;

/** How an operation ended. */
public enum Status {
  /** It returned: it took effect between its call and its return. */
  OK,
  /** It did not take effect. */
  FAIL,
  /** Nobody knows: it took effect at some time after its call, or never will. */
  INFO
}
