package org.scrutin.render;

import java.util.Locale;

/** Numbers of things, in words. Thread-safe. */
public final class Counted {

  private Counted() {}

  /** Such as {@code 1 model} or {@code 1,234 models}. */
  public static String of(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
