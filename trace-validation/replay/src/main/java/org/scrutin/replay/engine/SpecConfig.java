package org.scrutin.replay.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.ReplayEngine;
import tlc2.tool.impl.ModelConfig;
import tlc2.util.Vect;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.SetEnumValue;
import util.FilenameToStream;

/**
 * The configuration under which a trace is judged: that of the file, with the constants of the
 * trace in place of its own. What only bounds or shrinks model checking is left out: constraints,
 * symmetry, view.
 *
 * <p>Configurations know no sequences; a constant given as an expression is therefore defined in a
 * module of ours, which extends the specification.
 */
final class SpecConfig {

  private static final Pattern NAME = Pattern.compile("\\w*[A-Za-z]\\w*");

  /** What a text may consist of: TLC's configurations know no escapes. */
  private static final Pattern PLAIN = Pattern.compile("[^\"\\\\\\p{Cntrl}]*");

  private final StringBuilder config = new StringBuilder();
  private final StringBuilder definitions = new StringBuilder();
  private final Set<String> modelValues = new TreeSet<>();

  /** What messages call the place where the trace gives constants. */
  private final String header;

  private SpecConfig(String header) {
    this.header = header;
  }

  /** The name of the module that is made; also of its configuration. */
  static String moduleFor(Path spec) {
    return "Replay_" + moduleName(spec);
  }

  static String moduleName(Path spec) {
    return spec.getFileName().toString().replaceFirst("\\.tla$", "");
  }

  /** Writes module and configuration to the scratch folder. */
  static void write(ReplayEngine.Source source, FilenameToStream resolver) {
    ModelConfig given = new ModelConfig(source.config().toString(), resolver);
    given.parse();
    SpecConfig made = new SpecConfig(source.header());
    made.constants(given, source.constants().toMap());
    made.behaviour(given);
    Path scratch = source.scratch();
    String module = moduleFor(source.spec());
    try {
      Files.writeString(scratch.resolve(module + ".cfg"), made.config);
      Files.writeString(
          scratch.resolve(module + ".tla"),
          "---- MODULE "
              + module
              + " ----\nEXTENDS "
              + moduleName(source.binding().orElse(source.spec()))
              + "\n"
              + made.definitions
              + "====\n");
    } catch (IOException e) {
      throw new SpecException(scratch + ": cannot write here: " + e.getMessage());
    }
  }

  private void constants(ModelConfig source, Map<String, Object> given) {
    config.append("CONSTANTS\n");
    List<Vect<?>> assigned = vects(source.getConstants());
    for (Vect<?> assignment : assigned) {
      addModelValues(assignment.elementAt(assignment.size() - 1));
    }
    for (Vect<?> assignment : assigned) {
      if (!given.containsKey(assignment.elementAt(0).toString())) {
        line(assignment(assignment, ""));
      }
    }
    Map<?, ?> inModules = source.getModConstants();
    inModules.forEach(
        (module, assignments) ->
            vects((Vect<?>) assignments)
                .forEach(assignment -> line(assignment(assignment, "[" + module + "] "))));
    Map<String, String> overrides = new TreeMap<>(source.getOverrides());
    overrides.keySet().removeAll(given.keySet());
    overrides.forEach((name, by) -> line(name + " <- " + by));
    Map<?, ?> overridesInModules = source.getModOverrides();
    overridesInModules.forEach(
        (module, map) ->
            ((Map<?, ?>) map).forEach((name, by) -> line(name + " <- [" + module + "] " + by)));
    given.forEach(this::given);
  }

  private void addModelValues(Object value) {
    if (value instanceof ModelValue model) {
      modelValues.add(model.toString());
    } else if (value instanceof SetEnumValue set) {
      for (int i = 0; i < set.elems.size(); i++) {
        addModelValues(set.elems.elementAt(i));
      }
    }
  }

  private static String assignment(Vect<?> assignment, String module) {
    int last = assignment.size() - 1;
    String parameters =
        last == 1
            ? ""
            : elements(assignment).subList(1, last).stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ", "(", ")"));
    return assignment.elementAt(0) + parameters + " = " + module + assignment.elementAt(last);
  }

  private void given(String name, Object value) {
    if (!NAME.matcher(name).matches()) {
      throw new SpecException(header + ": \"" + name + "\" cannot be the name of a constant");
    }
    if (value instanceof JsonObject object) {
      String definition = "ScrutinConstant_" + name;
      definitions
          .append(definition)
          .append(" ==\n  ")
          .append(expression(name, object))
          .append('\n');
      line(name + " <- " + definition);
    } else {
      line(name + " = " + atom(name, value));
    }
  }

  private String expression(String name, JsonObject object) {
    if (object.names().equals(List.of("tla")) && object.values().get(0) instanceof String text) {
      if (text.isBlank() || text.contains("==") || text.contains("----")) {
        throw new SpecException(header + ": constant " + name + ": \"tla\" must be one expression");
      }
      return text;
    }
    throw bad(name, object);
  }

  private String atom(String name, Object value) {
    if (value instanceof List<?> elements) {
      return elements.stream()
          .map(element -> atom(name, element))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Boolean truth) {
      return truth ? "TRUE" : "FALSE";
    }
    if (value instanceof Long number && number == number.intValue()) {
      return number.toString();
    }
    if (value instanceof String text && PLAIN.matcher(text).matches()) {
      return modelValues.contains(text) ? text : '"' + text + '"';
    }
    throw bad(name, value);
  }

  private SpecException bad(String name, Object value) {
    return new SpecException(
        header
            + ": constant "
            + name
            + " is "
            + JsonObject.show(value)
            + "; write a number of 32 bits, a boolean, a text, an array of these, or"
            + " {\"tla\":\"an expression\"}");
  }

  private void behaviour(ModelConfig source) {
    named("SPECIFICATION", source.getSpec());
    named("INIT", source.getInit());
    named("NEXT", source.getNext());
    listed("INVARIANT", source.getInvariants());
    listed("PROPERTY", source.getProperties());
  }

  private void named(String keyword, String name) {
    if (!name.isEmpty()) {
      config.append(keyword).append(' ').append(name).append('\n');
    }
  }

  private void listed(String keyword, Vect<?> names) {
    elements(names).forEach(name -> named(keyword, name.toString()));
  }

  private void line(String text) {
    config.append("  ").append(text).append('\n');
  }

  private static List<Vect<?>> vects(Vect<?> vects) {
    return elements(vects).stream().<Vect<?>>map(element -> (Vect<?>) element).toList();
  }

  private static List<Object> elements(Vect<?> vect) {
    return IntStream.range(0, vect.size()).<Object>mapToObj(vect::elementAt).toList();
  }
}
