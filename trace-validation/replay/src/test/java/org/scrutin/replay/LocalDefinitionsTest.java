package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an action defines by LET is evaluated once a step, but not if it speaks of the next state.
 */
class LocalDefinitionsTest {

  @TempDir private Path folder;

  /** Each action leads to x = y = 1 and to x = y = 2. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Outright",
        "ByArgument",
        "ByArgumentOfArgument",
        "ByOperator",
        "Primed",
        "AsAction",
        "AsFunction",
        "WithParameter",
        "InPossible",
        "Angle",
        "AngleByArgument"
      })
  void meansWhatItSays(String action) throws IOException {
    Path spec = Specs.folder().resolve("Locals.tla");
    Path config = Files.writeString(folder.resolve("Locals.cfg"), "INIT Init\nNEXT Next\n");
    try (TraceValidator validator = Specs.of(spec, config, Map.of())) {
      for (int x = 1; x <= 3; x++) {
        for (int y = 1; y <= 3; y++) {
          boolean conforms = conforms(validator, action, x, y);
          assertThat(conforms).as("x = %d, y = %d", x, y).isEqualTo(x == y && x < 3);
        }
      }
    }
  }

  /** Each line of the log says where a step leads from x = 0, whose parts, if any, add 1. */
  @ParameterizedTest
  @CsvSource({
    "Once, 1",
    "TwiceByLet, 2",
    "TwiceByArgument, 2",
    "TwiceByArgumentOfArgument, 2",
    "Jump, 1",
  })
  void isOfTheStateInWhichItIsAskedFor(String event, int leadsTo) throws IOException {
    Path spec = Specs.folder().resolve("Steps.tla");
    Path config = Files.writeString(folder.resolve("Steps.cfg"), "INIT Init\nNEXT Next\n");
    Path binding = Specs.folder().resolve("StepsBind.tla");
    try (TraceValidator validator =
        TraceValidator.bound(Specs.library(), spec, config, binding, Map.of())) {
      for (int x = 1; x <= 3; x++) {
        String line = "{\"name\":\"%s\",\"x\":%d}\n".formatted(event, x);
        Verdict verdict = Specs.validate(validator, line);
        assertThat(verdict instanceof Verdict.Conforms).as("x = %d", x).isEqualTo(x == leadsTo);
      }
    }
  }

  private static boolean conforms(TraceValidator validator, String action, int x, int y)
      throws IOException {
    String event =
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"%s\",\"args\":[],\"state\":{\"x\":%d,\"y\":%d}}";
    String trace =
        Specs.HEADER.replace("Lending", "Locals") + "\n" + event.formatted(action, x, y) + "\n";
    return Specs.validate(validator, trace) instanceof Verdict.Conforms;
  }
}
