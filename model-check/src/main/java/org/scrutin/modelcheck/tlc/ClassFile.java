package org.scrutin.modelcheck.tlc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Changes a name in a compiled class, which takes no more than another entry in its constants. */
final class ClassFile {

  private ClassFile() {}

  /**
   * The same class, which uses one class in place of another.
   *
   * @param from the full name of a class, with slashes
   * @param to the name of a class that has the members of it that are used
   * @return the class as it was if it does not use the first
   */
  static byte[] rename(byte[] code, String from, String to) {
    byte[] sought = constant(from);
    for (int at = 0; at + sought.length <= code.length; at++) {
      int end = at + sought.length;
      if (Arrays.equals(code, at, end, sought, 0, sought.length)) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(code.length);
        changed.write(code, 0, at);
        changed.writeBytes(constant(to));
        changed.write(code, end, code.length - end);
        return changed.toByteArray();
      }
    }
    return code;
  }

  /** A text as the constant pool has it: a tag, the length in two bytes, the characters. */
  private static byte[] constant(String text) {
    ByteArrayOutputStream constant = new ByteArrayOutputStream();
    constant.write(1);
    constant.write(text.length() >> 8);
    constant.write(text.length());
    constant.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return constant.toByteArray();
  }
}
