package org.scrutin.replay.shrink;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.Rejection.FalsePart;

/**
 * What must stay the same while a trace is shrunk. Almost anything that is cut out of a trace is
 * rejected somehow, so little less than everything that the rejection says must stay: which event,
 * which conjunct is false, with which values, and what differs from the logged values in which way.
 * An invariant that an allowed step breaks is broken whatever its values are.
 */
record Reason(
    Rejection.Kind kind,
    String claim,
    Optional<String> property,
    Set<String> parts,
    Set<String> differences) {

  /** What a trace specification lacks: counters of lines are among the values, so these go. */
  static Reason ofTraceSpec(Rejection rejection) {
    return new Reason(
        rejection.kind(),
        rejection.claim(),
        rejection.property(),
        rejection.falseParts().stream()
            .limit(1)
            .map(part -> words(part.root()))
            .collect(Collectors.toSet()),
        Set.of());
  }

  static Reason of(Rejection rejection) {
    return new Reason(
        rejection.kind(),
        rejection.claim(),
        rejection.property(),
        parts(rejection),
        rejection.differences().stream().map(Object::toString).collect(Collectors.toSet()));
  }

  private static Set<String> parts(Rejection rejection) {
    return switch (rejection.kind()) {
      case NOT_ENABLED ->
          rejection.falseParts().stream()
              .map(FalsePart::root)
              .map(part -> words(part) + part.values())
              .collect(Collectors.toSet());
      case PROPERTY_VIOLATED ->
          rejection.falseParts().stream()
              .map(part -> words(part.root()))
              .collect(Collectors.toSet());
      // What of each disjunct of the next-state relation is false differs from state to state.
      case LEADS_ELSEWHERE, NO_STEP -> Set.of();
    };
  }

  private static String words(FalsePart part) {
    return part.place() + ' ' + part.text();
  }
}
