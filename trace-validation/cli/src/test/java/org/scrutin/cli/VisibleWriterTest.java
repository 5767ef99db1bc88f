package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class VisibleWriterTest {

  @Test
  void controlCharactersAreShownAndNotObeyed() {
    StringWriter shown = new StringWriter();
    VisibleWriter out = new VisibleWriter(new PrintWriter(shown, true));
    out.println("rejected\r\u001b[2Kconforms");
    out.printf("%s\t%d ä →%n", "a\u009b", 7);
    out.write('\u0007');
    out.write(new char[] {'x', '\u007f', 'y'}, 1, 2);
    out.print(" \u202etcejer\u2069");
    out.flush();
    assertThat(shown)
        .hasToString(
            "rejected\\u000d\\u001b[2Kconforms"
                + System.lineSeparator()
                + "a\\u009b\t7 ä →"
                + System.lineSeparator()
                + "\\u0007\\u007fy \\u202etcejer\\u2069");
  }
}
