package org.scrutin.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The code of all modules below the command obeys the rules of the architecture. */
@DisplayName("The architecture")
class ArchitectureTest {

  private static final String ROOT = "org.scrutin";
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  static Stream<ArchRule> rules() {
    ModuleRules modules = new ModuleRules(ROOT);
    ProtocolRules protocol = new ProtocolRules(ROOT);
    return Stream.of(
        modules.everyClassBelongsToAModule(),
        modules.traceNeedsOnlyTheJdk(),
        modules.packagesHaveNoCycles(),
        modules.onlyEnginesTouchTlc(),
        modules.onlyTheCommandPrints(),
        modules.nothingStaticChanges(),
        protocol.protocolNeedsOnlyTheJdk(),
        protocol.protocolReachesNothingOutside(),
        protocol.protocolCallsNothingByChance(),
        protocol.algorithmsWalkNoUnorderedSet(),
        protocol.algorithmsKeepNothingUnordered(),
        protocol.algorithmsKnowNothingOfEachOther());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(CODE);
  }

  @ParameterizedTest(name = "of {0} has no arrow that points back")
  @EnumSource(Module.class)
  void dependenciesPointOneWay(Module module) {
    new ModuleRules(ROOT).dependenciesPointOneWay(module).check(CODE);
  }
}
