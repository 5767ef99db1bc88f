package org.scrutin.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page around a picture. */
final class DiagramPage {

  private static final String[] COLUMNS = {
    "event", "time", "node", "step", "state before it", "state after it"
  };

  private DiagramPage() {}

  /** So many lines of the specification are shown before and after each remark. */
  private static final int AROUND = 8;

  static String of(
      Scene scene, DiagramOptions options, String svg, List<AnnotatedSpec> specification) {
    Optional<DiagramOptions.Rejection> rejection = options.rejection();
    Svg page = new Svg();
    // In the picture the reason is shortened, and on a narrow screen it is out of sight.
    rejection.ifPresent(
        why -> verdict(page, "violated", "Event " + why.event() + " rejected", why.reason()));
    options.undecided().ifPresent(why -> verdict(page, "undecided", "Undecided", why));
    page.open("div", "class", "wide", "tabindex", 0, "role", "group", "aria-label", "Picture");
    page.raw(svg).close();
    for (AnnotatedSpec module : specification) {
      page.text("h2", module.module() + ".tla, where it is contradicted");
      page.raw(module.html(AROUND));
    }
    Optional<Long> rejected = rejection.map(DiagramOptions.Rejection::event);
    if (rejected.isPresent()) {
      page.open("details", "open", "open");
    } else {
      page.open("details");
    }
    page.text("summary", "The events in the picture, as a table");
    page.open("div", "class", "wide").open("table");
    page.raw("<thead><tr>");
    for (String column : COLUMNS) {
      page.text("th", column, "scope", "col");
    }
    page.raw("</tr></thead>\n").open("tbody");
    Map<String, ObjectNode> known = new HashMap<>();
    for (TraceLine.Event event : scene.events()) {
      row(page, event, known, rejected.filter(number -> number == event.number()).isPresent());
    }
    page.close().close().close().close();
    return Html.page(scene.survey().header().spec() + ": a run", "picture-page", page.toString());
  }

  private static void row(
      Svg page, TraceLine.Event event, Map<String, ObjectNode> known, boolean rejected) {
    ObjectNode before = known.getOrDefault(event.at(), JsonNodeFactory.instance.objectNode());
    page.open("tr", "class", rejected ? "violated" : "allowed");
    page.text("td", Values.grouped(event.number()), "class", "number");
    page.text(
        "td",
        event.time().isPresent() ? Values.time(event.time().getAsLong()) : "",
        "class",
        "number");
    page.text("td", event.at());
    page.text("td", Values.call(event.action(), event.args()));
    page.text("td", before.isEmpty() ? "" : Values.show(before));
    page.open("td");
    if (event.state() instanceof ObjectNode logged && !logged.isEmpty()) {
      ObjectNode after = before.deepCopy();
      after.setAll(logged);
      changes(page, before, after);
      known.put(event.at(), after);
    }
    page.close().close();
  }

  /** The state, with what the step has changed marked. */
  private static void changes(Svg page, ObjectNode before, ObjectNode after) {
    for (Map.Entry<String, JsonNode> field : after.properties()) {
      String text = field.getKey() + ": " + Values.show(field.getValue()) + " ";
      boolean same = before.isEmpty() || field.getValue().equals(before.get(field.getKey()));
      page.text(same ? "span" : "mark", text);
    }
  }

  private static void verdict(Svg page, String looks, String what, String why) {
    page.open("div", "class", "verdict " + looks, "role", "status");
    page.text("strong", what);
    page.text("pre", why).close();
  }
}
