package org.scrutin.modelcheck;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** The manifest as the file has it, where a field that is not written is null. */
record ManifestJson(@JsonProperty(required = true) List<ModelJson> models) {

  List<Model> toModels() {
    return Optional.ofNullable(models).orElse(List.of()).stream().map(ModelJson::toModel).toList();
  }

  /** One model as the file has it. */
  record ModelJson(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String module,
      @JsonProperty(required = true) String config,
      @JsonProperty(required = true) Suite suite,
      Boolean mutant,
      String question,
      String assumptions,
      String bounds,
      @JsonProperty(required = true) Expectation expect,
      Boolean coverage,
      List<String> neverTaken,
      PinnedJson pinned) {

    ModelJson {
      require("name", name);
      require("module", module);
      require("config", config);
      require("suite", suite);
      require("expect", expect);
    }

    private static void require(String field, Object value) {
      if (value == null) {
        throw new IllegalArgumentException("\"" + field + "\" must not be null");
      }
    }

    Model toModel() {
      return new Model(
          name,
          module,
          config,
          suite,
          Boolean.TRUE.equals(mutant),
          Optional.ofNullable(question).orElse(""),
          Optional.ofNullable(assumptions).orElse(""),
          Optional.ofNullable(bounds).orElse(""),
          expect,
          Boolean.TRUE.equals(coverage),
          Optional.ofNullable(neverTaken).orElse(List.of()),
          Optional.ofNullable(pinned).map(PinnedJson::toPinned));
    }
  }

  /** A pin as the file has it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PinnedJson(
      @JsonProperty(required = true) long distinct,
      @JsonProperty(required = true) long generated,
      @JsonProperty(required = true) int depth,
      Integer length) {

    static PinnedJson of(Pinned pinned) {
      return new PinnedJson(
          pinned.distinct(), pinned.generated(), pinned.depth(), pinned.length().orElse(null));
    }

    Pinned toPinned() {
      return new Pinned(distinct, generated, depth, Optional.ofNullable(length));
    }
  }
}
