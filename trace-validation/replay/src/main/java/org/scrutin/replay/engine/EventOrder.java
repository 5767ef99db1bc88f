package org.scrutin.replay.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.scrutin.replay.Causes;
import org.scrutin.replay.TraceException;
import tlc2.util.FP64;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;

/**
 * Where a binding puts an event among those of other nodes: {@code EventClock(e)} is its Lamport
 * clock or its vector clock, {@code EventReceived(e)} and {@code EventSent(e)} are the sets of the
 * messages' ids, which may be any values, and {@code EventTime(e)} is when it was. The empty set
 * says that an event has none.
 */
final class EventOrder {

  static final String CLOCK = "EventClock";
  static final String TIME = "EventTime";
  static final String RECEIVED = "EventReceived";
  static final String SENT = "EventSent";

  /** Numbers of more than 32 bits, and such as are not whole, come from JSON as texts. */
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,19}");

  private static final Pattern DECIMAL =
      Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");

  private final Binding binding;

  EventOrder(Binding binding) {
    this.binding = binding;
  }

  boolean namesMessages() {
    return binding.says(RECEIVED) || binding.says(SENT);
  }

  /**
   * What decides where the event stands.
   *
   * @param place file:line
   * @throws TraceException in one line, if the binding says something else
   */
  Causes causes(Value event, String place) {
    Object at =
        binding
            .node(event)
            .orElseThrow(
                () ->
                    new TraceException(
                        place
                            + ": the binding does not say on which node this event was; let it"
                            + " define EventNode(e)"));
    Optional<Value> clock = said(CLOCK, event);
    OptionalLong lamport = clock.map(EventOrder::whole).orElse(OptionalLong.empty());
    Optional<Map<String, Long>> vector = clock.flatMap(EventOrder::vector);
    if (clock.isPresent() && lamport.isEmpty() && vector.isEmpty()) {
      throw wrong(
          place,
          CLOCK,
          "a whole number, or a record or function of them, a number for each node,",
          clock.get());
    }
    Optional<BigDecimal> time = said(TIME, event).map(value -> time(value, place));
    return new Causes(
        at, lamport, vector, time, messages(RECEIVED, event, place), messages(SENT, event, place));
  }

  private Optional<Value> said(String name, Value event) {
    return binding.said(name, event).filter(value -> !Binding.isEmptySet(value));
  }

  private static TraceException wrong(String place, String name, String due, Value value) {
    return new TraceException(
        place
            + ": "
            + name
            + "(e) of this line is "
            + Culprit.shorten(value.toString())
            + "; it must be "
            + due
            + " or {} if there is none");
  }

  private static OptionalLong whole(Value value) {
    if (value instanceof IntValue number) {
      return OptionalLong.of(number.val);
    }
    return value instanceof StringValue text && WHOLE.matcher(text.val.toString()).matches()
        ? number(new BigInteger(text.val.toString()))
        : OptionalLong.empty();
  }

  private static OptionalLong number(BigInteger whole) {
    return whole.bitLength() < Long.SIZE
        ? OptionalLong.of(whole.longValue())
        : OptionalLong.empty();
  }

  private static Optional<Map<String, Long>> vector(Value value) {
    if (!(value.toFcnRcd() instanceof FcnRcdValue function)) {
      return Optional.empty();
    }
    Value[] nodes = function.getDomainAsValues();
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < nodes.length; i++) {
      OptionalLong count = whole(function.values[i]);
      if (count.isEmpty()) {
        return Optional.empty();
      }
      counts.put(Binding.text(nodes[i]), count.getAsLong());
    }
    return Optional.of(counts);
  }

  private static BigDecimal time(Value value, String place) {
    String text = Binding.text(value);
    if (DECIMAL.matcher(text).matches()) {
      return new BigDecimal(text);
    }
    try {
      Instant instant = Instant.parse(text);
      return BigDecimal.valueOf(instant.getEpochSecond())
          .add(BigDecimal.valueOf(instant.getNano(), 9));
    } catch (DateTimeException e) {
      throw wrong(place, TIME, "a number, or a time such as \"2026-01-31T12:00:00.5Z\",", value);
    }
  }

  private List<Causes.Message> messages(String name, Value event, String place) {
    Optional<Value> said = said(name, event);
    if (said.isEmpty()) {
      return List.of();
    }
    if (!(said.get().toSetEnum() instanceof SetEnumValue set)) {
      throw wrong(place, name, "a set of messages' ids, such as {e.id},", said.get());
    }
    set.deepNormalize();
    List<Causes.Message> messages = new ArrayList<>(set.elems.size());
    for (int i = 0; i < set.elems.size(); i++) {
      Value id = set.elems.elementAt(i);
      messages.add(new Causes.Message(id.fingerPrint(FP64.New()), id.toString()));
    }
    return messages;
  }
}
