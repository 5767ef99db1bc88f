package org.scrutin.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule fails on classes that were made to break it, and on those only. */
class ArchitectureRulesTest {

  private static final String ROOT = "org.scrutin.fixture";
  private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(ROOT);
  private static final ModuleRules MODULES = new ModuleRules(ROOT);
  private static final ProtocolRules PROTOCOL = new ProtocolRules(ROOT);

  /** The fixtures that the rule names, each violation counted. */
  private static List<String> culprits(ArchRule rule) {
    EvaluationResult result = rule.evaluate(FIXTURES);
    return result.getFailureReport().getDetails().stream()
        .map(detail -> detail.replaceFirst("^[^<]*<org\\.scrutin\\.fixture\\.([\\w.]+).*", "$1"))
        .toList();
  }

  @Test
  void aClassInNoModuleIsFound() {
    assertThat(culprits(MODULES.everyClassBelongsToAModule())).containsOnly("island.Unknown");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "PROTOCOL, protocol.UsesTheSimulation",
    "TRACE, trace.UsesTheWeather",
    "STORAGE, storage.KnowsTheWeather",
    "SIMULATION, simulation.RunsReplay",
    "NODE, node.KnowsTheWeather",
    "MODELCHECK, modelcheck.Counterexample",
    "REPLAY, replay.PeeksAtTheCode",
    "JUNIT, junit.RunsCampaigns",
    "RENDER, render.DrawsModels",
    "LINEARIZABILITY, linearizability.JudgesModels",
    "FUZZ, fuzz.DrawsPictures",
  })
  void anArrowThatPointsBackIsFound(Module module, String culprit) {
    assertThat(culprits(MODULES.dependenciesPointOneWay(module)))
        .isNotEmpty()
        .allMatch(found -> found.startsWith(culprit));
  }

  @Test
  void aTracerThatNeedsALibraryIsFound() {
    assertThat(culprits(MODULES.traceNeedsOnlyTheJdk()))
        .anyMatch(found -> found.startsWith("trace.NeedsALibrary"))
        .allMatch(found -> found.startsWith("trace."));
  }

  @Test
  void aCycleIsFound() {
    assertThat(MODULES.packagesHaveNoCycles().evaluate(FIXTURES).getFailureReport().toString())
        .contains("Slice protocol", "Slice simulation");
  }

  @Test
  void tlcOutsideOfAnEngineIsFound() {
    assertThat(culprits(MODULES.onlyEnginesTouchTlc()))
        .isNotEmpty()
        .allMatch(found -> found.startsWith("replay.HoldsTlcState"));
  }

  @Test
  void aLibraryThatPrintsIsFound() {
    assertThat(culprits(MODULES.onlyTheCommandPrints()))
        .isNotEmpty()
        .allMatch(found -> found.startsWith("replay.Prints"));
  }

  @Test
  void changingStaticStateIsFound() {
    assertThat(MODULES.nothingStaticChanges().evaluate(FIXTURES).getFailureReport().getDetails())
        .hasSize(2)
        .anyMatch(detail -> detail.contains("Counts.runs"))
        .anyMatch(detail -> detail.contains("Counts.STEPS"));
  }

  @Test
  void aProtocolThatNeedsALibraryIsFound() {
    assertThat(culprits(PROTOCOL.protocolNeedsOnlyTheJdk()))
        .anyMatch(found -> found.startsWith("protocol.NeedsALibrary"));
  }

  @ParameterizedTest
  @CsvSource({
    "ReadsTheClock",
    "KnowsTheDate",
    "OwnsARandom",
    "ReadsAFile",
    "StartsAThread",
    "HashesVotes",
  })
  void aProtocolThatReachesOutsideIsFound(String culprit) {
    assertThat(culprits(PROTOCOL.protocolReachesNothingOutside()))
        .anyMatch(found -> found.startsWith("protocol." + culprit))
        .noneMatch(found -> found.startsWith("protocol.Vote"));
  }

  @ParameterizedTest
  @CsvSource({
    "DrawsLots.lot",
    "CopiesASet.pair",
    "CopiesASet.copy",
    "CopiesASet.pairs",
    "CopiesASet.collected",
    "CopiesASet.any",
  })
  void aCallByChanceIsFound(String culprit) {
    assertThat(culprits(PROTOCOL.protocolCallsNothingByChance()))
        .contains("protocol." + culprit)
        .doesNotContain("protocol.CopiesASet.single");
  }

  @Test
  void aWalkThroughAnUnorderedSetIsFound() {
    assertThat(culprits(PROTOCOL.algorithmsWalkNoUnorderedSet()))
        .containsOnly("protocol.apple.AppleCore.step");
  }

  @Test
  void anUnorderedSetInAStateIsFoundEvenInsideAList() {
    assertThat(
            PROTOCOL
                .algorithmsKeepNothingUnordered()
                .evaluate(FIXTURES)
                .getFailureReport()
                .getDetails())
        .hasSize(2)
        .anyMatch(detail -> detail.contains("Durable.votes"))
        .anyMatch(detail -> detail.contains("Durable.voters"));
  }

  @Test
  void anAlgorithmThatLeansOnAnotherIsFound() {
    assertThat(culprits(PROTOCOL.algorithmsKnowNothingOfEachOther()))
        .isNotEmpty()
        .allMatch(found -> found.startsWith("protocol.pear.PearCore"));
  }
}
