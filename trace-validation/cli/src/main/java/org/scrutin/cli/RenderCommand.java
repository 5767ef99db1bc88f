package org.scrutin.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.render.Counted;
import org.scrutin.render.DiagramOptions;
import org.scrutin.render.LamportDiagram;
import org.scrutin.render.Window;
import org.scrutin.replay.Options;
import org.scrutin.replay.ParallelValidators;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.Stats;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin render}: pictures. */
@Command(
    name = "render",
    description =
        "Draw a trace: a lane for each node, leadership shaded, faults marked; a step that replay"
            + " rejects is red.",
    mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TRACE", description = "A trace, NDJSON.")
  private Path trace;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "FILE.svg or FILE.html.")
  private Path file;

  @Option(
      names = "--events",
      defaultValue = "150",
      description = "The first and last so many events, in all; ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--replay-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "Drawn as undecided if replay takes longer; ${DEFAULT-VALUE} if not given.")
  private int replaySeconds;

  @Option(names = "--no-replay", description = "Draw it without judging it.")
  private boolean noReplay;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String name = file.toString();
    if (!name.endsWith(".svg") && !name.endsWith(".html")) {
      throw new ParameterException(
          spec.commandLine(), "-o must name a .svg or a .html file, not " + file);
    }
    if (events < 2) {
      throw new ParameterException(spec.commandLine(), "--events must be at least 2");
    }
    if (replaySeconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--replay-seconds must be at least 1, not " + replaySeconds);
    }
    Outputs.refuseInputs(file, List.of(trace));
    int half = events / 2;
    DiagramOptions options =
        DiagramOptions.DEFAULT.withWindow(new Window.FirstAndLast(half, events - half));
    int code = ExitCode.HOLDS;
    String found = "";
    Optional<Verdict> verdict = noReplay ? Optional.empty() : Optional.of(replay());
    if (verdict.orElse(null) instanceof Verdict.Undecided undecided) {
      found = "; undecided: " + undecided.reason();
      options = options.withUndecided(undecided.reason());
      code = ExitCode.UNDECIDED;
    } else if (verdict.orElse(null) instanceof Verdict.Rejected rejected) {
      Rejection why = rejected.rejection();
      String step = why.claim() + ": " + why.reason();
      found = "; rejected: event " + why.event() + ", " + step;
      options = options.withRejection(RunPage.drawn(why));
      code = ExitCode.VIOLATION;
    }
    LamportDiagram diagram = LamportDiagram.of(trace, options);
    Files.writeString(file, name.endsWith(".svg") ? diagram.svg() : diagram.html());
    spec.commandLine().getOut().println("drawn: " + file + found);
    return code;
  }

  /**
   * In a thread of its own, which ends with the process: a single step may take for ever, as one of
   * fifty nodes whose majorities TLC looks at one by one.
   */
  private Verdict replay() throws InterruptedException {
    FutureTask<Verdict> replay = new FutureTask<>(this::judge);
    Thread thread = new Thread(replay, "replay");
    thread.setDaemon(true);
    thread.start();
    thread.join(TimeUnit.SECONDS.toMillis(replaySeconds));
    if (!replay.isDone()) {
      return undecided(
          "replay took longer than "
              + Counted.of(replaySeconds, "second")
              + "; --replay-seconds gives it more");
    }
    try {
      return ParallelValidators.verdict(replay);
    } catch (OutOfMemoryError e) {
      return undecided("replay ran out of memory; SCRUTIN_JAVA_OPTS=-Xmx8g gives it more");
    }
  }

  private static Verdict undecided(String why) {
    return new Verdict.Undecided(
        why + ", --no-replay leaves it out", Stats.empty(Optional.empty()));
  }

  private Verdict judge() {
    try (TraceReader reader = TraceReader.open(trace);
        TraceValidator validator = TraceValidator.of(SpecLibrary.bundled(), reader.header())) {
      return validator.validate(reader, trace.toString(), Options.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
