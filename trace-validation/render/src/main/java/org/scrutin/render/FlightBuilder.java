package org.scrutin.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.render.Scene.Anchor;

/** Follows messages from send to receipt. Mutable. */
final class FlightBuilder {

  private final Map<Long, Sent> sent = new LinkedHashMap<>();
  private final List<Scene.Flight> flights = new ArrayList<>();

  /** A message under way, or received but perhaps to come once more. */
  private static final class Sent {
    private final String from;
    private final String to;
    private final Optional<Anchor> start;
    private final List<Scene.Bend> bends;
    private final boolean duplicate;
    private String type;
    private boolean ended;

    Sent(
        String from,
        String to,
        Optional<Anchor> start,
        List<Scene.Bend> bends,
        boolean duplicate,
        String type) {
      this.from = from;
      this.to = to;
      this.start = start;
      this.bends = bends;
      this.duplicate = duplicate;
      this.type = type;
    }
  }

  void see(TraceLine.Event event, Optional<Anchor> now) {
    Optional<Sent> consumed =
        event.received().isPresent()
            ? Optional.ofNullable(sent.get(event.received().getAsLong()))
            : Optional.empty();
    Optional<String> type = event.message().map(message -> message.path("type").asText());
    consumed.ifPresent(message -> message.type = type.orElse(message.type));
    if (event.isLoss()) {
      consumed.ifPresent(message -> end(event, message, now, Scene.Fate.LOST));
    } else if (event.isRerouting()) {
      consumed.ifPresent(message -> message.ended = true);
    } else if (event.received().isPresent() && !event.isDuplication()) {
      receive(event, consumed, now, type);
    }
    for (TraceLine.Sending message : event.sent()) {
      sent.put(message.id(), depart(event, message, consumed, now));
    }
  }

  private void receive(
      TraceLine.Event event, Optional<Sent> consumed, Optional<Anchor> now, Optional<String> type) {
    if (consumed.isPresent()) {
      end(event, consumed.get(), now, Scene.Fate.RECEIVED);
    } else if (now.isPresent()) {
      // Sent before the trace began, or by somebody who wrote no trace.
      Optional<String> from =
          event
              .message()
              .map(message -> message.path("from"))
              .filter(JsonNode::isValueNode)
              .map(Values::nodeName);
      flights.add(
          new Scene.Flight(
              event.received().orElse(0),
              type.orElse(""),
              from,
              Optional.empty(),
              List.of(),
              event.at(),
              now,
              Scene.Fate.RECEIVED,
              false));
    }
  }

  private void end(TraceLine.Event event, Sent message, Optional<Anchor> now, Scene.Fate fate) {
    boolean again = message.ended || message.duplicate;
    message.ended = true;
    if (message.start.isEmpty()) {
      // Its sender is of no more use to the picture; a long trace must not fill the memory.
      sent.remove(event.received().orElse(0));
      if (now.isEmpty()) {
        return;
      }
    }
    List<Scene.Bend> bends = new ArrayList<>(message.bends);
    boolean elsewhere = fate == Scene.Fate.RECEIVED && !event.at().equals(message.to);
    if (elsewhere) {
      bends.add(new Scene.Bend(message.to, Optional.empty()));
    }
    flights.add(
        new Scene.Flight(
            event.received().orElse(0),
            message.type,
            Optional.of(message.from),
            message.start,
            List.copyOf(bends),
            elsewhere ? event.at() : message.to,
            now,
            fate,
            again));
  }

  /** What an event sends: new, or the copy or the new way of a message that there was. */
  private static Sent depart(
      TraceLine.Event event,
      TraceLine.Sending message,
      Optional<Sent> consumed,
      Optional<Anchor> now) {
    if (consumed.isPresent() && event.isOfTheNetwork()) {
      Sent original = consumed.get();
      List<Scene.Bend> bends = new ArrayList<>(original.bends);
      if (event.isRerouting() && now.isPresent()) {
        bends.add(new Scene.Bend(original.to, now));
      }
      return new Sent(
          original.from,
          message.to(),
          original.start,
          List.copyOf(bends),
          original.duplicate || event.isDuplication(),
          message.type().orElse(original.type));
    }
    return new Sent(
        event.at(), message.to(), now, List.of(), event.isDuplication(), message.type().orElse(""));
  }

  List<Scene.Flight> finish() {
    sent.forEach(
        (id, message) -> {
          if (!message.ended && message.start.isPresent()) {
            flights.add(
                new Scene.Flight(
                    id,
                    message.type,
                    Optional.of(message.from),
                    message.start,
                    message.bends,
                    message.to,
                    Optional.empty(),
                    Scene.Fate.UNRECEIVED,
                    message.duplicate));
          }
        });
    return List.copyOf(flights);
  }
}
