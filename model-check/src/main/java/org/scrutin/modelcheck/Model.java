package org.scrutin.modelcheck;

import java.util.List;
import java.util.Optional;

/**
 * One question put to TLC, as the manifest {@code spec/models.json} has it.
 *
 * @param name unique, such as {@code bully/asynchronous}
 * @param module the root module, relative to the folder of specifications
 * @param config its configuration, likewise
 * @param suite when it is run
 * @param mutant whether the specification is wrong on purpose, so that a property must catch it
 * @param question what is asked, one sentence
 * @param assumptions under which failures it is asked, one sentence
 * @param bounds how far it is explored
 * @param expect what must come out
 * @param coverage whether every action of the next-state relation must be taken
 * @param neverTaken actions exempt from this, which indeed must not be taken
 * @param pinned the size it must have; absent until measured
 * @param reached how far it was explored, if it was not to its end
 * @param simulated what random behaviours of it came to, if it was not explored to its end
 */
public record Model(
    String name,
    String module,
    String config,
    Suite suite,
    boolean mutant,
    String question,
    String assumptions,
    String bounds,
    Expectation expect,
    boolean coverage,
    List<String> neverTaken,
    Optional<Pinned> pinned,
    Optional<Reached> reached,
    Optional<Simulated> simulated) {

  public Model {
    neverTaken = List.copyOf(neverTaken);
  }

  /** A model that is in no manifest, with nothing pinned, that is expected to hold. */
  public static Model of(String name, String module, String config) {
    return new Model(
        name,
        module,
        config,
        Suite.QUICK,
        false,
        "",
        "",
        "",
        new Expectation.Holds(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same model with another pin. */
  public Model withPinned(Pinned measured) {
    return new Model(
        name,
        module,
        config,
        suite,
        mutant,
        question,
        assumptions,
        bounds,
        expect,
        coverage,
        neverTaken,
        Optional.of(measured),
        reached,
        simulated);
  }
}
