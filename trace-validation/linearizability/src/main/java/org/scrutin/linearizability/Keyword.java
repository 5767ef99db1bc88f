package org.scrutin.linearizability;

/**
 * A keyword of EDN used as a value.
 *
 * @param name without the colon
 */
public record Keyword(String name) {
  @Override
  public String toString() {
    return ":" + name;
  }
}
