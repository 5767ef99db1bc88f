package org.scrutin.modelcheck.tlc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Changes a name in a compiled class. */
final class ClassFile {

  private static final byte[] EXPORTED = constant("java/rmi/server/UnicastRemoteObject");
  private static final byte[] PLAIN = constant("java/rmi/server/RemoteObject");

  private ClassFile() {}

  /**
   * The same class, derived from a remote object that is not made reachable by RMI. TLC's set of
   * fingerprints is one, for the sake of its distributed mode. In one process this would open a
   * port, leave a thread behind, and keep all of TLC's classes in RMI's caches.
   *
   * @return the class as it was if it is no such object
   */
  static byte[] offline(byte[] code) {
    for (int at = 0; at + EXPORTED.length <= code.length; at++) {
      int end = at + EXPORTED.length;
      if (Arrays.equals(code, at, end, EXPORTED, 0, EXPORTED.length)) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(code.length);
        changed.write(code, 0, at);
        changed.writeBytes(PLAIN);
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
