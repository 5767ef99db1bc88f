package org.scrutin.replay.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.ReplayEngine;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceLine;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/** Replays events through TLC's evaluator. */
public final class TlcReplay implements ReplayEngine {

  private FastTool tool;
  private SortedMap<String, List<ActionSite>> sites;
  private final Map<String, UniqueString> variables = new LinkedHashMap<>();
  private Stepper stepper;
  private Explainer explainer;
  private Options options = Options.DEFAULT;
  private List<TLCState> frontier = List.of();
  private final SortedMap<String, Long> taken = new TreeMap<>();
  private LongSet states = new LongSet();

  @Override
  public void load(String module, String config, List<Path> folders, Path scratch) {
    FP64.Init(0);
    SpecResolver resolver = new SpecResolver(folders, scratch);
    tool = SpecLoader.load(module, config, resolver, scratch);
    sites = ActionIndex.of(tool).sites();
    for (OpDeclNode variable : tool.getSpecProcessor().getVariablesNodes()) {
      variables.put(variable.getName().toString(), variable.getName());
    }
    stepper = new Stepper(tool);
    explainer = new Explainer(tool, stepper, sites, resolver);
  }

  @Override
  public Optional<Rejection> begin(Options chosen) {
    options = chosen;
    taken.clear();
    sites.keySet().forEach(name -> taken.put(name, 0L));
    states = new LongSet();
    StateVec initial = tool.getInitStates();
    frontier = new ArrayList<>();
    for (int i = 0; i < initial.size(); i++) {
      initial.elementAt(i).deepNormalize();
      frontier.add(initial.elementAt(i));
    }
    count();
    return options.invariants() ? violated(null, frontier.get(0), initialEvent(), "") : NONE;
  }

  private static final Optional<Rejection> NONE = Optional.empty();

  private static TraceLine.Event initialEvent() {
    return new TraceLine.Event(1, 0, 0L, "Init", List.of(), Optional.empty());
  }

  @Override
  public Optional<Rejection> step(TraceLine.Event event, String traceName) {
    List<ActionSite> candidates = sites.get(event.action());
    if (candidates == null) {
      throw new TraceException(
          place(event, traceName)
              + "the specification has no action '"
              + event.action()
              + "'; it has "
              + String.join(", ", sites.keySet()));
    }
    if (candidates.stream().noneMatch(site -> site.arity() == event.arguments().size())) {
      throw new TraceException(
          place(event, traceName)
              + event.action()
              + " has "
              + candidates.get(0).arity()
              + " argument(s) in the specification, the event has "
              + event.arguments().size());
    }
    try {
      return stepped(event, candidates, traceName);
    } catch (EvalException | TLCRuntimeException e) {
      throw new SpecException(
          place(event, traceName)
              + event.action()
              + " cannot be evaluated: "
              + SpecLoader.oneLine(e.getMessage()));
    }
  }

  private Optional<Rejection> stepped(
      TraceLine.Event event, List<ActionSite> candidates, String traceName) {
    List<TLCState> reached = new ArrayList<>(1);
    for (TLCState state : frontier) {
      for (ActionSite site : candidates) {
        stepper.successors(site, event.arguments(), state, reached);
      }
    }
    List<TLCState> agreeing = agreeing(event, reached, traceName);
    if (agreeing.isEmpty()) {
      return Optional.of(
          explainer.explain(event, traceName, candidates, frontier.get(0), reached, variables));
    }
    List<TLCState> before = frontier;
    frontier = distinct(agreeing);
    taken.merge(event.action(), 1L, Long::sum);
    count();
    if (options.invariants()) {
      Optional<Rejection> violation = NONE;
      for (TLCState state : List.copyOf(frontier)) {
        Optional<Rejection> found = violated(before.get(0), state, event, traceName);
        if (found.isPresent()) {
          violation = found;
          frontier.remove(state);
        }
      }
      if (frontier.isEmpty()) {
        return violation;
      }
    }
    return NONE;
  }

  private List<TLCState> agreeing(TraceLine.Event event, List<TLCState> reached, String traceName) {
    List<TLCState> agreeing = new ArrayList<>(reached.size());
    for (TLCState state : reached) {
      state.deepNormalize();
      if (event.state().isEmpty() || agrees(event, event.state().get(), state, traceName)) {
        agreeing.add(state);
      }
    }
    return agreeing;
  }

  private boolean agrees(
      TraceLine.Event event, JsonObject logged, TLCState state, String traceName) {
    Value node = JsonValues.atom(event.at());
    List<String> names = logged.names();
    for (int i = 0; i < names.size(); i++) {
      UniqueString variable = variables.get(names.get(i));
      if (variable == null) {
        throw new TraceException(
            place(event, traceName)
                + "the specification has no variable '"
                + names.get(i)
                + "'; it has "
                + String.join(", ", variables.keySet()));
      }
      Value value = JsonValues.at((Value) state.lookup(variable), node);
      try {
        if (!JsonValues.matches(logged.values().get(i), value)) {
          return false;
        }
      } catch (JsonValues.ShapeException e) {
        throw new TraceException(
            place(event, traceName) + "state." + names.get(i) + ": " + e.getMessage());
      }
    }
    return true;
  }

  private static List<TLCState> distinct(List<TLCState> all) {
    if (all.size() == 1) {
      return all;
    }
    LongSet seen = new LongSet();
    List<TLCState> distinct = new ArrayList<>();
    for (TLCState state : all) {
      if (seen.add(state.fingerPrint())) {
        distinct.add(state);
      }
    }
    return distinct;
  }

  private void count() {
    if (options.countStates()) {
      frontier.forEach(state -> states.add(state.fingerPrint()));
    }
  }

  private Optional<Rejection> violated(
      TLCState before, TLCState state, TraceLine.Event event, String traceName) {
    Action[] invariants = tool.getInvariants();
    for (int i = 0; i < invariants.length; i++) {
      if (!tool.isValid(invariants[i], state)) {
        return Optional.of(
            explainer.invariant(event, traceName, tool.getInvNames()[i], invariants[i], state));
      }
    }
    Action[] steps = tool.getImpliedActions();
    for (int i = 0; before != null && i < steps.length; i++) {
      if (!tool.isValid(steps[i], before, state)) {
        return Optional.of(
            explainer.invariant(event, traceName, tool.getImpliedActNames()[i], steps[i], state));
      }
    }
    return NONE;
  }

  static String place(TraceLine.Event event, String traceName) {
    return traceName + ":" + event.line() + ": event " + event.number() + ": ";
  }

  @Override
  public int frontier() {
    return frontier.size();
  }

  @Override
  public SortedMap<String, Long> actions() {
    return new TreeMap<>(taken);
  }

  @Override
  public Optional<LongSet> states() {
    return options.countStates() ? Optional.of(states) : Optional.empty();
  }

  @Override
  public List<String> checked() {
    List<String> names = new ArrayList<>(Arrays.asList(tool.getInvNames()));
    names.addAll(Arrays.asList(tool.getImpliedActNames()));
    return names;
  }

  @Override
  public List<String> unchecked() {
    List<String> names = new ArrayList<>(Arrays.asList(tool.getImpliedTemporalNames()));
    names.addAll(Arrays.asList(tool.getImpliedInitNames()));
    return names;
  }
}
