package org.scrutin.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.render.Traces.HEADER;
import static org.scrutin.render.Traces.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceReaderTest {

  private static final String GOOD =
      "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Tick\",\"args\":[]}";

  /** Quotes are written as ' so that the table can be read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'n':1,                                               | run:2: not JSON",
        "{'n':1,'n':1}                                         | run:2: not JSON at column",
        "{'n':1} {'n':2}                                       | run:2: not JSON",
        "[]                                                    | run:2: a line must be one JSON object",
        "{'at':1,'clock':1,'action':'A','args':[]}             | run:2: \\'n\\' is missing; a whole number is due",
        "{'n':2,'at':1,'clock':1,'action':'A','args':[]}       | run:2: \\'n\\' is 2 where 1 is due; a line is missing",
        "{'n':1,'clock':1,'action':'A','args':[]}              | run:2: \\'at\\' is missing; say at which node the event happened",
        "{'n':1,'at':1,'clock':0,'action':'A','args':[]}       | run:2: \\'clock\\' must be at least 1",
        "{'n':1,'at':1,'clock':1,'args':[]}                    | run:2: \\'action\\' is missing or not a string",
        "{'n':1,'at':1,'clock':1,'action':'A'}                 | run:2: \\'args\\' is missing or not an array",
        "{'n':1,'at':1,'clock':1,'time':-1,'action':'A','args':[]} | run:2: \\'time\\' must be a whole number, not negative",
        "{'n':1,'at':1,'clock':1,'action':'A','args':[],'state':3} | run:2: \\'state\\' must be an object of the node's variables",
        "{'n':1,'at':1,'clock':1,'action':'A','args':[],'sent':[{'id':1}]} | run:2: a message in \\'sent\\' has no receiver \\'to\\'",
        "{'note':3}                                            | run:2: \\'note\\' is missing or not a string",
        "{'note':'pause','time':5,'until':4}                   | run:2: \\'until\\' is before \\'time\\'"
      })
  void a_line_that_is_not_as_described_is_told_with_file_and_line(String line, String message) {
    String trace = HEADER + line.replace('\'', '"') + "\n";
    assertThatThrownBy(() -> read(trace))
        .isInstanceOf(TraceReadException.class)
        .hasMessageStartingWith(message.replace("\\'", "\""))
        .hasMessageMatching("[^\\n]*");
  }

  @Test
  void what_a_sequence_keeps_is_put_together_again() {
    List<String> states = new ArrayList<>();
    String events =
        GOOD.replace("[]}", "[],\"state\":{\"log\":{\"from\":0,\"entries\":[7,8,9]}}}")
            + "\n"
            + GOOD.replace("\"n\":1", "\"n\":2")
                .replace(
                    "[]}",
                    "[],\"state\":{},\"about\":{\"log\":{\"at\":{\"from\":{\"is\":1},"
                        + "\"entries\":{\"keeps\":2,\"then\":[5]}}},\"votes\":{\"length\":3}}}")
            + "\n";
    TraceReader.read(
        TraceSource.text("run", HEADER + events),
        line -> {
          if (line instanceof TraceLine.Event event) {
            states.add(event.state().toString());
          }
        });
    assertThat(states)
        .containsExactly(
            "{\"log\":{\"from\":0,\"entries\":[7,8,9]}}",
            "{\"log\":{\"from\":1,\"entries\":[7,8,5]}}");
  }

  @Test
  void a_trace_begins_with_a_header_of_a_version_that_is_known() {
    assertThatThrownBy(() -> read(GOOD + "\n"))
        .hasMessage(
            "run:1: the first line must be a header with \"scrutin\":1, the format's version");
    assertThatThrownBy(() -> read(HEADER.replace("\"scrutin\":1", "\"scrutin\":2")))
        .hasMessageStartingWith("run:1: the first line must be a header");
  }

  @Test
  void an_empty_file_is_no_trace() {
    assertThatThrownBy(() -> read(""))
        .hasMessage("run: the trace has no header; its first line must be {\"scrutin\":1,…}");
  }

  @Test
  void a_header_alone_that_was_cut_off_is_no_trace() {
    assertThatThrownBy(() -> Survey.of(TraceSource.text("run", "{\"scrutin\":1")))
        .isInstanceOf(TraceReadException.class)
        .hasMessageStartingWith("run: the trace has no header");
  }

  @Test
  void a_file_that_is_not_there_is_told_in_a_line(@TempDir Path folder) {
    Path file = folder.resolve("none.ndjson");
    assertThatThrownBy(() -> LamportDiagram.of(file, DiagramOptions.DEFAULT))
        .isInstanceOf(TraceReadException.class)
        .hasMessageStartingWith(file + ": cannot be read; is it a file that exists?");
  }

  @Test
  void bytes_that_are_not_utf_8_are_told_with_the_line(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.ndjson");
    Files.write(file, (HEADER + "{\"note\":\"\u00e9\"}\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> LamportDiagram.of(file, DiagramOptions.DEFAULT))
        .isInstanceOf(TraceReadException.class)
        .hasMessageEndingWith(": not UTF-8; write the trace in UTF-8");
  }

  @Test
  void a_mark_at_the_beginning_blank_lines_and_line_ends_of_windows_are_passed_over() {
    String trace = "\uFEFF" + HEADER + "\n \r\n" + GOOD + "\r\n";
    List<TraceLine> lines = new ArrayList<>();
    assertThat(TraceReader.read(TraceSource.text("run", trace), lines::add)).isFalse();
    assertThat(lines).hasSize(2);
  }

  @Test
  void silent_nodes_have_a_lane_too_and_numbers_are_ordered_by_value() {
    String header = HEADER.replace("[1,2,3,4]", "[10,9,1,2]");
    String trace = header + event(1, 10, "Tick", "{}") + event(2, 2, "Tick", "{}");
    assertThat(Survey.of(TraceSource.text("run", trace)).lanes())
        .containsExactly("1", "2", "9", "10");
  }

  private static boolean read(String trace) {
    return TraceReader.read(TraceSource.text("run", trace), line -> {});
  }
}
