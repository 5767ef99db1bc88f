package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of several ways in which one action reads a line, the one that read a line alike is tried first.
 */
class NarrowActionsTest {

  private static final String CONFIG =
      "SPECIFICATION Spec\nPROPERTY Matched\nCHECK_DEADLOCK FALSE\n";

  private static final String CLOCK =
      """
      ---- MODULE Clock ----
      EXTENDS Naturals
      VARIABLES now, rung
      Dear == ~ \\E a, b, c \\in 1..100 : a + b + c = now + 1000
      Ring == /\\ Dear
              /\\ rung' = rung + 1
              /\\ UNCHANGED now
      Tick == now' = now + 1 /\\ UNCHANGED rung
      Next == Ring \\/ Tick
      ====
      """;

  private static final String TRACE =
      """
      ---- MODULE Trace ----
      EXTENDS Naturals, Sequences, Json, IOUtils, TLC
      Log == ndJsonDeserialize(IOEnv.TRACE)
      VARIABLES l, now, rung
      C == INSTANCE Clock
      Line == Log[l]
      Logged == IF "now" \\in DOMAIN Line THEN now' = Line.now ELSE rung' = Line.rung
      Init == l = 1 /\\ now = 0 /\\ rung = 0
      Read == l <= Len(Log) /\\ l' = l + 1 %s
      Next == Read /\\ Logged /\\ [C!Next]_<<now, rung>>
      Spec == Init /\\ [][Next]_<<l, now, rung>>
      Matched == <>(l > Len(Log))%s
      ====
      """;

  @TempDir private Path folder;

  private Verdict validate(String read, String rest, String config, String... lines)
      throws IOException {
    Map<String, String> modules = Map.of("Clock", CLOCK, "Trace", TRACE.formatted(read, rest));
    return TraceSpecs.validate(folder, modules, CONFIG + config, lines);
  }

  private static String now(int now) {
    return "{\"now\":%d}".formatted(now);
  }

  private static String rung(int rung) {
    return "{\"rung\":%d}".formatted(rung);
  }

  /** Whether it rings takes a million evaluations. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void theOtherWaysAreNotAsked() throws IOException {
    String[] lines = Collections.nCopies(1_000, "").toArray(String[]::new);
    for (int i = 0; i < lines.length; i++) {
      lines[i] = now(i + 1);
    }

    assertThat(validate("", "", "", lines)).isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void allWaysAreAskedBeforeALineIsRejected() throws IOException {
    assertThat(validate("", "", "", now(1), now(1), rung(1), now(2), rung(2), rung(2)))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(validate("", "", "", now(1), rung(1), now(3)))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":3"));
  }

  /** Once for each of the ways it would be more often than TLC does it. */
  @Test
  void whatIsDoneBeforeTheWaysIsDoneOnce() throws IOException {
    String counts = "/\\ TLCSet(1, TLCGet(1) + 1)";
    String none = "\nASSUME TLCSet(1, 0)\nPost == TLCGet(1) = %d";

    assertThat(validate(counts, none.formatted(3), "POSTCONDITION Post\n", now(1), now(2), rung(1)))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(validate(counts, none.formatted(6), "POSTCONDITION Post\n", now(1), now(2), rung(1)))
        .isNotInstanceOf(Verdict.Conforms.class);
  }
}
