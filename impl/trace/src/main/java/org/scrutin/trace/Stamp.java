package org.scrutin.trace;

/**
 * What a message carries so that the traces of several nodes can be put into one order: two
 * numbers, or the text that {@link #toString} makes of them, in any field or header.
 *
 * @param id different for each message that any node sends
 * @param clock the sender's Lamport clock when it was sent, at least 1
 */
public record Stamp(long id, long clock) {

  public Stamp {
    if (id < 1 || clock < 1) {
      throw new IllegalArgumentException("id and clock must be at least 1: " + id + "@" + clock);
    }
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is another text
   */
  public static Stamp parse(String text) {
    int at = text.indexOf('@');
    try {
      return new Stamp(
          Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a stamp, such as 17@5: " + text, e);
    }
  }

  @Override
  public String toString() {
    return id + "@" + clock;
  }
}
