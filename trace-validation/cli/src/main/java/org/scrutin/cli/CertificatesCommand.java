package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.scrutin.node.config.Certificates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scrutin certificates}: what mutual TLS needs, to try it out. */
@Command(
    name = "certificates",
    description = {
      "Make an authority, and certificates with keys for n1, n2, … and for a client, to try a"
          + " cluster out.",
      "The authority's key is thrown away: who wants more nodes later makes all anew."
    },
    mixinStandardHelpOptions = true)
final class CertificatesCommand implements Callable<Integer> {

  private static final int MAX_NODES = 101;

  @Spec private CommandSpec spec;

  @Option(names = "--nodes", defaultValue = "3", description = "${DEFAULT-VALUE} if not given.")
  private int nodes;

  @Option(
      names = "--cluster",
      defaultValue = "scrutin",
      description = "The cluster's name; ${DEFAULT-VALUE} if not given.")
  private String cluster;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      required = true,
      description = "Where to.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    if (nodes < 1 || nodes > MAX_NODES) {
      throw new ParameterException(
          spec.commandLine(), "--nodes must be 1 to " + MAX_NODES + ", not " + nodes);
    }
    List<String> names = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      names.add("n" + node);
    }
    names.add("client");
    PrintWriter out = spec.commandLine().getOut();
    make(names).forEach(out::println);
    out.flush();
    return ExitCode.HOLDS;
  }

  private List<Path> make(List<String> names) throws IOException {
    try {
      return Certificates.make(folder, cluster, names);
    } catch (FileAlreadyExistsException e) {
      Path there = Path.of(e.getFile());
      if (!folder.equals(there.getParent())) {
        throw e;
      }
      throw new ParameterException(
          spec.commandLine(), "-o: " + there + " exists already; name another folder");
    }
  }
}
