package org.scrutin.modelcheck.tlc;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the output that TLC writes for tools, in which each message stands between two marker lines
 * that carry its code. This form is the same in all releases of TLC, which its classes are not.
 *
 * <p>Thread-safe.
 */
public final class MessageCollector extends OutputStream {

  /** Plain lines come from the parser and from PrintT; more than this many are not kept. */
  private static final int MAX_PLAIN_LINES = 10_000;

  private static final Pattern START = Pattern.compile("@!@!@STARTMSG (-?\\d+):(\\d+) @!@!@");
  private static final Pattern END = Pattern.compile("@!@!@ENDMSG (-?\\d+) @!@!@");

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<TlcMessage> messages = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean open;
  private int code;
  private int severity;
  private int plainLines;

  /** What was said so far. */
  public synchronized List<TlcMessage> messages() {
    return List.copyOf(messages);
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      accept(line.toString(StandardCharsets.UTF_8).stripTrailing());
      line.reset();
    } else {
      line.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void accept(String content) {
    Matcher start = START.matcher(content);
    Matcher end = END.matcher(content);
    if (open) {
      if (end.matches()) {
        close(Integer.parseInt(end.group(1)));
      } else {
        // An error may quote another message, with its opening marker.
        text.append(start.replaceAll("")).append('\n');
      }
    } else if (start.matches()) {
      open = true;
      code = Integer.parseInt(start.group(1));
      severity = Integer.parseInt(start.group(2));
      text.setLength(0);
    } else if (plainLines < MAX_PLAIN_LINES) {
      plainLines++;
      messages.add(new TlcMessage(TlcMessage.PLAIN, 0, content));
    }
  }

  private void close(int ended) {
    // A quoted message has its own closing marker, which ends nothing.
    if (ended == code) {
      messages.add(new TlcMessage(code, severity, text.toString().strip()));
      open = false;
    }
  }
}
