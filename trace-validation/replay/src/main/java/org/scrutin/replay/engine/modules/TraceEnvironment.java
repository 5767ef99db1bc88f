package org.scrutin.replay.engine.modules;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * What the modules in Java know of the run: the environment, the files that were read, and how far
 * the search is. TLC calls static methods; so there is one for each sandbox, which has its own copy
 * of this class. Not thread-safe.
 */
public final class TraceEnvironment {

  public static final TraceEnvironment CURRENT = new TraceEnvironment();

  /** What a file is called that was read as one value. */
  static final String DOCUMENT = "document ";

  private final List<Class<?>> overrides = new ArrayList<>();
  private final Map<String, String> variables = new TreeMap<>();
  private final IdentityHashMap<Value, Integer> lines = new IdentityHashMap<>();
  private final List<String> files = new ArrayList<>();
  private final Map<String, Value> contents = new TreeMap<>();
  private final Map<String, Value> registers = new TreeMap<>();
  private final Map<String, Value> kept = new TreeMap<>();
  private List<Path> beside = List.of();
  private Optional<String> dropped = Optional.empty();
  private OptionalInt missing = OptionalInt.empty();

  /** Whether states are searched, or else events followed. */
  boolean isSearch = true;

  /** Why no level is known where events are followed, if so. */
  Optional<String> levelUnknown = Optional.empty();

  /** The level of the state that is looked at: 1 for an initial one. */
  int level = 1;

  /** The highest level so far. */
  int diameter = 1;

  /** States that wait to be looked at. */
  int queue;

  /** States so far, all and distinct. */
  int generated;

  int distinct;

  private TraceEnvironment() {}

  /** The classes that define operators in this sandbox. */
  public Class<?>[] overrides() {
    return overrides.toArray(Class<?>[]::new);
  }

  /**
   * Before a specification is loaded.
   *
   * @param environment what {@code IOEnv} has, besides the variables of the process
   */
  public void install(Map<String, String> environment) {
    overrides.clear();
    overrides.addAll(
        List.of(
            JsonModule.class,
            IoUtilsModule.class,
            FoldsModule.class,
            SelectModule.class,
            TlcModule.class,
            VectorClocksModule.class));
    isSearch = true;
    levelUnknown = Optional.empty();
    variables.clear();
    variables.putAll(System.getenv());
    variables.putAll(environment);
    lines.clear();
    files.clear();
    contents.clear();
    kept.clear();
    beginSearch();
    dropped = Optional.empty();
    missing = OptionalInt.empty();
  }

  /**
   * From now on events are followed and nothing is searched: each state knows its level.
   *
   * @param unknown why it does not, if so
   */
  public void follow(Optional<String> unknown) {
    isSearch = false;
    levelUnknown = unknown;
  }

  /** What has been set so far holds for each trace. */
  public void keepRegisters() {
    kept.clear();
    kept.putAll(registers);
  }

  /** A trace begins, or a search. */
  public void resetRegisters() {
    registers.clear();
    registers.putAll(kept);
  }

  /** Nothing is left of a search before, neither in the registers nor in the statistics. */
  public void beginSearch() {
    at(1, 0);
    diameter = 1;
    explored(0, 0);
    resetRegisters();
  }

  /** Where the search is, for {@code TLCGet}. */
  public void at(int level, int queue) {
    this.level = level;
    this.queue = queue;
  }

  /** A state of this level is one of the specification's. */
  public void reached(int level) {
    diameter = Math.max(diameter, level);
  }

  /** What has been explored so far. */
  public void explored(int generated, int distinct) {
    this.generated = generated;
    this.distinct = distinct;
  }

  Map<String, String> variables() {
    return variables;
  }

  Map<String, Value> registers() {
    return registers;
  }

  /**
   * Where files are looked for that are named relative to a folder, and are not in the one in which
   * the process runs: specifications name defaults so, which lie beside them or the trace.
   */
  public void lookIn(List<Path> folders) {
    beside = List.copyOf(folders);
  }

  /** The file of that name, which is counted as read. */
  Path open(String name) {
    Path file = Path.of(name);
    if (!file.isAbsolute() && !Files.exists(file)) {
      for (Path folder : beside) {
        if (Files.exists(folder.resolve(name))) {
          file = folder.resolve(name);
          break;
        }
      }
    }
    file = file.toAbsolutePath().normalize(); // By whatever name, it is the same.
    files.add(file.toString());
    return file;
  }

  /** What a file says, read when it is asked for first: a trace must be the same all the time. */
  Value content(String file, Supplier<Value> reader) {
    Value known = contents.get(file);
    if (known == null) {
      known = reader.get();
      contents.put(file, known);
    }
    return known;
  }

  void drop(String what) {
    dropped = Optional.of(what);
  }

  void miss(int line) {
    missing = missing.isPresent() ? missing : OptionalInt.of(line);
  }

  void stands(Value value, int line) {
    lines.put(value, line);
  }

  /** The files that the specification has read. */
  public List<String> files() {
    return List.copyOf(files);
  }

  /** What was cut off at the end of a file that was read, if anything. */
  public Optional<String> dropped() {
    return dropped;
  }

  /** The line that says that events are missing there, if one does. */
  public OptionalInt missing() {
    return missing;
  }

  /** How many values were read, lines or the elements of documents. */
  public int values() {
    int values = lines.size();
    for (Map.Entry<String, Value> content : contents.entrySet()) {
      if (content.getKey().startsWith(DOCUMENT)) {
        values += content.getValue() instanceof TupleValue all ? all.elems.length : 1;
      }
    }
    return values;
  }

  /** The fields of a file that was read. */
  public LoggedFields fields(String file) {
    LoggedFields fields = new LoggedFields();
    for (String content : List.of(file, DOCUMENT + file)) {
      fields.add(contents.get(content));
    }
    return fields;
  }

  /** The line on which a value that was read stands, or 0. */
  public int line(Value value) {
    return lines.getOrDefault(value, 0);
  }
}
