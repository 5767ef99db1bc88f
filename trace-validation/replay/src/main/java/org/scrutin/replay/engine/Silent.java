package org.scrutin.replay.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.Options;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;

/** Steps that may happen between events without being logged, up to a bound. */
final class Silent {

  private final Stepper stepper;
  private final List<ActionSite> sites = new ArrayList<>();
  private final Specified specified;
  private final Depths depths;
  private final int most;

  /** A step that was not logged. */
  record Step(String action, Edge edge) {}

  /** A state, and the steps that led there from where the event before left off. */
  record Place(TLCState state, List<Step> unlogged) {}

  Silent(
      Options options, ActionIndex actions, Stepper stepper, Specified specified, Depths depths) {
    this.stepper = stepper;
    this.specified = specified;
    this.depths = depths;
    this.most = options.silent().isEmpty() ? 0 : options.maxSilent();
    for (String name : options.silent()) {
      List<ActionSite> places = actions.sites().get(name);
      if (places == null) {
        throw new SpecException(
            "the specification has no action '"
                + name
                + "', which is said to be silent; it has "
                + String.join(", ", actions.sites().keySet()));
      }
      sites.addAll(places);
    }
  }

  /** Whether there are any. */
  boolean isPossible() {
    return most > 0;
  }

  /** The state and what silent steps lead to from there, the nearest first, each once. */
  Reach from(TLCState state, Predicate<Edge> holds) {
    return new Reach(state, holds);
  }

  /** Found as far as it is asked for. */
  final class Reach implements Iterator<Place> {
    private final Predicate<Edge> holds;
    private final Deque<Place> ready = new ArrayDeque<>();
    private final Deque<Place> open = new ArrayDeque<>();
    private LongSet seen;

    private Reach(TLCState state, Predicate<Edge> holds) {
      this.holds = holds;
      ready.add(new Place(state, List.of()));
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !open.isEmpty()) {
        goOn(open.remove());
      }
      return !ready.isEmpty();
    }

    @Override
    public Place next() {
      Place place = ready.remove();
      if (place.unlogged().size() < most) {
        open.add(place);
      }
      return place;
    }

    private void goOn(Place place) {
      if (seen == null) {
        seen = new LongSet();
        seen.add(depths.key(place.state()));
      }
      for (ActionSite site : sites) {
        stepper.bindAll(
            site,
            place.state(),
            context -> {
              StateVec found = stepper.next(site.step(), context, place.state());
              for (int i = 0; i < found.size(); i++) {
                add(place, site, found.elementAt(i));
              }
            });
      }
    }

    private void add(Place from, ActionSite by, TLCState to) {
      specified.keepOthers(from.state(), to);
      Whole.requireAfter(by.name(), by.step(), to);
      to.deepNormalize();
      depths.count(from.state(), to);
      // Another step to the same state may hold where this one does not.
      Edge edge = new Edge(from.state(), to);
      if (holds.test(edge) && seen.add(depths.key(to))) {
        List<Step> unlogged = new ArrayList<>(from.unlogged());
        unlogged.add(new Step(by.name(), edge));
        ready.add(new Place(to, List.copyOf(unlogged)));
      }
    }
  }
}
