package org.scrutin.cli;

import java.util.Locale;

/** Numbers of things, in words. */
final class Counted {

  private Counted() {}

  /** Such as {@code 1 model} or {@code 1,234 models}. */
  static String of(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
