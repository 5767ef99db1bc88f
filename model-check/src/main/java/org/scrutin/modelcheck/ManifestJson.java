package org.scrutin.modelcheck;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.Behaviours;

/** The manifest as the file has it, where a field that is not written is null. */
record ManifestJson(@JsonProperty(required = true) List<ModelJson> models) {

  ManifestJson {
    // Of no model everything would be as expected.
    if (models == null || models.isEmpty() || models.contains(null)) {
      throw new IllegalArgumentException("\"models\" must have a model, and no null");
    }
  }

  List<Model> toModels() {
    return models.stream().map(ModelJson::toModel).toList();
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
      PinnedJson pinned,
      ReachedJson reached,
      SimulatedJson simulated) {

    ModelJson {
      require("name", name == null || name.isBlank() ? null : name);
      require("module", module);
      require("config", config);
      require("suite", suite);
      require("expect", expect);
      if (neverTaken != null && neverTaken.contains(null)) {
        throw new IllegalArgumentException(
            "\"neverTaken\" must have names of actions, and no null");
      }
      if (Boolean.TRUE.equals(mutant) && expect instanceof Expectation.Holds) {
        throw new IllegalArgumentException(
            "a mutant that holds is caught by nothing; expect a violation, or leave \"mutant\" away");
      }
    }

    private static void require(String field, Object value) {
      if (value == null) {
        throw new IllegalArgumentException("\"" + field + "\" must not be null or empty");
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
          Optional.ofNullable(pinned).map(PinnedJson::toPinned),
          Optional.ofNullable(reached).map(ReachedJson::toReached),
          Optional.ofNullable(simulated).map(SimulatedJson::toSimulated));
    }
  }

  private static void requireAtLeast(long least, String field, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "\"" + field + "\" must be at least " + least + ", not " + value);
    }
  }

  /** How far a model was explored, as the file has it. */
  record ReachedJson(
      @JsonProperty(required = true) long seconds,
      @JsonProperty(required = true) long distinct,
      @JsonProperty(required = true) long generated,
      @JsonProperty(required = true) int depth) {

    ReachedJson {
      requireAtLeast(0, "seconds", seconds);
      requireAtLeast(0, "distinct", distinct);
      requireAtLeast(0, "generated", generated);
      requireAtLeast(0, "depth", depth);
    }

    static ReachedJson of(Reached reached) {
      return new ReachedJson(
          reached.seconds(), reached.distinct(), reached.generated(), reached.depth());
    }

    Reached toReached() {
      return new Reached(seconds, distinct, generated, depth);
    }
  }

  /** Random behaviours, as the file has them. */
  record SimulatedJson(
      @JsonProperty(required = true) long behaviours,
      @JsonProperty(required = true) int depth,
      @JsonProperty(required = true) long seed,
      @JsonProperty(required = true) long states) {

    SimulatedJson {
      requireAtLeast(0, "states", states);
      new Behaviours(behaviours, depth, seed); // Refuses what is out of range.
    }

    static SimulatedJson of(Simulated simulated) {
      Behaviours which = simulated.behaviours();
      return new SimulatedJson(which.count(), which.depth(), which.seed(), simulated.states());
    }

    Simulated toSimulated() {
      return new Simulated(new Behaviours(behaviours, depth, seed), states);
    }
  }

  /** A pin as the file has it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PinnedJson(
      @JsonProperty(required = true) long distinct,
      @JsonProperty(required = true) long generated,
      @JsonProperty(required = true) int depth,
      Integer length) {

    PinnedJson {
      requireAtLeast(1, "distinct", distinct);
      requireAtLeast(1, "generated", generated);
      requireAtLeast(1, "depth", depth);
      requireAtLeast(1, "length", length == null ? 1 : length);
    }

    static PinnedJson of(Pinned pinned) {
      return new PinnedJson(
          pinned.distinct(), pinned.generated(), pinned.depth(), pinned.length().orElse(null));
    }

    Pinned toPinned() {
      return new Pinned(distinct, generated, depth, Optional.ofNullable(length));
    }
  }
}
