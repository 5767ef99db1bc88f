package org.scrutin.replay.merge;

import java.util.ArrayList;
import java.util.List;
import org.scrutin.replay.Causes;

/** What must have come before a step, besides the steps of its own node. */
sealed interface Need {

  /** Whether the step provides it. */
  boolean isIn(Item.Step step);

  /** The message was sent. */
  record Message(Causes.Message id) implements Need {
    @Override
    public boolean isIn(Item.Step step) {
      return step.causes().sent().contains(id);
    }

    @Override
    public String toString() {
      return "receives message " + id;
    }
  }

  /** The node has come so far, by its vector clock. */
  record Count(String node, long steps) implements Need {
    @Override
    public boolean isIn(Item.Step step) {
      return String.valueOf(step.at()).equals(node) && step.causes().own() >= steps;
    }

    @Override
    public String toString() {
      return "has seen step " + steps + " of " + node;
    }
  }

  static List<Need> of(Item.Step step) {
    List<Need> needs = new ArrayList<>();
    step.causes().received().forEach(id -> needs.add(new Message(id)));
    step.causes()
        .vector()
        .ifPresent(
            counts ->
                counts.forEach(
                    (node, steps) -> {
                      if (steps > 0 && !node.equals(String.valueOf(step.at()))) {
                        needs.add(new Count(node, steps));
                      }
                    }));
    return needs;
  }
}
