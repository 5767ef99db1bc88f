package org.scrutin.linearizability;

/**
 * What somebody who is no client did to the system, such as Jepsen's nemesis.
 *
 * @param position among the calls and returns: before the one with this number
 * @param process who
 * @param f what, such as {@code start}
 * @param value more of it; {@link Nil} where there is none
 * @param line the line of the file, from 1; 0 where there is no file
 */
public record Mark(int position, String process, String f, Object value, int line) {
  @Override
  public String toString() {
    return process + ": " + f + (value.equals(Nil.NIL) ? "" : " " + value);
  }
}
