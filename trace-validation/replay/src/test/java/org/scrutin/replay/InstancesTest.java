package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifications whose next-state relation, or all, stands in a module that they instantiate. */
class InstancesTest {

  @TempDir private Path folder;

  private Verdict verdict(String module, String config, String... lines) throws IOException {
    Files.writeString(
        folder.resolve("Lamps.tla"),
        """
        ---- MODULE Lamps ----
        EXTENDS Naturals
        CONSTANT Node
        VARIABLES on, count
        Init == on = [n \\in Node |-> 0] /\\ count = 5
        Up(n) == /\\ on[n] < 2
                 /\\ on' = [on EXCEPT ![n] = @ + 1]
                 /\\ count' = count + n
        Next == count < 20 /\\ \\E n \\in Node : Up(n)
        Spec == Init /\\ [][Next]_<<on, count>>
        ====
        """);
    String whole = config + "\nCONSTANT Node = {1, 2}\n";
    try (TraceValidator validator = Specs.written(folder, "House", module, whole)) {
      return Specs.validate(validator, Specs.trace(lines));
    }
  }

  private static String up(int n, int node, String state) {
    return "{\"n\":%d,\"at\":%d,\"clock\":%d,\"action\":\"Up\",\"args\":[%d],\"state\":{%s}}"
        .formatted(n, node, n, node, state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INIT Init\nNEXT Next", "SPECIFICATION Spec"})
  void actionsOfAnInstanceWithoutANameAreCalledByTheirNames(String config) throws IOException {
    String module =
        """
        ---- MODULE House ----
        CONSTANT Node
        VARIABLES on, count
        INSTANCE Lamps
        ====
        """;
    String first = up(1, 2, "\"on\":1,\"count\":7");
    assertThat(verdict(module, config, first)).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict(module, config, first, up(2, 1, "\"count\":7")))
        .isInstanceOf(Verdict.Rejected.class);
  }

  /** Each variable stands for the other of the same name: one that is mixed up would be seen. */
  @ParameterizedTest
  @ValueSource(strings = {"INIT Init\nNEXT Next", "SPECIFICATION Spec"})
  void actionsOfAnInstanceWithANameAreCalledByTheirNamesToo(String config) throws IOException {
    String module =
        """
        ---- MODULE House ----
        CONSTANT Node
        VARIABLES on, count
        L == INSTANCE Lamps WITH on <- count, count <- on
        Init == L!Init
        Next == L!Next
        Spec == L!Spec
        ====
        """;
    String first = up(1, 2, "\"on\":7,\"count\":1");
    assertThat(verdict(module, config, first)).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict(module, config, first, up(2, 2, "\"on\":9,\"count\":1")))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            no ->
                assertThat(no.rejection().differences())
                    .extracting(Object::toString)
                    .singleElement()
                    .asString()
                    .contains("count = 2 on 2"));
    Verdict third = verdict(module, config, first, up(2, 2, "\"on\":9"), up(3, 2, "\"on\":11"));
    assertThat(third)
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            no ->
                assertThat(no.rejection().falseParts().get(0))
                    .satisfies(part -> assertThat(part.place()).isEqualTo("Lamps.tla:6"))
                    .satisfies(part -> assertThat(part.text()).isEqualTo("on[n] < 2")));
  }
}
