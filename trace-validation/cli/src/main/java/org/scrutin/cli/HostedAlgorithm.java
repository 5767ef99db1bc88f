package org.scrutin.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a cluster of real nodes can run, by {@code --algorithm}. */
final class HostedAlgorithm {

  private static final List<String> NAMES = List.of("raft", "quorum-bully", "quorum-ring");

  private HostedAlgorithm() {}

  /** Throws the one line for the user if no node runs it. */
  static void check(String name, CommandSpec command) {
    if (!NAMES.contains(name)) {
      throw new ParameterException(
          command.commandLine(),
          "--algorithm: '" + name + "' is none of " + String.join(", ", NAMES));
    }
  }
}
