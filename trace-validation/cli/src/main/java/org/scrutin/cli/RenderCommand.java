package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.render.DiagramOptions;
import org.scrutin.render.LamportDiagram;
import org.scrutin.render.Window;
import org.scrutin.replay.Options;
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
    String name = file.getFileName().toString();
    if (!name.endsWith(".svg") && !name.endsWith(".html")) {
      throw new ParameterException(
          spec.commandLine(), "-o must name a .svg or a .html file, not " + file);
    }
    if (events < 2) {
      throw new ParameterException(spec.commandLine(), "--events must be at least 2");
    }
    int half = events / 2;
    DiagramOptions options =
        DiagramOptions.DEFAULT.withWindow(new Window.FirstAndLast(half, events - half));
    int code = ExitCode.HOLDS;
    if (!noReplay && replay() instanceof Verdict.Rejected rejected) {
      String reason =
          rejected.rejection().claim()
              + ": "
              + rejected.rejection().reason()
              + "\n"
              + String.join("\n", rejected.rejection().details());
      options =
          options.withRejection(new DiagramOptions.Rejection(rejected.rejection().event(), reason));
      code = ExitCode.VIOLATION;
    }
    LamportDiagram diagram = LamportDiagram.of(trace, options);
    Files.writeString(file, name.endsWith(".svg") ? diagram.svg() : diagram.html());
    spec.commandLine().getOut().println("drawn: " + file);
    return code;
  }

  private Verdict replay() throws IOException {
    try (TraceReader reader = new TraceReader(Files.newInputStream(trace), trace.toString());
        TraceValidator validator = TraceValidator.of(SpecLibrary.bundled(), reader.header())) {
      return validator.validate(reader, trace.toString(), Options.DEFAULT);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new org.scrutin.replay.TraceException(trace + ": no such file");
    }
  }
}
