package org.scrutin.replay.engine;

import java.util.List;
import org.scrutin.replay.ReplayEngine;
import tlc2.tool.TLCState;
import tlc2.util.FP64;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Where a replay stands between two events.
 *
 * @param frontier the states that are possible
 * @param heard what the nodes have logged, as far as it matters for what they leave out
 * @param movement where an event has changed something
 * @param variables those of the specification
 */
record Standing(
    List<TLCState> frontier,
    LoggedState.Heard heard,
    Movement movement,
    List<UniqueString> variables)
    implements ReplayEngine.Place {

  @Override
  public int states() {
    return frontier.size();
  }

  /** States in another order count as others: to say "no" costs time, and nothing else. */
  @Override
  public boolean isLike(ReplayEngine.Place place) {
    Standing other = (Standing) place;
    if (frontier.size() != other.frontier.size() || !heard.equals(other.heard)) {
      return false;
    }
    for (int i = 0; i < frontier.size(); i++) {
      if (!areSame(frontier.get(i), other.frontier.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** By fingerprints, as TLC compares states; most values are the same objects. */
  private boolean areSame(TLCState one, TLCState other) {
    for (UniqueString variable : variables) {
      Value a = (Value) one.lookup(variable);
      Value b = (Value) other.lookup(variable);
      if (a != b && a.fingerPrint(FP64.New()) != b.fingerPrint(FP64.New())) {
        return false;
      }
    }
    return true;
  }
}
