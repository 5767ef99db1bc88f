package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an invariant says is not asked again where it reads the same, and asked where it does not.
 */
class UpheldTest {

  private static final String CONFIG =
      "SPECIFICATION Spec\nPROPERTY Matched\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n";

  private static final String HALL =
      """
      ---- MODULE Hall ----
      EXTENDS Naturals
      VARIABLES seats, open
      Fair == /\\ \\A s \\in open : seats[s] # 5
              /\\ \\A s \\in open, t \\in open : seats[s] + seats[t] # 11
      ====
      """;

  private static final String TRACE =
      """
      ---- MODULE Trace ----
      EXTENDS Naturals, Sequences, Json, IOUtils, TLC, Hall
      Log == ndJsonDeserialize(IOEnv.TRACE)
      VARIABLES l, other, shut
      Line == Log[l]
      vars == <<l, seats, open, other, shut>>
      Init == /\\ l = 1
              /\\ seats = [s \\in 1..3 |-> 0]
              /\\ other = seats
              /\\ open = {1, 2}
              /\\ shut = {3}
      Take == /\\ "seat" \\in DOMAIN Line
              /\\ seats' = [seats EXCEPT ![Line.seat] = Line.by]
              /\\ UNCHANGED <<open, other, shut>>
      TakeOther == /\\ "other" \\in DOMAIN Line
                   /\\ other' = [s \\in 1..3 |-> IF s = Line.other THEN Line.by ELSE other[s]]
                   /\\ UNCHANGED <<seats, open, shut>>
      Open == /\\ "open" \\in DOMAIN Line
              /\\ open' = open \\cup {Line.open}
              /\\ UNCHANGED <<seats, other, shut>>
      Next == l <= Len(Log) /\\ l' = l + 1 /\\ (Take \\/ TakeOther \\/ Open)
      Spec == Init /\\ [][Next]_vars
      Matched == <>(l > Len(Log))
      There == INSTANCE Hall WITH seats <- other, open <- shut
      %s
      ====
      """;

  @TempDir private Path folder;

  private Verdict validate(String invariant, String... lines) throws IOException {
    Map<String, String> modules = Map.of("Hall", HALL, "Trace", TRACE.formatted(invariant));
    return TraceSpecs.validate(folder, modules, CONFIG, lines);
  }

  private static String take(int seat, int by) {
    return "{\"seat\":%d,\"by\":%d}".formatted(seat, by);
  }

  private static String takeOther(int seat, int by) {
    return "{\"other\":%d,\"by\":%d}".formatted(seat, by);
  }

  private static String open(int seat) {
    return "{\"open\":%d}".formatted(seat);
  }

  /** To ask it once is a million evaluations. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatIsSaidOfOnePlaceIsNotAskedWhereAnotherChanges() throws IOException {
    String invariant =
        """
        Dear(s) == \\A a, b, c \\in 1..100 : seats[s] # a + b + c
        Inv == \\A s \\in 1..3 : s = 1 => Dear(s)
        """;
    String[] lines =
        IntStream.rangeClosed(1, 2_000).mapToObj(i -> take(2, i)).toArray(String[]::new);

    assertThat(validate(invariant, lines)).isInstanceOf(Verdict.Conforms.class);
  }

  /** Each is broken by the fourth line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Inv == Fair",
        "Inv == /\\ There!Fair\n       /\\ Fair",
        "Inv == LET all == Fair IN all",
        "Inv == seats[2] # 5",
        "Inv == \\A s \\in DOMAIN seats : seats[s] # 5",
        "Inv == \\A s, t \\in 1..3 : s # t => seats[s] + seats[t] # 8",
        "Inv == \\A s \\in 1..3 : \\A t \\in 1..3 : seats[s] + seats[t] # 8",
        "Inv == \\A <<s, t>> \\in {<<1, 2>>} : seats[s] + seats[t] # 8",
        "Inv == ~ \\E s \\in open : seats[s] = 5",
        "Inv == (CHOOSE s \\in 1..3 : seats[s] > 4 \\/ s = 3) = 3",
        "Sum(s) == LET RECURSIVE To(_) To(n) == IF n = 0 THEN 0 ELSE s[n] + To(n - 1) IN To(3)"
            + "\nInv == Sum(seats) # 8",
        "f[n \\in 0..3] == IF n = 0 THEN 0 ELSE f[n - 1] + seats[n]\nInv == f[3] # 8",
        "Inv == {seats[s] : s \\in open} # {3, 5}",
        "Inv == \\A s \\in open : \\A n \\in 0..seats[s] : n # 5",
        "Inv == [s \\in 1..3 |-> seats[s]] # <<3, 5, 0>>",
        "Of(p(_), s) == p(s)\nInv == \\A s \\in 1..3 : Of(LAMBDA t : seats[t] # 5, s)",
      })
  void isBroken(String invariant) throws IOException {
    Verdict verdict =
        validate(invariant, take(1, 3), takeOther(1, 5), take(2, 1), take(2, 5), take(2, 0));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> {
              assertThat(rejected.rejection().where()).endsWith(":4");
              assertThat(rejected.rejection().property()).contains("Inv");
            });
  }

  /** The formula of the module is the same one, and what it reads is not. */
  @Test
  void isBrokenWhereItIsInstantiated() throws IOException {
    String invariant = "Inv == Fair /\\ There!Fair";

    assertThat(validate(invariant, take(3, 5), takeOther(1, 5)))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(validate(invariant, take(3, 5), takeOther(3, 5)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  /** What had been read of the values before is the same, and there is another value now. */
  @Test
  void isAskedOfValuesThatAreNew() throws IOException {
    for (String invariant :
        new String[] {
          "Inv == Fair",
          "Inv == \\A s \\in {1} : \\A t \\in open : seats[t] # 5",
          "Inv == \\A s \\in {1}, t \\in open : seats[t] # 5",
          "Inv == \\A t \\in open, s \\in {1} : seats[t] # 5",
        }) {
      assertThat(validate(invariant, take(3, 5), take(1, 2), open(3)))
          .isInstanceOfSatisfying(
              Verdict.Rejected.class,
              rejected -> assertThat(rejected.rejection().where()).endsWith(":3"));
    }
  }

  /** It need not be TRUE for a reason that is still there. */
  @Test
  void isAskedWhereAnotherReasonWouldBeNeeded() throws IOException {
    String invariant = "Inv == \\A s \\in 1..2 : seats[s] < 5 \\/ other[s] > 4";

    assertThat(validate(invariant, takeOther(1, 6), take(1, 7), takeOther(2, 1), takeOther(1, 4)))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":4"));
  }

  @Test
  void whatSpeaksOfTheMomentIsAskedAnew() throws IOException {
    assertThat(validate("Inv == TLCGet(\"level\") < 4", take(1, 1), take(1, 1), take(1, 1)))
        .isInstanceOf(Verdict.Rejected.class);
    assertThat(validate("Inv == ENABLED (seats' = seats /\\ l < 3)", take(1, 1), take(1, 1)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  /** TLC evaluates what such a set is made of when it is looked at. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{t \\in SUBSET (1..3) : seats[1] \\in t}",
        "{t \\in SUBSET (1..3) : seats[1] \\in t} \\cup {{}}",
        "{t \\in SUBSET (1..3) : seats[1] \\in t} \\ {{}}",
        "SUBSET {t \\in SUBSET (1..3) : seats[1] \\in t}",
        "UNION {{t \\in SUBSET (1..3) : seats[1] \\in t}}",
        "{1} \\X {t \\in SUBSET (1..3) : seats[1] \\in t}",
        "[1..1 -> {t \\in SUBSET (1..3) : seats[1] \\in t}]",
        "{k \\in [1..1 -> 1..3] : k[1] = seats[1]}",
        "{{t \\in 1..3 : t = seats[1]}, {}}",
      })
  void whatValuesThereAreMayHaveBeenReadLate(String values) throws IOException {
    String invariant = "Inv == \\A i \\in 1..2 : \\A v \\in %s : seats[1] # 3".formatted(values);

    assertThat(validate(invariant, take(1, 1), take(1, 2), take(1, 3), take(1, 1)))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":3"));
  }

  /** Each with all others: what is kept of them would fill the memory. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatIsSaidOfMillionsOfValuesIsNotKept() throws IOException {
    String invariant =
        """
        Inv == /\\ \\A i, j, k \\in 1..150 : i + j + k > seats[1]
               /\\ \\A i \\in 1..1000 : \\A j \\in 1..1000 : i + j > seats[1]
        """;

    assertThat(validate(invariant, take(1, 1), take(1, 1))).isInstanceOf(Verdict.Conforms.class);
  }
}
