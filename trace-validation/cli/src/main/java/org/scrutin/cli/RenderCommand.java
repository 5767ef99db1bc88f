package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.render.DiagramOptions;
import org.scrutin.render.LamportDiagram;
import org.scrutin.render.Window;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
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

  @Option(names = "--no-replay", description = "Draw it without judging it.")
  private boolean noReplay;

  @Override
  public Integer call() throws IOException {
    String name = file.toString();
    if (!name.endsWith(".svg") && !name.endsWith(".html")) {
      throw new ParameterException(
          spec.commandLine(), "-o must name a .svg or a .html file, not " + file);
    }
    if (events < 2) {
      throw new ParameterException(spec.commandLine(), "--events must be at least 2");
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

  private Verdict replay() throws IOException {
    try (TraceReader reader = TraceReader.open(trace);
        TraceValidator validator = TraceValidator.of(SpecLibrary.bundled(), reader.header())) {
      return validator.validate(reader, trace.toString(), Options.DEFAULT);
    }
  }
}
