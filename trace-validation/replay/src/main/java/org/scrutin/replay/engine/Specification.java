package org.scrutin.replay.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.ReplayEngine;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.FP64;
import tlc2.value.impl.ModelValue;
import util.Assert.TLCRuntimeException;

/**
 * A specification that is loaded, and what is found of it once for all traces.
 *
 * @param tool evaluates it
 * @param loader tells where in it something stands
 * @param digest of its text, which is read when it is asked for
 * @param culprit finds the conjunct that is to blame
 * @param actions its actions
 * @param sites where events of a name may be steps
 * @param none what it has for null
 * @param depths how deep the states are, as far as it asks
 * @param isBeyondStates whether it asks of more than states
 * @param stepper takes steps
 * @param initial its initial states, each once
 * @param logged the state that a trace logs
 * @param explainer says why there is no step
 * @param properties its invariants and the properties of its steps
 * @param specified what is one of its steps
 * @param bound what a binding makes of lines, if there is one
 */
record Specification(
    Tool tool,
    SpecLoader loader,
    Supplier<String> digest,
    Culprit culprit,
    ActionIndex actions,
    Map<String, List<ActionSite>> sites,
    NoneMeaning none,
    Depths depths,
    boolean isBeyondStates,
    Stepper stepper,
    List<TLCState> initial,
    LoggedState logged,
    Explainer explainer,
    Properties properties,
    Specified specified,
    Optional<Bound> bound) {

  /** Which of TLC's fingerprint polynomials; fixed, so that states of several runs compare. */
  private static final int FINGERPRINT = 0;

  /**
   * Loads it.
   *
   * @throws SpecException in one line, if it cannot be used
   */
  static Specification load(ReplayEngine.Source source) {
    FP64.Init(FINGERPRINT);
    SpecResolver resolver = new SpecResolver(folders(source), source.scratch());
    TraceEnvironment.CURRENT.install(source.environment());
    SpecLoader loader = new SpecLoader(source, resolver);
    Tool tool = loader.load();
    Culprit culprit = new Culprit(tool, new SourceText(resolver));
    Assumptions.require(tool, culprit, "");
    ActionIndex actions = ActionIndex.of(tool);
    if (source.binding().isEmpty()) {
      actions.requireAny(tool); // A binding says what events mean without them.
    }
    Depths depths = Depths.of(tool);
    NoneMeaning none = NoneMeaning.of(tool);
    JsonValues values = new JsonValues(modelValues(), none.value());
    Stepper stepper = new Stepper(tool, values);
    TraceEnvironment.CURRENT.follow(depths.unknown());
    List<TLCState> initial = initialStates(tool, loader);
    TraceEnvironment.CURRENT.keepRegisters();
    LoggedState logged =
        new LoggedState(values, tool.getSpecProcessor().getVariablesNodes(), initial.get(0));
    Explainer explainer = new Explainer(stepper, actions, culprit, logged);
    Properties properties = new Properties(tool, explainer);
    Specified specified =
        source.binding().isPresent() ? Specified.byNext(tool) : Specified.all(tool);
    return new Specification(
        tool,
        loader,
        () -> SpecDigest.of(tool, resolver, source),
        culprit,
        actions,
        new HashMap<>(actions.sites()),
        none,
        depths,
        Levels.asksBeyondStates(tool),
        stepper,
        initial,
        logged,
        explainer,
        properties,
        specified,
        source
            .binding()
            .map(file -> new Bound(tool, file.toString(), specified, properties::hold, culprit)));
  }

  private static List<Path> folders(ReplayEngine.Source source) {
    List<Path> folders = new ArrayList<>(List.of(source.scratch()));
    folders.addAll(source.folders());
    folders.add(CommunityModules.unpack(source.scratch()));
    return folders;
  }

  private static Set<String> modelValues() {
    Set<String> names = new TreeSet<>();
    for (ModelValue model : ModelValue.mvs) {
      names.add(model.val.toString());
    }
    return names;
  }

  private static List<TLCState> initialStates(Tool tool, SpecLoader loader) {
    List<TLCState> found = new ArrayList<>();
    LongSet seen = new LongSet();
    try {
      StateVec all = tool.getInitStates();
      for (int i = 0; i < all.size(); i++) {
        Whole.requireAtFirst(tool, all.elementAt(i));
        all.elementAt(i).deepNormalize();
        if (seen.add(all.elementAt(i).fingerPrint())) {
          found.add(all.elementAt(i));
        }
      }
    } catch (EvalException | TLCRuntimeException e) {
      String message = SpecLoader.oneLine(e.getMessage());
      throw new SpecException(loader.place(message) + ": no initial state: " + message);
    }
    if (found.isEmpty()) {
      throw new SpecException(loader.place("") + ": no state satisfies the initial predicate");
    }
    return List.copyOf(found);
  }

  /** Where the event may be a step; nowhere, if a binding gave it a name of its own. */
  List<ActionSite> sitesOf(TraceLine.Event event) {
    return sites.getOrDefault(event.action(), List.of());
  }

  /** Why the event cannot be one of this specification, if it cannot. */
  Optional<String> faultIn(TraceLine.Event event) {
    List<ActionSite> candidates = sitesOf(event);
    int given = event.arguments().size();
    if (candidates.isEmpty()) {
      return Optional.of(
          "the specification has no action '"
              + event.action()
              + "'; it has "
              + String.join(", ", actions.sites().keySet()));
    }
    if (candidates.stream().noneMatch(site -> site.arity() == given)) {
      return Optional.of(
          event.action()
              + " takes "
              + candidates.get(0).arity()
              + " argument(s) in the specification, but the event has "
              + given);
    }
    if (!logged.knowsAll(event)) {
      return Optional.of(
          "the specification has no variable '"
              + logged.unknownVariable(event)
              + "'; it has "
              + String.join(", ", logged.variables().keySet()));
    }
    return none.faultIn(event).or(() -> logged.missing(event).map(Specification::mustBeLogged));
  }

  private static String mustBeLogged(String variable) {
    return "\""
        + variable
        + "\" is not logged, though a step without state has changed it; log the whole state after"
        + " such a step";
  }
}
