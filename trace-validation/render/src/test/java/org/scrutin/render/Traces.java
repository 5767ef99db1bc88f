package org.scrutin.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Traces to draw, and ways to look into pictures. */
final class Traces {

  static final String HEADER =
      "{\"scrutin\":1,\"spec\":\"ring/Ring\",\"config\":\"ring/MCRing.cfg\","
          + "\"constants\":{\"Node\":[1,2,3,4]},\"producer\":\"a hand\",\"seed\":7}\n";

  private Traces() {}

  static String resource(String name) {
    try (InputStream in = Traces.class.getResourceAsStream("/traces/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String svg(String trace) {
    return svg(trace, DiagramOptions.DEFAULT);
  }

  static String svg(String trace, DiagramOptions options) {
    return LamportDiagram.of("run.ndjson", trace, options).svg();
  }

  /** One line of a trace, for an event without a message. */
  static String event(int n, int at, String action, String state) {
    return "{\"n\":%d,\"at\":%d,\"clock\":%d,\"time\":%d,\"action\":\"%s\",\"args\":[%d],\"state\":%s}\n"
        .formatted(n, at, n, n * 1000, action, at, state);
  }

  /** A trace of so many events in which nothing is sent. */
  static String ofLength(int events) {
    StringBuilder trace = new StringBuilder(HEADER);
    for (int n = 1; n <= events; n++) {
      trace.append(event(n, 1 + n % 4, "Tick", "{}"));
    }
    return trace.toString();
  }

  static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many elements of the drawing have the class; the legend does not count. */
  static int drawn(String svg, String styleClass) {
    NodeList all = parse(svg).getElementsByTagName("*");
    int count = 0;
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      boolean has = (" " + element.getAttribute("class") + " ").contains(" " + styleClass + " ");
      count += has && !inLegend(element) ? 1 : 0;
    }
    return count;
  }

  private static boolean inLegend(Element element) {
    return element.getParentNode() instanceof Element parent
        && (parent.getAttribute("class").equals("sd-legend") || inLegend(parent));
  }
}
