package org.scrutin.node.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.node.transport.Tls;
import org.scrutin.protocol.NodeId;

/** Reads the configuration file of a node, YAML. What it does not know, it refuses. */
public final class NodeConfigFile {

  private static final List<String> KEYS =
      List.of(
          "id",
          "cluster",
          "algorithm",
          "unsafe",
          "data",
          "peers",
          "voters",
          "learners",
          "clients",
          "http",
          "usualDelay",
          "tls",
          "insecure",
          "trace",
          "snapshotEvery",
          "phiAccrual",
          "faults");

  private static final Set<String> GUARDED = Set.of("raft", "quorum-bully", "quorum-ring");
  private static final Set<String> TEXTBOOK = Set.of("bully");

  /** The number of a node is a part of the numbers of its messages. */
  private static final int MAX_NODE = 1_023;

  private final Path file;
  private final JsonNode root;
  private final YamlLines lines;

  private NodeConfigFile(Path file, JsonNode root, YamlLines lines) {
    this.file = file;
    this.root = root;
    this.lines = lines;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException in one line, if it cannot be used
   */
  public static NodeConfig read(Path file) throws IOException {
    YAMLFactory yaml = new YAMLFactory();
    yaml.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try {
      String text = Files.readString(file);
      JsonNode root = new YAMLMapper(yaml).readTree(text);
      return new NodeConfigFile(file, root, YamlLines.of(yaml, text)).config();
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": no such file");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String what = e.getOriginalMessage().lines().findFirst().orElse("no YAML");
      String mend = what.startsWith("Duplicate") ? "; leave one of the two away" : "";
      throw new ConfigException(
          file + (at == null ? "" : ":" + at.getLineNr()) + ": " + what + mend);
    } catch (FileSystemException e) {
      throw e; // It has the file's name.
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read as text in UTF-8: " + e.getMessage());
    }
  }

  private NodeConfig config() {
    if (!root.isObject()) {
      throw bad("the file has to begin with keys, such as 'id: n1'");
    }
    refuseUnknown(root, KEYS, "");
    SortedMap<NodeId, InetSocketAddress> peers = peers();
    NodeId id = node("/id", text("id"));
    if (!peers.containsKey(id)) {
      throw badAt("/peers", "peers: " + id + ", this node, is missing; name all nodes there");
    }
    String algorithm = root.path("algorithm").asText("raft");
    boolean unsafe = flag("unsafe");
    if (!GUARDED.contains(algorithm) && !(unsafe && TEXTBOOK.contains(algorithm))) {
      throw badAt(
          "/algorithm",
          TEXTBOOK.contains(algorithm)
              ? "algorithm: "
                  + algorithm
                  + " may elect two leaders at once outside of a synchronous"
                  + " network; say 'unsafe: true', or take raft, quorum-bully or quorum-ring"
              : "algorithm: '" + algorithm + "' is none of raft, quorum-bully, quorum-ring");
    }
    Path data = path(text("data"));
    Beginning beginning = beginning(algorithm, peers.keySet());
    return new NodeConfig(
        id,
        text("cluster"),
        algorithm,
        unsafe,
        data,
        peers,
        beginning.voters(),
        beginning.learners(),
        address("clients"),
        address("http"),
        usualDelay(),
        tls(),
        trace(data),
        snapshotEvery(),
        flag("phiAccrual"),
        flag("faults"));
  }

  private void refuseUnknown(JsonNode object, List<String> known, String in) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw badAt(
            (in.isEmpty() ? "" : "/" + in) + "/" + name,
            (in.isEmpty() ? "" : in + ": ")
                + "unknown key '"
                + name
                + "'; there are "
                + String.join(", ", known));
      }
    }
  }

  /** Of the file as a whole: something is missing. */
  private ConfigException bad(String what) {
    return new ConfigException(file + ": " + what);
  }

  /** Of the line with the key, whose path is like {@code /peers/n1}. */
  private ConfigException badAt(String key, String what) {
    return new ConfigException(
        file + lines.line(key).map(line -> ":" + line).orElse("") + ": " + what);
  }

  private String text(String key) {
    JsonNode value = root.path(key);
    if (!value.isValueNode() || value.asText().isBlank()) {
      throw bad("'" + key + "' is missing");
    }
    return value.asText();
  }

  private boolean flag(String key) {
    JsonNode value = root.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw badAt("/" + key, key + ": '" + value.asText() + "' is neither true nor false");
    }
    return value.asBoolean(false);
  }

  private NodeId node(String key, String text) {
    if (!text.matches("n[1-9]\\d{0,3}") || Integer.parseInt(text.substring(1)) > MAX_NODE) {
      throw badAt(key, "'" + text + "' is no node; nodes are called n1 to n" + MAX_NODE);
    }
    return NodeId.of(Integer.parseInt(text.substring(1)));
  }

  private SortedMap<NodeId, InetSocketAddress> peers() {
    JsonNode object = root.path("peers");
    if (!object.isObject() || object.size() < 2) {
      throw badAt("/peers", "'peers' has to name two nodes or more, each with 'host:port'");
    }
    SortedMap<NodeId, InetSocketAddress> peers = new TreeMap<>();
    Set<InetSocketAddress> taken = new HashSet<>();
    for (Map.Entry<String, JsonNode> peer : object.properties()) {
      String key = "/peers/" + peer.getKey();
      String text = peer.getValue().asText();
      InetSocketAddress address = address(key, "peers: " + peer.getKey(), text);
      if (!taken.add(address)) {
        throw badAt(key, "peers: two nodes have the address " + text);
      }
      peers.put(node(key, peer.getKey()), address);
    }
    return peers;
  }

  private Beginning beginning(String algorithm, Set<NodeId> peers) {
    Optional<List<NodeId>> voters =
        root.has("voters") ? Optional.of(nodes("voters")) : Optional.empty();
    List<NodeId> learners = nodes("learners");
    try {
      return Beginning.of(algorithm, peers, voters, learners);
    } catch (ConfigException e) {
      String what = e.getMessage();
      throw badAt("/" + what.substring(0, what.indexOf(':')), what);
    }
  }

  private List<NodeId> nodes(String key) {
    JsonNode named = root.path(key);
    if (root.has(key) && !named.isArray()) {
      throw badAt("/" + key, key + ": write a list of nodes, such as [n1, n2, n3]");
    }
    List<NodeId> nodes = new ArrayList<>();
    named.forEach(one -> nodes.add(node("/" + key, one.asText())));
    return nodes;
  }

  private Optional<InetSocketAddress> address(String key) {
    return root.has(key)
        ? Optional.of(address("/" + key, key, root.path(key).asText()))
        : Optional.empty();
  }

  private InetSocketAddress address(String at, String key, String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > 65_535) {
      throw badAt(
          at, key + ": '" + text + "' is no address; write host:port, such as 127.0.0.1:7001");
    }
    return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
  }

  private Duration usualDelay() {
    String text = root.path("usualDelay").asText(NodeConfig.USUAL_DELAY.toMillis() + "ms");
    if (!text.matches("[1-9]\\d{0,4}ms")) {
      throw badAt(
          "/usualDelay", "usualDelay: '" + text + "' is no time; write milliseconds, such as 15ms");
    }
    return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
  }

  private Optional<Tls> tls() {
    boolean insecure = flag("insecure");
    JsonNode tls = root.path("tls");
    if (tls.isObject() == insecure) {
      throw bad(
          insecure
              ? "there is both 'tls' and 'insecure: true'; leave one away"
              : "'tls' is missing, with authority, certificate and key; to try out without, say"
                  + " 'insecure: true'");
    }
    if (insecure) {
      return Optional.empty();
    }
    List<String> keys = List.of("authority", "certificate", "key");
    refuseUnknown(tls, keys, "tls");
    for (String key : keys) {
      if (!tls.hasNonNull(key)) {
        throw badAt("/tls", "tls: '" + key + "' is missing");
      }
    }
    return Optional.of(
        new Tls(
            path(tls.path("authority").asText()),
            path(tls.path("certificate").asText()),
            path(tls.path("key").asText())));
  }

  /** Paths are relative to the folder of the file. */
  private Path path(String text) {
    try {
      return file.toAbsolutePath().resolveSibling(text).normalize();
    } catch (InvalidPathException e) {
      throw bad("no path: " + e.getMessage());
    }
  }

  private Optional<Path> trace(Path data) {
    JsonNode trace = root.path("trace");
    if (trace.isMissingNode() || trace.isBoolean()) {
      return trace.asBoolean(true) ? Optional.of(data.resolve("trace.ndjson")) : Optional.empty();
    }
    if (!trace.isTextual() || trace.asText().isBlank()) {
      throw badAt("/trace", "trace: write true, false, or a file");
    }
    return Optional.of(path(trace.asText()));
  }

  private int snapshotEvery() {
    JsonNode value = root.path("snapshotEvery");
    int every = value.asInt(NodeConfig.SNAPSHOT_EVERY);
    if (every < 1 || !(value.isMissingNode() || value.isInt())) {
      throw badAt("/snapshotEvery", "snapshotEvery: at least 1, not '" + value.asText() + "'");
    }
    return every;
  }
}
