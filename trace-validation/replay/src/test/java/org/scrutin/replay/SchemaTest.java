package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation of the trace format, its schema, and what replay reads say the same. */
class SchemaTest {

  private static final Path DOCS = Path.of("../../docs");

  private static JsonSchema schema;

  @BeforeAll
  static void load() throws IOException {
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(DOCS.resolve("trace-format.schema.json")));
  }

  private static boolean fits(String line) {
    return schema.validate(line, InputFormat.JSON).isEmpty();
  }

  @Test
  void theExampleOfTheDocumentationFits() throws IOException {
    List<String> lines =
        Files.readAllLines(DOCS.resolve("trace-format.md")).stream()
            .filter(line -> line.startsWith("{"))
            .toList();

    assertThat(lines).hasSizeGreaterThan(3).allMatch(SchemaTest::fits);
  }

  @Test
  void generatedTracesFit() {
    Path folder = Specs.folder();
    Walker walker =
        Specs.walker(
            Specs.library(),
            folder.resolve("Lending.tla"),
            folder.resolve("Lending.cfg"),
            Map.of());

    assertThat(Specs.trace(walker.walk(1, 50, false)).lines()).allMatch(SchemaTest::fits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"scrutin\":2,\"spec\":\"A\",\"config\":\"A.cfg\"}",
        "{\"scrutin\":1,\"spec\":\"A\"}",
        "{\"scrutin\":1,\"spec\":\"A\",\"config\":\"A.cfg\",\"constants\":{\"N\":{\"a\":1}}}",
        "{\"n\":0,\"at\":1,\"clock\":1,\"action\":\"A\",\"args\":[]}",
        "{\"n\":1,\"at\":1,\"clock\":0,\"action\":\"A\",\"args\":[]}",
        "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"A\",\"args\":[1.5]}",
        "{\"n\":1,\"at\":[],\"clock\":1,\"action\":\"A\",\"args\":[]}",
        "{\"n\":1,\"at\":1,\"clock\":1,\"args\":[]}",
        "{\"note\":7}"
      })
  void badLinesDoNotFit(String line) {
    assertThat(fits(line)).isFalse();
  }
}
