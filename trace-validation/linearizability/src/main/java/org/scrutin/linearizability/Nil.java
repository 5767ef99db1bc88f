package org.scrutin.linearizability;

/** The value {@code nil} of histories: nothing, or not known. */
public enum Nil {
  /** The only one. */
  NIL;

  @Override
  public String toString() {
    return "nil";
  }
}
