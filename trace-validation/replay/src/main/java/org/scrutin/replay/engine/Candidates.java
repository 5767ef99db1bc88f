package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.Rejection.Candidate;
import org.scrutin.replay.Rejection.Difference;
import org.scrutin.replay.Rejection.FalsePart;
import org.scrutin.replay.Rejection.Kind;
import tlc2.tool.TLCState;

/**
 * Why none of several states has the step that an event claims: which came furthest, and for which
 * reasons the others fail.
 */
final class Candidates {

  /** So many states are looked at: a reason takes about a millisecond. */
  private static final int MAX_LOOKED_AT = 200;

  /** How far a step comes before it fails, and among equals in which line. */
  private static final Comparator<Failed> FURTHEST =
      Comparator.<Failed>comparingInt(failed -> stage(failed.why().kind()))
          .thenComparingInt(failed -> -failed.why().differences().size())
          .thenComparingInt(failed -> lastLine(failed.why()));

  private final Claim claim;
  private final Depths depths;
  private final Function<Edge, Optional<Rejection>> violated;

  /** A state, and why it has no such step. */
  private record Failed(TLCState state, Rejection why) {}

  /**
   * @param violated which property does not hold after a step that has the logged values, if any
   */
  Candidates(Claim claim, Depths depths, Function<Edge, Optional<Rejection>> violated) {
    this.claim = claim;
    this.depths = depths;
    this.violated = violated;
  }

  /**
   * Explains.
   *
   * @param states those that were possible, or some of them
   * @param all how many were possible
   * @param ended how many behaviours ended before earlier events
   */
  Rejection rejection(List<TLCState> states, int all, SortedMap<Long, Integer> ended) {
    List<TLCState> lookedAt = states.subList(0, Math.min(states.size(), MAX_LOOKED_AT));
    List<List<Edge>> ways = lookedAt.stream().map(this::ways).toList();
    if (ways.stream().flatMap(List::stream).noneMatch(claim::agrees)) {
      claim.requireShape(lookedAt, ways.stream().flatMap(List::stream).toList());
    }
    Map<String, List<Failed>> byReason = new LinkedHashMap<>();
    for (int i = 0; i < lookedAt.size(); i++) {
      Rejection why = why(lookedAt.get(i), ways.get(i));
      byReason
          .computeIfAbsent(key(why), any -> new ArrayList<>())
          .add(new Failed(lookedAt.get(i), why));
    }
    List<List<Failed>> groups =
        byReason.values().stream()
            .sorted(Comparator.comparing(group -> group.get(0), FURTHEST.reversed()))
            .toList();
    Failed best = groups.get(0).get(0);
    Rejection rejection =
        best.why()
            .among(
                all,
                all == 1 ? List.of() : groups.stream().map(Candidates::candidate).toList(),
                ended);
    return rejection.kind() == Kind.PROPERTY_VIOLATED
        ? rejection
        : rejection.withEnabled(claim.enabled(best.state()));
  }

  private List<Edge> ways(TLCState state) {
    List<Edge> reached = new ArrayList<>(1);
    claim.steps(state, reached);
    reached.forEach(edge -> depths.count(edge.from(), edge.to()));
    return reached;
  }

  private Rejection why(TLCState state, List<Edge> reached) {
    return reached.stream()
        .filter(claim::agrees)
        .map(violated)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> claim.why(state, reached));
  }

  private static int stage(Kind kind) {
    return switch (kind) {
      case NOT_ENABLED -> 0;
      case NO_STEP -> 1;
      case LEADS_ELSEWHERE -> 2;
      case PROPERTY_VIOLATED -> 3;
    };
  }

  /** In which line of the specification the last of what is false stands: later is further. */
  private static int lastLine(Rejection why) {
    return why.falseParts().stream().mapToInt(part -> line(part.root())).max().orElse(0);
  }

  private static int line(FalsePart part) {
    String line = part.place().substring(part.place().lastIndexOf(':') + 1);
    return line.matches("\\d{1,9}") ? Integer.parseInt(line) : 0;
  }

  /** What must be equal for reasons to be told together: places and variables, not values. */
  private static String key(Rejection why) {
    return why.reason()
        + why.falseParts().stream()
            .map(FalsePart::root)
            .map(part -> part.place() + part.text())
            .collect(Collectors.joining(";"))
        + why.differences().stream().map(Difference::variable).collect(Collectors.joining(","));
  }

  private static Candidate candidate(List<Failed> group) {
    Rejection why = group.get(0).why();
    String detail =
        why.falseParts().stream()
            .findFirst()
            .map(part -> "at " + part.root())
            .or(() -> why.differences().stream().findFirst().map(Difference::toString))
            .orElse("");
    return new Candidate(group.size(), why.reason(), detail);
  }
}
