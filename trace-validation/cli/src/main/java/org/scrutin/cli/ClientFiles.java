package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scrutin.fuzz.ClientHistories;
import org.scrutin.linearizability.FencedLock;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.HistoryWriter;
import org.scrutin.linearizability.KeyValue;
import org.scrutin.linearizability.Register;
import org.scrutin.simulation.ClientCall;

/** What the clients of a simulated run saw, as files. */
final class ClientFiles {

  /** What tells {@code scrutin linearizable} which model each service has. */
  private static final Map<String, String> MODELS =
      Map.of(
          "register", Register.plain().name() + " --initial 0",
          "map", new KeyValue().name(),
          "lock", new FencedLock().name());

  private ClientFiles() {}

  /**
   * Writes a history for each service that somebody used.
   *
   * @param prefix of the files' names
   * @return for each the command that checks it
   */
  static List<String> write(Path folder, String prefix, List<ClientCall> calls) throws IOException {
    Files.createDirectories(folder);
    List<String> commands = new ArrayList<>();
    for (Map.Entry<String, History> used : ClientHistories.of(calls).entrySet()) {
      Path file = folder.resolve(prefix + used.getKey() + ".edn");
      Files.writeString(file, HistoryWriter.edn(used.getValue()));
      commands.add(
          "scrutin linearizable " + quoted(file) + " --model " + MODELS.get(used.getKey()));
    }
    return commands;
  }

  /** As a shell takes it for one word. */
  private static String quoted(Path file) {
    return file.toString().matches("[\\w./-]+") ? file.toString() : "'" + file + "'";
  }
}
