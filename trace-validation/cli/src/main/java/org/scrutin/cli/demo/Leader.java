package org.scrutin.cli.demo;

/**
 * Who leads.
 *
 * @param node its number, from 1
 * @param token its epoch, which is its fencing token
 */
public record Leader(int node, int token) {

  /** Such as {@code n1}. */
  public String name() {
    return "n" + node;
  }
}
