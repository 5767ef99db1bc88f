package org.scrutin.replay.engine;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.modelcheck.tlc.MessageCollector;
import org.scrutin.modelcheck.tlc.ParseFault;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.replay.ReplayEngine;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.ConfigFileException;
import tlc2.tool.impl.FastTool;
import tlc2.tool.impl.ModelConfig;
import tlc2.tool.impl.Tool;
import tlc2.util.Vect;
import util.ToolIO;

/** Loads a specification quietly; what TLC has to say of a bad one becomes one line. */
final class SpecLoader {

  private static final int MAX_MESSAGE = 400;

  private static final Pattern PLACE =
      Pattern.compile(
          "line (\\d+), col(?:umn)? \\d+(?: to line \\d+, col(?:umn)? \\d+)? (?:of|in) (?:module"
              + " )?(\\w+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LINE = Pattern.compile("line (\\d+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNDEFINED =
      Pattern.compile("(\\w+) specified in the configuration file is not defined");

  private final ReplayEngine.Source source;
  private final SpecResolver resolver;
  private Evaluators evaluators;

  SpecLoader(ReplayEngine.Source source, SpecResolver resolver) {
    this.source = source;
    this.resolver = resolver;
  }

  /** The specification, in a module of ours, as the trace and the configuration bind it. */
  Tool load() {
    return quietly(
        () -> {
          writeConfig();
          String module = SpecConfig.moduleFor(source.spec());
          String folder = source.scratch() + "/";
          Tool tool =
              source.binding().isPresent()
                  ? evaluators().composing(folder, module, module, resolver)
                  : evaluator(folder, module);
          checkConstants(tool);
          return tool;
        });
  }

  /** Not made before they are needed, since with another TLC they cannot be. */
  private Evaluators evaluators() {
    if (evaluators == null) {
      evaluators = new Evaluators();
    }
    return evaluators;
  }

  private Tool evaluator(String folder, String module) {
    try {
      return evaluators().replaying(folder, module, resolver);
    } catch (NoClassDefFoundError e) {
      // Another TLC's own evaluator is as right, and slower.
      return new FastTool(folder, module, module, resolver);
    }
  }

  /**
   * The specification as it is, with actions composed. Its configuration may name constants that do
   * not exist, as TLC allows: the configurations of public trace specifications do.
   */
  Tool load(String config) {
    return quietly(
        () -> {
          String folder = source.spec().getParent() + "/";
          String module = SpecConfig.moduleName(source.spec());
          return evaluators().composing(folder, module, config, resolver);
        });
  }

  private <T> T quietly(Supplier<T> work) {
    MessageCollector said = new MessageCollector();
    ToolIO.out = new PrintStream(said, true, StandardCharsets.UTF_8);
    ToolIO.err = ToolIO.out;
    try {
      return work.get();
    } catch (SpecException e) {
      throw e;
    } catch (NoClassDefFoundError e) {
      throw new SpecException(
          "bindings and trace specifications need the TLC that Scrutin ships; leave"
              + " SCRUTIN_TLA2TOOLS away");
    } catch (StackOverflowError e) {
      throw TooDeep.line(source.spec().toString(), "");
    } catch (RuntimeException e) {
      throw new SpecException(diagnosis(said.messages(), e));
    } finally {
      // What a specification prints while it is evaluated would pile up.
      ToolIO.out = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
      ToolIO.err = ToolIO.out;
    }
  }

  private void writeConfig() {
    try {
      SpecConfig.write(source, resolver);
    } catch (ConfigFileException e) {
      throw new SpecException(ofConfig(e.getMessage()));
    }
  }

  /**
   * TLC is silent about a constant that does not exist, and replaces any definition by another if
   * told so. A trace must not change the specification under which it is judged.
   */
  private void checkConstants(Tool tool) {
    ModuleNode root = tool.getSpecProcessor().getRootModule();
    Set<String> declared = new HashSet<>();
    for (OpDeclNode constant : root.getConstantDecls()) {
      declared.add(constant.getName().toString());
    }
    for (String name : source.constants().names()) {
      if (!declared.contains(name)) {
        throw new SpecException(
            source.header()
                + ": "
                + SpecConfig.moduleName(source.spec())
                + noConstant(name, declared));
      }
    }
    ModelConfig config = tool.getModelConfig();
    Vect<?> assignments = config.getConstants();
    for (int i = 0; i < assignments.size(); i++) {
      String name = ((Vect<?>) assignments.elementAt(i)).elementAt(0).toString();
      if (!declared.contains(name) && root.getOpDef(name) == null) {
        throw new SpecException(
            SourceText.where(source.config(), name)
                + ": "
                + SpecConfig.moduleName(source.spec())
                + noConstant(name, declared));
      }
    }
  }

  private static String noConstant(String name, Set<String> declared) {
    return " has no constant '" + name + "'; it has " + String.join(", ", new TreeSet<>(declared));
  }

  private String ofConfig(String message) {
    String text = oneLine(message);
    Matcher line = LINE.matcher(text);
    return source.config() + (line.find() ? ":" + line.group(1) : "") + ": " + text;
  }

  private String diagnosis(List<TlcMessage> messages, Throwable error) {
    String root = SpecConfig.moduleName(source.spec());
    Optional<ParseFault> unparsed =
        ParseFault.in(
            messages.stream()
                .filter(message -> message.code() == TlcMessage.PLAIN)
                .flatMap(message -> message.text().lines())
                .toList());
    if (unparsed.isPresent()) {
      ParseFault fault = unparsed.get();
      OptionalInt line = fault.line();
      return fault.file().orElse(source.spec())
          + (line.isPresent() ? ":" + line.getAsInt() : "")
          + ": "
          + oneLine(fault.what());
    }
    String text = oneLine(String.valueOf(error.getMessage()).replace("Replay_" + root, root));
    Matcher undefined = UNDEFINED.matcher(text);
    if (undefined.find()) {
      return SourceText.where(source.config(), undefined.group(1))
          + ": "
          + text
          + " Mend the name, or define it.";
    }
    if (text.contains("configuration file")) {
      return source.config() + ": " + text + " Give it under CONSTANTS, or in the trace's header.";
    }
    return (PLACE.matcher(text).find() ? place(text) : source.spec().toString()) + ": " + text;
  }

  /** The file and line that a message of TLC's speaks of, or the root module. */
  String place(String text) {
    return placeIn(text).orElseGet(() -> source.spec().toString());
  }

  /** The file and line that a message of TLC's speaks of, if it does. */
  Optional<String> placeIn(String text) {
    Matcher place = PLACE.matcher(text);
    Optional<String> last = Optional.empty();
    while (place.find()) {
      last = Optional.of(resolver.resolve(place.group(2), true) + ":" + place.group(1));
    }
    return last;
  }

  static String oneLine(String text) {
    String line = Wording.of(String.valueOf(text));
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }
}
