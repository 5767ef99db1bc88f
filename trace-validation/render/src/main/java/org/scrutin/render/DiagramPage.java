package org.scrutin.render;

import java.util.Optional;

/** The page around a picture. */
final class DiagramPage {

  private DiagramPage() {}

  static String of(Scene scene, Optional<DiagramOptions.Rejection> rejection, String svg) {
    Svg page = new Svg();
    // In the picture the reason is shortened, and on a narrow screen it is out of sight.
    rejection.ifPresent(why -> verdict(page, why));
    page.open("div", "class", "wide", "tabindex", 0, "role", "group", "aria-label", "Picture");
    page.raw(svg).close();
    page.open("details").text("summary", "The events in the picture, as a table");
    page.open("div", "class", "wide").open("table");
    page.raw("<thead><tr>");
    for (String column : new String[] {"event", "time", "node", "step", "state after it"}) {
      page.text("th", column, "scope", "col");
    }
    page.raw("</tr></thead>\n").open("tbody");
    for (TraceLine.Event event : scene.events()) {
      page.open("tr");
      page.text("td", Values.grouped(event.number()), "class", "number");
      page.text(
          "td",
          event.time().isPresent() ? Values.time(event.time().getAsLong()) : "",
          "class",
          "number");
      page.text("td", event.at());
      page.text("td", Values.call(event.action(), event.args()));
      page.text("td", event.state().isEmpty() ? "" : Values.show(event.state()));
      page.close();
    }
    page.close().close().close().close();
    return Html.page(scene.survey().header().spec() + ": a run", "picture-page", page.toString());
  }

  private static void verdict(Svg page, DiagramOptions.Rejection rejection) {
    page.open("div", "class", "verdict violated", "role", "status");
    page.text("strong", "Event " + rejection.event() + " rejected");
    page.text("pre", rejection.reason()).close();
  }
}
