package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leader election as its clients see it: {@code elect [epoch node]}, where the node became leader
 * at that epoch, and {@code observe} with {@code [epoch node]} as its output, or {@code nil} for
 * nothing known. At each epoch one node is leader, and nobody sees it before it is elected. Epochs
 * are told apart and checked one by one: a late observer may still see an earlier one. Thread-safe.
 */
public record LeaderElection() implements Model<Object> {

  @Override
  public String name() {
    return "leader";
  }

  /** No leader at this epoch yet. */
  @Override
  public Object initial() {
    return Nil.NIL;
  }

  @Override
  public Optional<Object> step(Object leader, Operation o) {
    if (o.f().equals("elect")) {
      Object node = Shape.second(o.input());
      return leader.equals(Nil.NIL) || leader.equals(node) ? Optional.of(node) : Optional.empty();
    }
    return o.output().equals(Nil.NIL) || Shape.second(o.output()).equals(leader)
        ? Optional.of(leader)
        : Optional.empty();
  }

  @Override
  public boolean readOnly(Operation o) {
    return o.f().equals("observe");
  }

  @Override
  public Object effect(Operation o) {
    return List.of(o.f(), readOnly(o) ? o.output() : o.input());
  }

  /** One part an epoch. */
  @Override
  public List<History> partition(History history) {
    Map<Object, List<Operation>> parts = new LinkedHashMap<>();
    for (Operation o : history.operations()) {
      boolean elect = o.f().equals("elect");
      if (elect || (o.status() == Status.OK && Shape.isPair(o.output()))) {
        Object epoch = Shape.first(elect ? o.input() : o.output());
        parts.computeIfAbsent(epoch, k -> new ArrayList<>()).add(o);
      }
    }
    return parts.values().stream().map(History::new).toList();
  }

  /** Who is elected is somebody: {@code nil} stands for an epoch without leader. */
  private static boolean namesNode(Object claim) {
    return Shape.isPair(claim) && !Shape.second(claim).equals(Nil.NIL);
  }

  @Override
  public Optional<String> refuse(Operation o) {
    return switch (o.f()) {
      case "elect" ->
          Shape.require(namesNode(o.input()), o, "[epoch node]").or(() -> Shape.repeated(o));
      case "observe" -> Shape.returns(Shape.isPair(o.output()), o, "[epoch node]");
      default -> Shape.unknown(this, o, "elect and observe");
    };
  }
}
