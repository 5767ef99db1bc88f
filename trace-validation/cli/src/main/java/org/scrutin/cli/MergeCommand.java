package org.scrutin.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scrutin.render.Counted;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceValidator;
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
  @Mixin private SpecFiles files;

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
    if (!files.all().isEmpty() && (files.binding().isEmpty() || !files.fault().isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--bind, --spec and --config go together: give all, or none");
    }
    Outputs.refuseInputs(file, Stream.concat(traces.stream(), files.all().stream()).toList());
    if (files.binding().isEmpty()) {
      return merge(() -> TraceMerger.of(traces, Patience.NONE));
    }
    try (TraceValidator bound = files.bound(Map.of())) {
      return merge(() -> TraceMerger.of(traces, Patience.NONE, bound));
    }
  }

  private int merge(Supplier<TraceMerger> open) throws IOException {
    try (TraceMerger merger = open.get()) {
      report(merger, write(merger));
      return merger.isComplete() ? ExitCode.HOLDS : ExitCode.UNDECIDED;
    } catch (CausalityException e) {
      reject(e);
      return ExitCode.VIOLATION;
    }
  }

  private void reject(CausalityException impossible) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      Output.print(out, Map.of("rejected", impossible.getMessage()));
    } else {
      out.println("rejected: " + impossible.getMessage());
    }
  }

  /** An older file is replaced by a whole new one, or not at all. */
  private long write(TraceMerger merger) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return write(merger, file); // Such as a pipe; a folder is told.
    }
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path whole = target.resolveSibling(target.getFileName() + ".part");
    if (Files.exists(whole)) {
      throw new TraceException(
          whole + ": is needed while " + file + " is written, and exists; move it away");
    }
    try {
      long lines = write(merger, whole);
      Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
      return lines;
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static long write(TraceMerger merger, Path file) throws IOException {
    long lines = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Optional<TraceMerger.Line> line = merger.next();
          line.isPresent();
          line = merger.next()) {
        out.write(line.get().text());
        lines++;
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
