package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.List;

/** Tries all orders of all subsets of the crashed operations. No cleverness: it is the judge. */
final class BruteForce {

  private BruteForce() {}

  static <S> boolean linearizable(Model<S> model, History history) {
    List<Operation> operations =
        history.operations().stream()
            .filter(o -> o.status() != Status.FAIL || model.observesFailure(o))
            .toList();
    return search(model, model.initial(), operations);
  }

  private static <S> boolean search(Model<S> model, S state, List<Operation> left) {
    if (left.stream().allMatch(Operation::crashed)) {
      return true;
    }
    int firstReturn = left.stream().mapToInt(Operation::ret).min().orElseThrow();
    for (int i = 0; i < left.size(); i++) {
      Operation o = left.get(i);
      if (o.call() > firstReturn) {
        continue;
      }
      List<Operation> rest = new ArrayList<>(left);
      rest.remove(i);
      List<S> after =
          o.crashed() ? model.crashed(state, o) : model.step(state, o).stream().toList();
      for (S s : after) {
        if (search(model, s, rest)) {
          return true;
        }
      }
    }
    return false;
  }
}
