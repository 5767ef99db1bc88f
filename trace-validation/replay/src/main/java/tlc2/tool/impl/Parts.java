package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import tlc2.tool.TLCState;

/**
 * By which states a composition {@code A \cdot B} leads to each of its successors. The same state
 * may be reached by others, and without any: what is known of one successor says nothing of an
 * equal one. Not thread-safe.
 */
public final class Parts {

  /** What is asked of each part of a composition. */
  public interface Rule {

    /** Whether a part may go from one state to the other. */
    boolean allows(TLCState from, TLCState to);

    /** Of parts that are allowed, whether this one is as good as any. */
    boolean prefers(TLCState from, TLCState to);
  }

  static final Rule NONE =
      new Rule() {
        @Override
        public boolean allows(TLCState from, TLCState to) {
          return true;
        }

        @Override
        public boolean prefers(TLCState from, TLCState to) {
          return true;
        }
      };

  /**
   * @param middles the states between the first and the last, in order
   * @param preferred whether all parts are, but the last, which may not be known yet
   */
  record Way(List<TLCState> middles, boolean preferred) {
    static final Way DIRECT = new Way(List.of(), true);

    TLCState last() {
      return middles.get(middles.size() - 1);
    }

    /** By this way to a state, and by the other one on from it. */
    Way through(TLCState middle, boolean isPreferred, Way on) {
      List<TLCState> all = new ArrayList<>(middles);
      all.add(middle);
      all.addAll(on.middles());
      return new Way(all, preferred && isPreferred && on.preferred());
    }
  }

  private final IdentityHashMap<TLCState, Way> ways = new IdentityHashMap<>();
  private final IdentityHashMap<TLCState, Boolean> refused = new IdentityHashMap<>();

  /** Forgets all. */
  public void clear() {
    ways.clear();
    refused.clear();
  }

  /** The states by which a composition led to this very one; none if it was none. */
  public List<TLCState> middles(TLCState to) {
    return way(to).middles();
  }

  /** Whether the last part, which only the rest of the event has said, is not allowed. */
  public boolean isRefused(TLCState to) {
    return refused.containsKey(to);
  }

  Way way(TLCState to) {
    return ways.getOrDefault(to, Way.DIRECT);
  }

  void put(TLCState to, Way way) {
    ways.putIfAbsent(to, way);
  }

  void refuse(TLCState to) {
    refused.put(to, true);
  }
}
