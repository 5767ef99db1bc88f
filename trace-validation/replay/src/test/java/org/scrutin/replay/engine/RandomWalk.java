package org.scrutin.replay.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.replay.Json;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.ReplayEngine;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.Walker;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.FP64;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Walks through a specification by enumerating everything; compares by texts, not by {@link Fit}.
 */
public final class RandomWalk implements Walker {

  private static final int MESSAGES_OF = 10;

  private Tool tool;
  private ActionIndex actions;
  private Stepper stepper;

  private record Move(String action, List<Object> arguments, TLCState to) {}

  @Override
  public void load(ReplayEngine.Source source) {
    FP64.Init(0);
    List<Path> folders = new ArrayList<>(List.of(source.scratch()));
    folders.addAll(source.folders());
    tool = new SpecLoader(source, new SpecResolver(folders, source.scratch())).load();
    actions = ActionIndex.of(tool);
    stepper = new Stepper(tool, new JsonValues(Set.of(), null));
  }

  private List<Move> moves(TLCState state) {
    List<Move> moves = new ArrayList<>();
    actions
        .sites()
        .forEach(
            (name, sites) -> {
              if (!actions.isComposite(name)) {
                sites.forEach(site -> moves(site, state, moves));
              }
            });
    return moves;
  }

  private void moves(ActionSite site, TLCState state, List<Move> moves) {
    stepper.bindAll(
        site,
        state,
        context -> {
          List<Object> arguments = new ArrayList<>();
          for (int i = 0; i < site.arity(); i++) {
            Value value = stepper.eval(site.call().getArgs()[i], context, state);
            value.deepNormalize();
            arguments.add(json(value).orElseThrow());
          }
          StateVec next = stepper.next(site.step(), context, state);
          for (int i = 0; i < next.size(); i++) {
            next.elementAt(i).deepNormalize();
            moves.add(new Move(site.name(), arguments, next.elementAt(i)));
          }
        });
  }

  @Override
  public List<TraceLine.Event> walk(long seed, int length, boolean partly) {
    Random random = new Random(seed);
    List<TraceLine.Event> events = new ArrayList<>();
    TLCState state = tool.getInitStates().elementAt(0);
    state.deepNormalize();
    for (int n = 1; n <= length; n++) {
      List<Move> moves = moves(state);
      if (moves.isEmpty()) {
        break;
      }
      // Messages are mostly delivered, or they would pile up; otherwise any action, by name.
      List<Move> deliveries = moves.stream().filter(RandomWalk::isDelivery).toList();
      if (!deliveries.isEmpty() && random.nextInt(MESSAGES_OF) > 0) {
        moves = deliveries;
      }
      List<String> names =
          new ArrayList<>(new TreeSet<>(moves.stream().map(Move::action).toList()));
      String name = names.get(random.nextInt(names.size()));
      List<Move> chosen = moves.stream().filter(move -> move.action().equals(name)).toList();
      Move move = chosen.get(random.nextInt(chosen.size()));
      state = move.to();
      events.add(event(n, move, random, partly));
    }
    return events;
  }

  private static boolean isDelivery(Move move) {
    return move.arguments().stream().anyMatch(JsonObject.class::isInstance)
        && !move.action().equals("Duplicate");
  }

  private TraceLine.Event event(int n, Move move, Random random, boolean partly) {
    Object at = node(move);
    Map<String, Object> logged = new TreeMap<>();
    for (OpDeclNode variable : tool.getSpecProcessor().getVariablesNodes()) {
      Value value = (Value) move.to().lookup(variable.getName());
      boolean isQueue = variable.getName().toString().equals("desk");
      Optional<Object> json = (isQueue ? Optional.of(value) : part(value, at)).flatMap(this::json);
      if (json.isPresent() && !(partly && random.nextBoolean())) {
        logged.put(variable.getName().toString(), json.get());
      }
    }
    return new TraceLine.Event(
        n + 1, n, at, move.action(), move.arguments(), Optional.of(JsonObject.of(logged)));
  }

  /** The node of a move: an argument, the receiver or sender of a message, or the first. */
  private static Object node(Move move) {
    for (Object argument : move.arguments()) {
      if (argument instanceof Long) {
        return argument;
      }
      if (argument instanceof JsonObject message) {
        return message.get("to").or(() -> message.get("from")).orElse(1L);
      }
    }
    return 1L;
  }

  private Optional<Value> part(Value value, Object at) {
    if (value.toFcnRcd() instanceof FcnRcdValue function) {
      Value[] domain = function.getDomainAsValues();
      for (int i = 0; i < domain.length; i++) {
        if (domain[i] instanceof IntValue node && at.equals((long) node.val)) {
          return Optional.of(function.values[i]);
        }
      }
    }
    return Optional.of(value);
  }

  private Optional<Object> json(Value value) {
    if (value instanceof IntValue number) {
      return Optional.of((long) number.val);
    }
    if (value instanceof BoolValue truth) {
      return Optional.of(truth.val);
    }
    if (value instanceof StringValue text) {
      return Optional.of(text.val.toString());
    }
    if (value instanceof ModelValue) {
      return Optional.of(JsonObject.Absent.NULL);
    }
    if (value.toTuple() instanceof TupleValue tuple) {
      return all(List.of(tuple.elems)).map(elements -> elements);
    }
    if (value instanceof RecordValue fields) {
      List<String> names = new ArrayList<>();
      for (var name : fields.names) {
        names.add(name.toString());
      }
      return all(List.of(fields.values)).map(values -> new JsonObject(names, values));
    }
    if (value instanceof Enumerable set) {
      List<Value> elements = new ArrayList<>();
      ValueEnumeration some = set.elements();
      for (Value next = some.nextElement(); next != null; next = some.nextElement()) {
        elements.add(next);
      }
      Collections.reverse(elements);
      return all(elements).map(list -> list);
    }
    return Optional.empty();
  }

  private Optional<List<Object>> all(List<Value> values) {
    List<Object> list = new ArrayList<>();
    for (Value value : values) {
      Optional<Object> json = json(value);
      if (json.isEmpty()) {
        return Optional.empty();
      }
      list.add(json.get());
    }
    return Optional.of(list);
  }

  @Override
  public Optional<Long> firstWrong(List<TraceLine.Event> events) {
    Map<String, TLCState> frontier = new TreeMap<>();
    StateVec initial = tool.getInitStates();
    for (int i = 0; i < initial.size(); i++) {
      initial.elementAt(i).deepNormalize();
      frontier.put(initial.elementAt(i).toString(), initial.elementAt(i));
    }
    for (TraceLine.Event event : events) {
      Map<String, TLCState> next = new TreeMap<>();
      for (TLCState state : frontier.values()) {
        for (Move move : moves(state)) {
          if (move.action().equals(event.action())
              && sameText(move.arguments(), event.arguments())
              && hasLogged(move.to(), event)) {
            next.put(move.to().toString(), move.to());
          }
        }
      }
      if (next.isEmpty()) {
        return Optional.of(event.number());
      }
      frontier = next;
    }
    return Optional.empty();
  }

  private boolean hasLogged(TLCState state, TraceLine.Event event) {
    JsonObject logged = event.state().orElse(JsonObject.EMPTY);
    for (int i = 0; i < logged.names().size(); i++) {
      for (OpDeclNode variable : tool.getSpecProcessor().getVariablesNodes()) {
        if (variable.getName().toString().equals(logged.names().get(i))) {
          Value whole = (Value) state.lookup(variable.getName());
          boolean isQueue = variable.getName().toString().equals("desk");
          Value value = isQueue ? whole : part(whole, event.at()).orElseThrow();
          boolean isSet = value instanceof Enumerable;
          Optional<Object> json = json(value);
          if (json.isEmpty()
              || !text(json.get(), isSet).equals(text(logged.values().get(i), isSet))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** In Lending only one argument is an array, and that is a set. */
  private static boolean sameText(List<Object> first, List<Object> second) {
    return first.stream()
        .map(json -> text(json, true))
        .toList()
        .equals(second.stream().map(json -> text(json, true)).toList());
  }

  /** A text which is the same for JSON that means the same. */
  private static String text(Object json, boolean isSet) {
    if (json instanceof List<?> list) {
      List<String> texts = new ArrayList<>(list.stream().map(e -> text(e, false)).toList());
      if (isSet) {
        Collections.sort(texts);
      }
      return texts.toString();
    }
    if (json instanceof JsonObject object) {
      Map<String, String> fields = new TreeMap<>();
      for (int i = 0; i < object.names().size(); i++) {
        fields.put(object.names().get(i), text(object.values().get(i), false));
      }
      return fields.toString();
    }
    return Json.write(json);
  }

  @Override
  public Optional<String> incompleteSites(long seed, int length) {
    Random random = new Random(seed);
    TLCState state = tool.getInitStates().elementAt(0);
    for (int n = 0; n < length; n++) {
      state.deepNormalize();
      Set<String> bySites = new TreeSet<>();
      List<Move> moves = moves(state);
      moves.forEach(move -> bySites.add(move.to().toString()));
      Set<String> byNext = new TreeSet<>();
      StateVec next = tool.getNextStates(tool.getNextStateSpec(), state);
      for (int i = 0; i < next.size(); i++) {
        next.elementAt(i).deepNormalize();
        byNext.add(next.elementAt(i).toString());
      }
      if (!bySites.equals(byNext)) {
        return Optional.of("after " + n + " steps: " + state);
      }
      if (moves.isEmpty()) {
        break;
      }
      state = moves.get(random.nextInt(moves.size())).to();
    }
    return Optional.empty();
  }
}
