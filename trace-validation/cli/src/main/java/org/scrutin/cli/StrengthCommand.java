package org.scrutin.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.scrutin.replay.JsonLines;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.strength.Strength;
import org.scrutin.replay.strength.StrengthMeter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin strength}: how much would replay notice? */
@Command(
    name = "strength",
    description =
        "Damage conforming traces: alter each logged field, drop, double and swap events of each"
            + " kind. How much of it does replay notice?",
    mixinStandardHelpOptions = true)
final class StrengthCommand implements Callable<Integer> {

  private static final List<String> KINDS = List.of("alter", "drop", "double", "swap");

  @Spec private CommandSpec spec;
  @Mixin private Output output;
  @Mixin private SpecOptions judge;

  @Parameters(paramLabel = "TRACE", arity = "1..*", description = "Traces that conform, NDJSON.")
  private List<Path> traces;

  @Option(
      names = "--samples",
      defaultValue = "20",
      description = "So many damages for each kind, action and field; ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--events",
      defaultValue = "300",
      description = "The first so many events of each trace; ${DEFAULT-VALUE}.")
  private int events;

  @Option(names = "--seed", defaultValue = "42", description = "${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--at-least",
      paramLabel = "PERCENT",
      description =
          "Exit code 1 if less is noticed of the damages to some kind of event, 3 if some kind was"
              + " not measured.")
  private Optional<Integer> atLeast;

  private final Set<String> unread = new TreeSet<>();

  @Override
  public Integer call() throws IOException {
    boolean bad = samples < 1 || events < 2 || atLeast.orElse(0) < 0 || atLeast.orElse(0) > 100;
    if (bad || !judge.fault().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          bad
              ? "--samples must be at least 1, --events at least 2, --at-least from 0 to 100"
              : judge.fault());
    }
    StrengthMeter meter = new StrengthMeter(judge.options(), samples, events, seed);
    try (ProgressBar bar = output.progress("strength", traces.size())) {
      for (Path trace : traces) {
        measure(meter, trace);
        bar.step();
      }
    }
    Strength strength = meter.strength();
    if (output.isJson()) {
      Output.print(spec.commandLine().getOut(), json(strength));
    } else {
      print(strength);
    }
    if (!weak(strength).isEmpty()) {
      return ExitCode.VIOLATION;
    }
    // Of what was not measured nobody knows whether it is enough.
    return atLeast.isPresent() && !strength.unmeasured().isEmpty()
        ? ExitCode.UNDECIDED
        : ExitCode.HOLDS;
  }

  private void measure(StrengthMeter meter, Path trace) throws IOException {
    byte[] text;
    try (InputStream in = JsonLines.stream(trace)) {
      text = in.readAllBytes();
    }
    if (judge.isBound()) {
      try (TraceValidator validator = judge.bound()) {
        unread.addAll(meter.measureBound(validator, text, trace.toString()));
      }
      return;
    }
    try (TraceReader reader = new TraceReader(new ByteArrayInputStream(text), trace.toString());
        TraceValidator validator = judge.validator(reader.header())) {
      meter.measure(validator, text, trace.toString());
    }
  }

  private List<String> weak(Strength strength) {
    return strength.actions().stream()
        .filter(action -> 100 * strength.ofAction(action).share() < atLeast.orElse(0))
        .toList();
  }

  private void print(Strength strength) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%-28s %12s %12s %12s %12s%n", "noticed of", "altered", "dropped", "doubled", "swapped");
    for (String action : strength.actions()) {
      Strength own =
          new Strength(
              strength.cells().stream().filter(cell -> cell.action().equals(action)).toList(),
              strength.unmeasured());
      row(out, action, own);
      own.cells().stream()
          .filter(cell -> !cell.field().isEmpty() && cell.noticed() < cell.tried())
          .forEach(
              cell ->
                  out.printf(
                      "  %-26s %12s   %s%n",
                      cell.field(), share(cell), "missed: " + cell.missed()));
    }
    row(out, "all", strength);
    if (!strength.unread().isEmpty()) {
      out.println("no damage was noticed in: " + String.join(", ", strength.unread()));
    }
    if (!unread.isEmpty()) {
      out.println("not altered, since the binding never reads: " + String.join(", ", unread));
    }
    if (!strength.unmeasured().isEmpty()) {
      out.printf(
          "not measured, since none is among the first %d events: %s; --events %d reaches them%n",
          events,
          String.join(", ", strength.unmeasured().keySet()),
          Collections.max(strength.unmeasured().values()));
    }
    weak(strength).forEach(action -> out.println("below --at-least: " + action));
    out.flush();
  }

  private static void row(PrintWriter out, String name, Strength strength) {
    out.printf("%-28s", name);
    KINDS.forEach(kind -> out.printf(" %12s", share(strength.total(kind))));
    out.println();
  }

  private static String share(Strength.Cell cell) {
    return cell.tried() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.0f%% of %d", Math.floor(100 * cell.share()), cell.tried());
  }

  private Map<String, Object> json(Strength strength) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", seed);
    json.put("tried", strength.total().tried());
    json.put("noticed", strength.total().noticed());
    json.put("cells", strength.cells());
    json.put("unread", strength.unread());
    json.put("weak", weak(strength));
    json.put("unmeasured", strength.unmeasured());
    return json;
  }
}
