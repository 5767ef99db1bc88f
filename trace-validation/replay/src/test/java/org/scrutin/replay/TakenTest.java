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

/** A step that was found by an action is one of this action, and of no other. */
class TakenTest {

  private static final String CONFIG =
      "SPECIFICATION Spec\nPROPERTIES Matched Refined\nCHECK_DEADLOCK FALSE\n";

  private static final String SYSTEM =
      """
      ---- MODULE System ----
      EXTENDS Naturals
      CONSTANT Most
      VARIABLES x, y
      Init == x = 0 /\\ y = 0
      Add(a, b) == x' = x + a * b /\\ UNCHANGED y
      Keep(n) == y' = n /\\ UNCHANGED x
      Next == \\/ \\E a \\in 1..Most : \\E b \\in 1..Most : Add(a, b)
              \\/ \\E n \\in 1..Most : Keep(n)
      ====
      """;

  private static final String TRACE =
      """
      ---- MODULE Trace ----
      EXTENDS Naturals, Sequences, Json, IOUtils, TLC, System
      Log == ndJsonDeserialize(IOEnv.TRACE)
      VARIABLE l
      Line == Log[l]
      %s
      IsAdd == Line.do = "add" /\\ Add(Line.a, Line.b)
      IsKeep == Line.do = "keep" /\\ Keep(Line.n)
      TraceInit == l = 1 /\\ Init
      TraceNext == l <= Len(Log) /\\ l' = l + 1 /\\ (IsAdd \\/ IsKeep)
      Spec == TraceInit /\\ [][TraceNext]_<<l, x, y>>
      Matched == <>(l > Len(Log))
      ====
      """;

  @TempDir private Path folder;

  private static String add(int a, int b) {
    return "{\"do\":\"add\",\"a\":%d,\"b\":%d}".formatted(a, b);
  }

  private static String keep(int n) {
    return "{\"do\":\"keep\",\"n\":%d}".formatted(n);
  }

  private Verdict validate(int most, String refined, String... lines) throws IOException {
    Map<String, String> modules = Map.of("System", SYSTEM, "Trace", TRACE.formatted(refined));
    return TraceSpecs.validate(folder, modules, CONFIG + "CONSTANT Most = " + most + "\n", lines);
  }

  private static String[] all(String line) {
    return new String[] {add(2, 3), line, keep(3), add(2, 3), line};
  }

  /** There are 10,000,000,000 ways to add. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatTheLineSaidIsNotLookedForAgain() throws IOException {
    String[] lines =
        IntStream.rangeClosed(1, 50).mapToObj(i -> add(90_000 + i, i)).toArray(String[]::new);

    assertThat(validate(100_000, "S == INSTANCE System\nRefined == [][S!Next]_<<x, y>>", lines))
        .isInstanceOf(Verdict.Conforms.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S == INSTANCE System\nRefined == [][S!Next]_<<x, y>>",
        "S == INSTANCE System\nT(i) == S!Next\nRefined == [][T(1)]_<<x, y>>",
        "Refined == [][Next]_<<x, y>>",
        "Refined == [][\\E m \\in 1..9 : Add(m, 3) \\/ Add(m, 2) \\/ Keep(m)]_<<x, y>>",
        "A(op(_), n) == op(n)\nRefined == [][Next \\/ A(Keep, 7)]_<<x, y>>",
      })
  void isTheSpecifications(String refined) throws IOException {
    assertThat(validate(9, refined, all(add(4, 2)))).isInstanceOf(Verdict.Conforms.class);
  }

  /** Each time the second line is not allowed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Refined == [][Next /\\ x' # 14]_<<x, y>>",
        "Refined == [][(x = 0 /\\ Next) \\/ \\E n \\in 1..9 : Keep(n)]_<<x, y>>",
        "Refined == [][\\E a \\in 1..9 : Add(a, a + 1) \\/ Keep(a)]_<<x, y>>",
        "Refined == [][\\E a \\in 1..3, b \\in 1..3 : Add(a, b) \\/ Keep(a)]_<<x, y>>",
        "Refined == [][~Add(4, 2)]_<<x, y>>",
        "S == INSTANCE System WITH x <- y, y <- x\nRefined == [][S!Next \\/ x = 0]_<<x, y>>",
        "S == INSTANCE System WITH x <- x + 3 * l\nRefined == [][S!Next \\/ x = 0]_<<x, y>>",
        "S(z) == INSTANCE System WITH x <- z\nRefined == [][S(y)!Next \\/ x = 0]_<<x, y>>",
        "S == INSTANCE System WITH Most <- 3\nRefined == [][S!Next]_<<x, y>>",
      })
  void isAnother(String refined) throws IOException {
    assertThat(validate(9, refined, all(add(4, 2))))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> {
              assertThat(rejected.rejection().where()).endsWith(":2");
              assertThat(rejected.rejection().property()).isPresent();
            });
  }

  /** What stands for a parameter may be something else after the step. */
  @Test
  void aPrimedArgumentIsAnother() throws IOException {
    String refined =
        """
        Copy(p) == y' = p' /\\ UNCHANGED x
        Line2 == IF l = 3 THEN 8 ELSE 3
        Refined == [][Copy(Line2) \\/ Next]_<<x, y>>
        """;
    String trace = TRACE.formatted(refined).replace("Keep(Line.n)", "Copy(Line2)");
    Map<String, String> modules =
        Map.of("System", SYSTEM.replace("1..Most : Keep", "{3, 8} : Keep"), "Trace", trace);
    Map<String, String> guarded =
        Map.of(
            "System",
            SYSTEM.replace("1..Most : Keep", "{3} : Keep"),
            "Trace",
            trace.replace("[Copy(Line2) ", "[Copy(3) "));
    String config = CONFIG + "CONSTANT Most = 9\n";

    assertThat(TraceSpecs.validate(folder, modules, config, keep(0), keep(0), keep(0)))
        .isInstanceOf(Verdict.Conforms.class);
    assertThat(TraceSpecs.validate(folder, guarded, config, keep(0), keep(0), keep(0)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void whatTheConfigurationPutsInAPlaceMayPrimeItsArgument() throws IOException {
    String refined =
        """
        CONSTANT Set(_)
        Primed(p) == y' = p' /\\ UNCHANGED x
        Do(p) == Set(p)
        Now == IF l = 1 THEN 8 ELSE 3
        Refined == [][Do(8)]_<<x, y>>
        """;
    String trace = TRACE.formatted(refined).replace("Keep(Line.n)", "Do(Now)");
    Map<String, String> modules = Map.of("System", SYSTEM, "Trace", trace);
    String config = CONFIG + "CONSTANT Most = 9\nCONSTANT Set <- Primed\n";

    assertThat(TraceSpecs.validate(folder, modules, config, keep(0), keep(0), keep(0)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  /** What is passed may be another value when it is asked for once more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Add(TLCGet(7), 1)",
        "LET now == TLCGet(7) IN Add(now, 1)",
        "By(TLCGet(7))",
      })
  void anArgumentOfTheMomentIsAnother(String taken) throws IOException {
    String refined =
        """
        By(n) == Add(n, 1)
        Taken == TLCSet(7, 1) /\\ (%s) /\\ TLCSet(7, 2)
        Refined == [][Add(2, 1) \\/ (x = 0 /\\ Next)]_<<x, y>>
        """
            .formatted(taken);
    String trace =
        TRACE
            .formatted(refined)
            .replace("Add(Line.a, Line.b)", "Taken")
            .replace("l = 1 /\\ Init", "l = 1 /\\ Init /\\ TLCSet(7, 1)");
    Map<String, String> modules = Map.of("System", SYSTEM, "Trace", trace);

    assertThat(
            TraceSpecs.validate(
                folder, modules, CONFIG + "CONSTANT Most = 9\n", add(1, 1), add(1, 1), add(1, 1)))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.rejection().where()).endsWith(":2"));
  }

  @Test
  void argumentsThatCannotBeComparedNeedNotBe() throws IOException {
    String refined =
        """
        Kept(n, kind) == kind = "number" /\\ y' = n /\\ UNCHANGED x
        Refined == [][Kept("none", "text") \\/ Kept(1, "number") \\/ Kept(2, "number")]_<<x, y>>
        """;
    String trace = TRACE.formatted(refined).replace("Keep(Line.n)", "Kept(Line.n, \"number\")");
    Map<String, String> modules = Map.of("System", SYSTEM, "Trace", trace);

    assertThat(
            TraceSpecs.validate(
                folder, modules, CONFIG + "CONSTANT Most = 9\n", keep(1), keep(2), keep(1)))
        .isInstanceOf(Verdict.Conforms.class);
  }

  @Test
  void anInstanceWithParametersPassesMore() throws IOException {
    String refined =
        """
        By(z) == INSTANCE System WITH Most <- z
        Refined == [][\\E n \\in 1..9 : By(9)!Keep(n)]_<<x, y>>
        """;

    assertThat(validate(9, refined, keep(1), keep(2), keep(1)))
        .isInstanceOf(Verdict.Conforms.class);
  }
}
