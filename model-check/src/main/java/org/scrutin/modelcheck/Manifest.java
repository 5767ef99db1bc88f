package org.scrutin.modelcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;

/**
 * The list of all models with what must come out of them: {@code models.json} in the folder of
 * specifications. Immutable and thread-safe.
 *
 * @param file where it was read
 * @param models in the order of the file, which is the order of running and reporting
 */
public record Manifest(Path file, List<Model> models) {

  private static final String NAME = "models.json";

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  public Manifest {
    models = List.copyOf(models);
  }

  /**
   * Reads the manifest of a folder of specifications.
   *
   * @throws SpecException if it is missing or wrong; the message says where, as file:line:column
   */
  public static Manifest of(SpecLibrary library) {
    return read(library.root().resolve(NAME));
  }

  /** Reads a manifest; see {@link #of}. */
  public static Manifest read(Path file) {
    String text = text(file);
    List<Model> models;
    try {
      ManifestJson json = MAPPER.readValue(text, ManifestJson.class);
      if (json == null) {
        throw new SpecException(file + ":1:1: an object with \"models\" belongs here, not null");
      }
      models = json.toModels();
    } catch (JsonProcessingException e) {
      throw new SpecException(file + ManifestFault.describe(e, text));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < models.size(); i++) {
      String name = models.get(i).name();
      if (!names.add(name)) {
        String place = ManifestFault.place("/models/" + i + "/name", text);
        throw new SpecException(file + place + ": a second model is called \"" + name + "\"");
      }
    }
    return new Manifest(file, models);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SpecException(file + ": cannot read this manifest of models");
    }
  }

  /** Those of a suite; the full suite has the quick one in it. */
  public List<Model> suite(Suite suite) {
    return models.stream()
        .filter(model -> suite == Suite.FULL || model.suite() == Suite.QUICK)
        .toList();
  }

  /**
   * The model of this name, or all models below it: {@code bully} means {@code bully/…}.
   *
   * @throws SpecException if there is none
   */
  public List<Model> named(String name) {
    List<Model> found =
        models.stream()
            .filter(model -> model.name().equals(name) || model.name().startsWith(name + "/"))
            .toList();
    if (found.isEmpty()) {
      throw new SpecException(unknown(name));
    }
    return found;
  }

  /** Lists the models of the same family, or else the families: not all models. */
  private String unknown(String name) {
    String family = family(name);
    List<String> siblings =
        models.stream()
            .filter(model -> !model.mutant() && family(model.name()).equals(family))
            .map(Model::name)
            .toList();
    List<String> known =
        siblings.isEmpty()
            ? models.stream().map(model -> family(model.name())).distinct().toList()
            : siblings;
    return "no model is called \""
        + name
        + "\"; there are "
        + String.join(", ", known)
        + (siblings.isEmpty() ? ", each with models below it" : ", and its mutants");
  }

  private static String family(String name) {
    return name.replaceFirst("/.*", "");
  }

  /**
   * Rewrites the file with new pins. All else stays, in its order; the layout is always the same.
   *
   * @param measured pins by the name of the model
   * @throws SpecException if this is not a source checkout, where the change would be lost
   */
  public void pin(Map<String, Pinned> measured) {
    rewrite(
        model ->
            found(measured, model)
                .ifPresent(
                    pinned -> {
                      model.set("pinned", MAPPER.valueToTree(ManifestJson.PinnedJson.of(pinned)));
                      model.remove("reached");
                      model.remove("simulated");
                    }));
  }

  /**
   * Rewrites the file with how far models were explored; see {@link #pin}.
   *
   * @param reached by the name of the model
   */
  public void reached(Map<String, Reached> reached) {
    rewrite(
        model ->
            found(reached, model)
                .map(ManifestJson.ReachedJson::of)
                .ifPresent(json -> model.set("reached", MAPPER.valueToTree(json))));
  }

  /**
   * Rewrites the file with what random behaviours came to; see {@link #pin}.
   *
   * @param simulated by the name of the model
   */
  public void simulated(Map<String, Simulated> simulated) {
    rewrite(
        model ->
            found(simulated, model)
                .map(ManifestJson.SimulatedJson::of)
                .ifPresent(json -> model.set("simulated", MAPPER.valueToTree(json))));
  }

  private static <T> Optional<T> found(Map<String, T> byName, JsonNode model) {
    return Optional.ofNullable(byName.get(model.get("name").asText()));
  }

  private void rewrite(Consumer<ObjectNode> change) {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isRegularFile(folder.resolve("pom.xml"))) {
      throw new SpecException(
          file + ": results are pinned in a source checkout only, where pom.xml lies beside it");
    }
    try {
      JsonNode root = MAPPER.readTree(text(file));
      for (JsonNode node : root.get("models")) {
        change.accept((ObjectNode) node);
      }
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter layout =
          new DefaultPrettyPrinter()
              .withSeparators(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                      .withArrayEmptySeparator("")
                      .withObjectEmptySeparator(""));
      layout.indentArraysWith(lines);
      layout.indentObjectsWith(lines);
      Files.writeString(file, MAPPER.writer(layout).writeValueAsString(root) + "\n");
    } catch (IOException e) {
      throw new SpecException(file + ": cannot write the pins: " + e.getMessage());
    }
  }
}
