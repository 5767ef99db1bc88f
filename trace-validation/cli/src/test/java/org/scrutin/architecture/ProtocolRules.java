package org.scrutin.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.scrutin.protocol.Protocol;

/**
 * What keeps a protocol core a function of its arguments: the same state and the same input give
 * the same step, in each JVM and each run. The root package is a parameter, as in {@link
 * ModuleRules}.
 */
record ProtocolRules(String root) {

  /** The packages of the JDK that are deterministic, but for {@link #IMPURE_CLASSES}. */
  private static final String[] PURE_PACKAGES = {
    "java.lang",
    "java.lang.annotation",
    "java.lang.invoke", // string concatenation and lambdas
    "java.lang.runtime", // the methods of records
    "java.math",
    "java.util",
    "java.util.function",
    "java.util.stream",
  };

  /** Clocks, chance, the outside, threads, and what is in hash order. */
  private static final Set<String> IMPURE_CLASSES =
      Set.of(
          "java.lang.InheritableThreadLocal",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.System",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.util.Calendar",
          "java.util.Date",
          "java.util.GregorianCalendar",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.Properties",
          "java.util.Random",
          "java.util.Scanner",
          "java.util.ServiceLoader",
          "java.util.SplittableRandom",
          "java.util.TimeZone",
          "java.util.Timer",
          "java.util.TimerTask",
          "java.util.UUID",
          "java.util.WeakHashMap");

  private static final Set<String> COLLECTORS_IN_HASH_ORDER =
      Set.of("toSet", "toUnmodifiableSet", "toUnmodifiableMap");

  private static final Set<String> PARALLEL = Set.of("parallel", "parallelStream", "findAny");

  private static final Set<String> WALKS =
      Set.of("iterator", "stream", "forEach", "toArray", "spliterator");

  ArchRule protocolNeedsOnlyTheJdk() {
    return classes()
        .that()
        .resideInAPackage(protocol())
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(protocol(), "java.."))
        .because("a core must run under any host");
  }

  ArchRule protocolReachesNothingOutside() {
    DescribedPredicate<JavaClass> pure =
        resideInAPackage(protocol())
            .or(resideInAnyPackage(PURE_PACKAGES))
            .or(
                DescribedPredicate.describe(
                    "Duration", type -> type.isEquivalentTo(Duration.class)))
            .and(
                DescribedPredicate.describe(
                    "pure",
                    type -> !IMPURE_CLASSES.contains(type.getBaseComponentType().getName())));
    return classes()
        .that()
        .resideInAPackage(protocol())
        .should()
        .onlyDependOnClassesThat(pure.as("are free of clocks, chance, I/O, threads and hash order"))
        .because("time, chance and the world outside belong to the host");
  }

  ArchRule protocolCallsNothingByChance() {
    return noClasses()
        .that()
        .resideInAPackage(protocol())
        .should()
        .callMethodWhere(
            DescribedPredicate.describe("its outcome differs from run to run", this::isByChance))
        .because("Set.of and its kin are walked in an order that each JVM draws anew");
  }

  private boolean isByChance(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    String method = call.getName();
    int parameters = call.getTarget().getRawParameterTypes().size();
    boolean array = call.getTarget().getRawParameterTypes().stream().anyMatch(JavaClass::isArray);
    if (owner.isEquivalentTo(Set.class)) {
      return method.equals("copyOf") || (method.equals("of") && (parameters > 1 || array));
    }
    if (owner.isEquivalentTo(Map.class)) {
      return method.equals("copyOf")
          || method.equals("ofEntries")
          || (method.equals("of") && parameters > 2);
    }
    if (owner.isEquivalentTo(Collectors.class)) {
      return COLLECTORS_IN_HASH_ORDER.contains(method)
          || method.contains("oncurrent")
          || (method.equals("toMap") && parameters < 4)
          || (method.equals("groupingBy") && parameters < 3);
    }
    return PARALLEL.contains(method)
        || (method.equals("random") && owner.getPackageName().equals("java.lang"))
        || (method.equals("hashCode") && owner.isEquivalentTo(Object.class))
        || method.equals("shuffle");
  }

  ArchRule algorithmsWalkNoUnorderedSet() {
    return noClasses()
        .that(areOfAnAlgorithm())
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a plain Set is walked",
                call ->
                    call.getTargetOwner().isEquivalentTo(Set.class)
                        && WALKS.contains(call.getName())))
        .because(
            "a Set has no order: copy it to a TreeSet; walk a SortedMap by forEach or by the keys of"
                + " navigableKeySet")
        .allowEmptyShould(true);
  }

  /** Also where they are type arguments: a list of sets has the same fault. */
  ArchRule algorithmsKeepNothingUnordered() {
    return noFields()
        .that()
        .areDeclaredInClassesThat(areOfAnAlgorithm())
        .should(
            have(
                DescribedPredicate.describe(
                    "a Set, Map or Collection without an order of its own",
                    (JavaField field) ->
                        field.getAllInvolvedRawTypes().stream()
                            .anyMatch(ProtocolRules::isUnordered))))
        .because("two equal states must be walked alike: use List, SortedSet or SortedMap")
        .allowEmptyShould(true);
  }

  private static boolean isUnordered(JavaClass type) {
    return type.isEquivalentTo(Collection.class)
        || (type.isAssignableTo(Set.class)
            && !type.isAssignableTo(SortedSet.class)
            && !type.isAssignableTo(EnumSet.class))
        || (type.isAssignableTo(Map.class)
            && !type.isAssignableTo(SortedMap.class)
            && !type.isAssignableTo(EnumMap.class));
  }

  ArchRule algorithmsKnowNothingOfEachOther() {
    return classes()
        .that(areOfAnAlgorithm())
        .should(stayApart())
        .because("what two algorithms share is the step boundary, or a package of its own")
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> stayApart() {
    return new ArchCondition<>("use no class of another algorithm's core package") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          boolean apart = inSamePackage(origin, target) || !holdsACore(target);
          events.add(new SimpleConditionEvent(dependency, apart, dependency.getDescription()));
        }
      }
    };
  }

  private static boolean inSamePackage(JavaClass one, JavaClass other) {
    return one.getPackageName().equals(other.getPackageName());
  }

  /** Whether the package of this class is an algorithm's: it holds an implementation of a core. */
  private static boolean holdsACore(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .anyMatch(other -> other.isAssignableTo(Protocol.class) && !other.isInterface());
  }

  /** Everything below the package of the step boundary. */
  private DescribedPredicate<JavaClass> areOfAnAlgorithm() {
    return resideInAPackage(root + ".protocol.*..");
  }

  private String protocol() {
    return Module.PROTOCOL.packages(root);
  }
}
