package org.scrutin.cli.torture;

/**
 * What one check has come to.
 *
 * @param check what was asked, in a few words
 * @param verdict of it
 * @param detail how much was looked at, or what is wrong, in one line
 */
public record Finding(String check, Kind verdict, String detail) {

  /** The verdicts, the worst last. */
  public enum Kind {
    /** What was asked holds for all that was looked at. */
    HOLDS,
    /** A limit was reached, or there was nothing to look at. */
    UNDECIDED,
    /** It does not hold. */
    VIOLATED
  }

  static Finding holds(String check, String detail) {
    return new Finding(check, Kind.HOLDS, detail);
  }

  static Finding undecided(String check, String detail) {
    return new Finding(check, Kind.UNDECIDED, detail);
  }

  static Finding violated(String check, String detail) {
    return new Finding(check, Kind.VIOLATED, detail);
  }
}
