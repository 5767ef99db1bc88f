package org.scrutin.replay.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scrutin.modelcheck.engine.ParsedOnce;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.Options;
import org.scrutin.replay.ReplayEngine;
import org.scrutin.replay.Stats;
import org.scrutin.replay.TraceSpecEngine;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.EvalException;
import tlc2.tool.TLCStateMut;
import tlc2.tool.impl.ReplayTool;
import tlc2.tool.impl.Tool;
import tlc2.util.FP64;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/**
 * Runs a trace specification as it is: loads it with the trace, and searches. The tree of its
 * modules is parsed once; what TLC evaluates while it loads may come from the trace, so all of this
 * is done anew; what its formulas speak of is found out once.
 */
public final class TraceSpecRun implements TraceSpecEngine {

  /** What TLC's part of the configuration is called, without its ending. */
  private static final String CONFIG = "TraceSpec";

  /** Besides two for each line. */
  private static final int FEW_STATES = 100;

  private static final int MANY_TIMES = 8;

  private final TraceEnvironment environment = TraceEnvironment.CURRENT;
  private Source source;
  private SpecResolver resolver;
  private TraceVariable read;
  private TraceConfig config;
  private SpecLoader loader;
  private Optional<Known> known = Optional.empty();

  /** Found where what comes from the trace has been evaluated first. */
  private Optional<Lookups> lookups = Optional.empty();

  /** The search that goes on, or the last one. */
  private Optional<Explorer> explorer = Optional.empty();

  /** What stands in the modules, the same for each trace, since they are parsed once. */
  private record Known(
      Texts texts,
      BitSet words,
      boolean readsLevel,
      Dependence dependence,
      NarrowActions actions) {}

  private record Lookups(Arguments arguments, List<Lookup> all) {}

  @Override
  public void open(Source source) {
    this.source = source;
    FP64.Init(0);
    ParsedOnce.keep();
    List<Path> folders = new ArrayList<>(List.of(source.scratch()));
    folders.addAll(source.folders());
    folders.add(CommunityModules.unpack(source.scratch()));
    resolver = new SpecResolver(folders, source.scratch());
    read = TraceVariable.of(source.spec(), resolver);
    config = TraceConfig.read(source.config());
    loader = new SpecLoader(asReplay(source, folders), resolver);
    writeConfig(config.text());
  }

  @Override
  public Verdict validate(Path trace, String traceName, Options options) {
    Map<String, String> variables = new HashMap<>(source.environment());
    Set<String> texts = config.texts();
    String name = source.variable().orElseGet(() -> read.theOne(source.spec(), texts));
    if (texts.contains(name)) {
      writeConfig(config.with(name, trace.toString()));
    } else {
      variables.put(name, trace.toString());
    }
    environment.install(variables);
    environment.lookIn(List.of(trace.getParent(), source.spec().getParent()));
    long began = System.nanoTime() - ParsedOnce.nanos();
    ReplayTool tool = load(trace, traceName);
    TLCStateMut.setTool(tool);
    SourceText sources = new SourceText(resolver);
    Assumptions.require(tool, new Culprit(tool, sources), " with " + traceName);
    if (!environment.files().contains(trace.toString())) {
      throw notRead(traceName);
    }
    if (environment.values() == 0) {
      return new Verdict.Undecided(
          "the trace has no event: nothing was compared; log one line a step",
          Stats.empty(environment.dropped()));
    }
    explorer = Optional.empty();
    try {
      search(tool, options);
      TraceReport report =
          new TraceReport(
              traceName,
              trace.toString(),
              tool,
              sources,
              known(tool).texts(),
              explorer.get(),
              options);
      return report.verdict(System.nanoTime() - ParsedOnce.nanos() - began);
    } catch (EvalException | TLCRuntimeException e) {
      String where = traceName + explorer.flatMap(this::lineThatIsRead).orElse("");
      throw unevaluated(tool.whereFailed(e), sources, where, e);
    } catch (StackOverflowError e) {
      throw TooDeep.line(source.spec().toString(), traceName);
    }
  }

  @Override
  public long keptText() {
    return UniqueString.internTbl.toMap().keySet().stream().mapToLong(String::length).sum();
  }

  /** What goes wrong once the trace has been read may be of this trace alone. */
  private ReplayTool load(Path trace, String traceName) {
    try {
      return (ReplayTool) loader.load(CONFIG);
    } catch (SpecException e) {
      throw environment.files().contains(trace.toString())
          ? new SpecException(e.getMessage() + " This is so with " + traceName + ".")
          : e;
    }
  }

  /**
   * A search in one order may take very long where one in another is soon through, so each goes on
   * to a few states, and then to more. Where the trace determines the behaviour, the first is
   * enough.
   */
  private void search(ReplayTool tool, Options options) {
    Dependence dependence = known(tool).dependence();
    dependence.evaluateOnce(tool);
    Lookups lookups = lookups(tool, dependence);
    List<SemanticNode> goals = Goal.formulas(tool, dependence, config, source.matched());
    Cursor cursor = Cursor.of(tool, lookups.all(), goals);
    Goal goal = Goal.of(tool, dependence, lookups.arguments(), cursor, config, source.matched());
    boolean readsLevel = known(tool).readsLevel();
    long most = 2L * cursor.length().orElse(0) + FEW_STATES;
    NarrowActions.Narrow actions = known(tool).actions().of(tool);
    boolean goesOn = true;
    environment.keepRegisters();
    while (goesOn) {
      goesOn = false;
      for (Explorer.Order order : Explorer.Order.values()) {
        Precedent precedent = new Precedent(known(tool).words(), actions);
        Explorer next = new Explorer(tool, goal, cursor, readsLevel, precedent, order, options);
        explorer = Optional.of(next);
        environment.beginSearch();
        next.search(most);
        if (next.outcome() != Explorer.Outcome.TOO_MANY) {
          return;
        }
        goesOn |= next.wasCutShort();
      }
      most *= MANY_TIMES;
    }
  }

  private Lookups lookups(Tool tool, Dependence dependence) {
    if (lookups.isEmpty()) {
      Arguments arguments = Arguments.in(tool, Cursor.formulasOfSteps(tool));
      lookups = Optional.of(new Lookups(arguments, Lookup.all(tool, dependence, arguments)));
    }
    return lookups.get();
  }

  /** The number of the line that is to be read, behind a colon. */
  private Optional<String> lineThatIsRead(Explorer explorer) {
    Cursor cursor = explorer.cursor();
    return explorer
        .current()
        .flatMap(node -> cursor.line(cursor.next(node.state(), node.level())))
        .map(environment::line)
        .filter(number -> number > 0)
        .map(number -> ":" + number);
  }

  private Known known(Tool tool) {
    if (known.isEmpty()) {
      ModuleNode root = tool.getSpecProcessor().getRootModule();
      known =
          Optional.of(
              new Known(
                  Texts.of(root),
                  Precedent.words(root),
                  Levels.areRead(tool),
                  new Dependence(),
                  new NarrowActions()));
    }
    return known.get();
  }

  /** TLC's message mostly says in which line; where it does not, what was evaluated does. */
  private SpecException unevaluated(
      Optional<SemanticNode> failed, SourceText sources, String where, RuntimeException error) {
    String message = SpecLoader.oneLine(error.getMessage());
    Optional<String> said = loader.placeIn(message);
    String what =
        failed
            .filter(any -> said.isEmpty())
            .map(node -> " `" + Culprit.shorten(sources.text(node)) + "`")
            .orElse("");
    String place =
        said.or(() -> failed.map(SourceText::place)).orElseGet(() -> source.spec().toString());
    return new SpecException(
        place + ":" + what + " cannot be evaluated with " + where + ": " + message);
  }

  private SpecException notRead(String traceName) {
    Set<String> files = Set.copyOf(environment.files());
    return new SpecException(
        source.spec()
            + ": the trace specification has not read "
            + traceName
            + (files.isEmpty() ? "" : ", but " + String.join(", ", files))
            + "; which environment variable or constant names the trace? Say --trace-variable NAME");
  }

  private static ReplayEngine.Source asReplay(Source source, List<Path> folders) {
    return new ReplayEngine.Source(
        source.spec(),
        source.config(),
        JsonObject.EMPTY,
        source.spec().toString(),
        folders,
        source.scratch());
  }

  /** The configuration that this TLC understands. */
  private void writeConfig(String text) {
    try {
      Files.writeString(source.scratch().resolve(CONFIG + ".cfg"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
