package org.scrutin.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.scrutin.render.Counted;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.merge.CausalityException;
import org.scrutin.replay.merge.Patience;
import org.scrutin.replay.merge.TraceMerger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin merge}: one trace of several nodes'. */
@Command(
    name = "merge",
    description =
        "Put the traces of several nodes into one order: each receipt after its send, by message"
            + " ids, Lamport clocks or vector clocks.",
    mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "TRACE",
      arity = "1..*",
      description = "A trace of each node; the lives of a node in one file, or in files in order.")
  private List<Path> traces;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The merged trace.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    if (traces.stream().anyMatch(trace -> isSame(trace, file))) {
      throw new ParameterException(
          spec.commandLine(), "-o names one of the traces, " + file + "; name another file");
    }
    boolean merged = false;
    try (TraceMerger merger = TraceMerger.of(traces, Patience.NONE)) {
      long lines = write(merger);
      merged = true;
      report(merger, lines);
      return merger.isComplete() ? ExitCode.HOLDS : ExitCode.UNDECIDED;
    } catch (CausalityException e) {
      spec.commandLine().getOut().println("rejected: " + e.getMessage());
      return ExitCode.VIOLATION;
    } finally {
      if (!merged) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isSame(Path trace, Path file) {
    return trace.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize());
  }

  private long write(TraceMerger merger) throws IOException {
    // The first header is read before an older file is replaced.
    Optional<TraceMerger.Line> line = merger.next();
    if (line.isEmpty()) {
      throw new TraceException(traces.get(0) + ": the trace is empty");
    }
    long lines = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      while (line.isPresent()) {
        out.write(line.get().text());
        lines++;
        line = merger.next();
      }
    }
    return lines;
  }

  private void report(TraceMerger merger, long lines) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("merged", file.toString());
      json.put("files", traces.size());
      json.put("lines", lines);
      json.put("complete", merger.isComplete());
      json.put("remarks", merger.remarks());
      Output.print(out, json);
      return;
    }
    out.printf(
        "%s: %s from %s, in one order%n",
        file, Counted.of(lines, "line"), Counted.of(traces.size(), "file"));
    merger.remarks().forEach(remark -> out.println("  " + remark));
    if (!merger.isComplete()) {
      out.println("undecided: not all steps are in it, and it says so at its end");
    }
    out.flush();
  }
}
