package org.scrutin.linearizability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A history as one HTML file that needs no network: a lane for each process and for each fault
 * injector, the orders that were found, and of a failing history what fails alone.
 */
public final class HistoryPage {

  private static final String DATA = "/*DATA*/null";

  private HistoryPage() {}

  /**
   * The page.
   *
   * @param title of the page, such as the name of the file
   * @param sentence what was found
   * @param history all of it
   * @param small few operations that still fail; empty where nothing fails
   */
  public static String html(
      String title,
      String sentence,
      History history,
      Explanation explanation,
      List<Operation> small) {
    Map<Operation, Integer> numbers = new HashMap<>();
    history.operations().forEach(o -> numbers.put(o, numbers.size()));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("title", title);
    data.put("sentence", sentence);
    Map<Long, Integer> lanes = new TreeMap<>();
    history.operations().forEach(o -> lanes.put(o.process(), 0));
    int lane = 0;
    for (Map.Entry<Long, Integer> e : lanes.entrySet()) {
      e.setValue(lane++);
    }
    data.put("lanes", lanes.keySet());
    data.put("operations", history.operations().stream().map(o -> operation(o, lanes)).toList());
    data.put("marks", history.marks().stream().map(HistoryPage::mark).toList());
    data.put("small", numbers(small, numbers));
    data.put("stuck", explanation.stuck().map(o -> numbers.getOrDefault(o, -1)).orElse(-1));
    data.put("cut", explanation.cut().orElse(""));
    data.put("orders", explanation.orders().stream().map(o -> order(o, numbers)).toList());
    try {
      // What ends a script must not stand in one.
      String json = new JsonMapper().writeValueAsString(data).replace("</", "<\\/");
      return template().replace("<!--TITLE-->", escaped(title)).replace(DATA, json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("lists and texts are always JSON", e);
    }
  }

  private static List<Integer> numbers(List<Operation> some, Map<Operation, Integer> numbers) {
    return some.stream().map(numbers::get).filter(Objects::nonNull).toList();
  }

  private static List<Object> operation(Operation o, Map<Long, Integer> lanes) {
    int ret = o.crashed() ? -1 : o.ret();
    String name = o.toString().substring(o.toString().indexOf(':') + 2);
    return List.of(lanes.get(o.process()), o.call(), ret, o.status().name(), name, o.line());
  }

  private static List<Object> mark(Mark mark) {
    return List.of(mark.position(), mark.process(), mark.toString(), mark.line());
  }

  private static Map<String, Object> order(
      Explanation.Order order, Map<Operation, Integer> numbers) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Integer> places = new ArrayList<>();
    List<Integer> states = new ArrayList<>();
    Map<String, Integer> texts = new LinkedHashMap<>();
    Set<Operation> placed = new HashSet<>();
    for (Linearized l : order.operations()) {
      if (numbers.containsKey(l.operation()) && placed.add(l.operation())) {
        places.add(numbers.get(l.operation()));
        Integer known = texts.putIfAbsent(l.state(), texts.size());
        states.add(known == null ? texts.size() - 1 : known);
      }
    }
    json.put("places", places);
    json.put("states", states);
    json.put("texts", texts.keySet());
    json.put("state", order.state());
    json.put(
        "refused",
        order.refused().stream()
            .map(r -> List.of(numbers.getOrDefault(r.operation(), -1), r.reason()))
            .toList());
    return json;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String template() {
    try (InputStream in = HistoryPage.class.getResourceAsStream("history.html")) {
      return new String(
          Objects.requireNonNull(in, "history.html is not in the jar").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
