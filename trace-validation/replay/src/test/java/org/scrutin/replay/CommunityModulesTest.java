package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.TlcSandbox;

/** The community's modules, written anew, give the values that their interface says. */
class CommunityModulesTest {

  @TempDir private Path scratch;

  private Map<String, String> values(String prefix) {
    Path folder = Specs.folder();
    try (TlcSandbox sandbox = TlcSandbox.open()) {
      return sandbox
          .create("org.scrutin.replay.engine.ModuleValues", Definitions.class)
          .values(
              new ReplayEngine.Source(
                  folder.resolve("ModulesCheck.tla"),
                  folder.resolve("ModulesCheck.cfg"),
                  JsonObject.EMPTY,
                  "here",
                  List.of(folder),
                  scratch),
              prefix);
    }
  }

  @Test
  void eachValueIsTheOneComputedByHand() throws IOException {
    Map<String, String> values = values("Check");

    assertThat(values).hasSizeGreaterThan(70);
    assertThat(values).allSatisfy((name, value) -> assertThat(value).as(name).isEqualTo("TRUE"));
  }

  @Test
  void whatReplayDoesNotDoIsAnErrorAndNoValue() {
    assertThat(values("Wrong").values())
        .anySatisfy(error -> assertThat(error).contains("starts no programs"))
        .anySatisfy(error -> assertThat(error).contains("is no number"))
        .doesNotContain("TRUE", "FALSE");
  }
}
