package org.scrutin.modelcheck.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageCollectorTest {

  private final MessageCollector collector = new MessageCollector();
  private final PrintStream out = new PrintStream(collector, true, StandardCharsets.UTF_8);

  @Test
  void messages_and_plain_lines_are_told_apart() {
    out.println("Parsing file A.tla");
    out.println("@!@!@STARTMSG 2110:1 @!@!@\nInvariant Ü\nis violated.\n@!@!@ENDMSG 2110 @!@!@");
    assertThat(collector.messages())
        .containsExactly(
            new TlcMessage(TlcMessage.PLAIN, 0, "Parsing file A.tla"),
            new TlcMessage(2110, 1, "Invariant Ü\nis violated."));
    assertThat(collector.messages().get(1).isError()).isTrue();
  }

  @Test
  void a_message_that_quotes_another_ends_with_its_own_end() {
    out.println("@!@!@STARTMSG 1000:1 @!@!@");
    out.println(": @!@!@STARTMSG 5003:0 @!@!@");
    out.println("inner");
    out.println("@!@!@ENDMSG 5003 @!@!@");
    out.println("outer");
    out.println("@!@!@ENDMSG 1000 @!@!@");
    assertThat(collector.messages()).containsExactly(new TlcMessage(1000, 1, ": \ninner\nouter"));
  }

  @Test
  void what_a_specification_prints_without_end_does_not_fill_the_memory() {
    for (int i = 0; i < 20_000; i++) {
      out.println("printed");
    }
    assertThat(collector.messages()).hasSize(10_000);
  }
}
