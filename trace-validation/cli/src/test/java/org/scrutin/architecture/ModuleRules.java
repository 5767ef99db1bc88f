package org.scrutin.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;

/**
 * The arrows between the modules, and what holds in all of them. The root package is a parameter,
 * so that each rule can be seen to fail on the fixtures below {@code org.scrutin.fixture}.
 */
record ModuleRules(String root) {

  ArchRule everyClassBelongsToAModule() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .resideInAnyPackage(Module.allPackages(root))
        .because("a package that no rule knows is held by no rule");
  }

  ArchRule dependenciesPointOneWay(Module module) {
    return module.forbidden(root).length == 0
        ? everyClassBelongsToAModule()
        : noClasses()
            .that()
            .resideInAPackage(module.packages(root))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(module.forbidden(root))
            .because("the arrows between the modules point one way");
  }

  /** Any Java system may take the tracer along. */
  ArchRule traceNeedsOnlyTheJdk() {
    return classes()
        .that()
        .resideInAPackage(Module.TRACE.packages(root))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(Module.TRACE.packages(root), "java.."))
        .because("a system that is traced gets nothing but the tracer");
  }

  ArchRule packagesHaveNoCycles() {
    return slices()
        .matching(root + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("a cycle is one package that pretends to be two");
  }

  /** TLC's static state is kept apart by the sandbox, which loads only {@code engine} anew. */
  ArchRule onlyEnginesTouchTlc() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage("..engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tlc2..", "tla2sany..", "util..", "pcal..", "model..", "tla2tex..")
        .because("outside of an engine package TLC would be shared, and with it its static state");
  }

  ArchRule onlyTheCommandPrints() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(Module.CLI.packages(root))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .because("a library must not write to its user's terminal");
  }

  ArchRule nothingStaticChanges() {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(root + "..")
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage(Module.WIRE.packages(root)) // All of it is generated.
        .and()
        .areStatic()
        .should()
        .beFinal()
        .andShould(holdNothingMadeToChange())
        .because("static state is shared by runs that know nothing of each other");
  }

  private static ArchCondition<JavaField> holdNothingMadeToChange() {
    return new ArchCondition<>("hold no atomic, concurrent or thread-local value") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean changes =
            field.getRawType().getPackageName().startsWith("java.util.concurrent")
                || field.getRawType().isAssignableTo(ThreadLocal.class);
        boolean ours = !field.getModifiers().contains(JavaModifier.SYNTHETIC);
        events.add(
            new SimpleConditionEvent(
                field, !(ours && changes), field.getFullName() + " is made to change"));
      }
    };
  }
}
