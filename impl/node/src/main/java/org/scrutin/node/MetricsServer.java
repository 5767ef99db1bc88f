package org.scrutin.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.scrutin.node.client.ClientServer;
import org.scrutin.node.host.ElectionObserver.Role;

/**
 * Serves {@code /metrics}, for Prometheus, and {@code /health}: 200 if the node takes part, 503 if
 * it has stopped. In plain text, so for a network that one trusts. Thread-safe.
 */
final class MetricsServer implements Closeable {

  /** Who asks half a question holds one of them up, until its time is over. */
  private static final int THREADS = 4;

  private static final String QUESTION_SECONDS = "sun.net.httpserver.maxReqTime";

  static { // The JDK's server reads it once, and waits for ever without it.
    if (System.getProperty(QUESTION_SECONDS) == null) {
      System.setProperty(QUESTION_SECONDS, "10");
    }
  }

  private final Node node;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final HttpServer server;

  MetricsServer(Node node, Optional<ClientServer> clients, InetSocketAddress address)
      throws IOException {
    this.node = node;
    gauge("scrutin.epoch", "The highest epoch accepted", one -> one.host().standing().epoch());
    gauge(
        "scrutin.leader",
        "Whether this node leads",
        one -> one.host().standing().role() == Role.LEADER ? 1 : 0);
    gauge("scrutin.inbox", "Inputs that wait", one -> one.host().work().waiting());
    counter("scrutin.steps", "Steps of the protocol", one -> one.host().work().steps());
    counter("scrutin.syncs", "Syncs of the disk", one -> one.host().work().syncs());
    counter("scrutin.sync.seconds", "Time in them", one -> one.host().work().syncNanos() / 1e9);
    counter("scrutin.overflowed", "Inputs thrown away", one -> one.host().work().overflowed());
    counter("scrutin.messages.sent", "Messages sent", one -> one.transport().traffic().sent());
    counter(
        "scrutin.messages.received",
        "Messages received",
        one -> one.transport().traffic().received());
    counter(
        "scrutin.messages.dropped",
        "Messages thrown away",
        one -> one.transport().traffic().dropped());
    counter(
        "scrutin.refused",
        "Connections and frames that were no peer's",
        one -> one.transport().traffic().refused());
    clients.ifPresent(
        serving ->
            counter(
                "scrutin.clients.refused",
                "Connections that were no client's",
                one -> serving.refused()));
    server = HttpServer.create(address, 0);
    serve(
        "/metrics",
        exchange -> answer(exchange, 200, "text/plain; version=0.0.4", registry.scrape()));
    serve("/health", this::health);
    server.setExecutor(threads);
    server.start();
  }

  /** A context of the server is all that begins so: a path misspelt would be answered, too. */
  private void serve(String path, HttpHandler page) {
    server.createContext(
        path,
        exchange -> {
          if (exchange.getRequestURI().getPath().equals(path)) {
            page.handle(exchange);
          } else {
            answer(exchange, 404, "text/plain", "nothing here; ask for " + path + "\n");
          }
        });
  }

  private void gauge(String name, String what, ToDoubleFunction<Node> value) {
    Gauge.builder(name, node, value)
        .description(what)
        .tag("node", node.config().id().toString())
        .register(registry);
  }

  private void counter(String name, String what, ToDoubleFunction<Node> value) {
    FunctionCounter.builder(name, node, value)
        .description(what)
        .tag("node", node.config().id().toString())
        .register(registry);
  }

  private void health(HttpExchange exchange) throws IOException {
    boolean well = node.host().standing().role() != Role.DOWN;
    String what = well ? "up\n" : "down: " + node.host().failure().orElse("closed") + "\n";
    answer(exchange, well ? 200 : 503, "text/plain", what);
  }

  private static void answer(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
