package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.scrutin.cli.demo.NotInTimeException;
import org.scrutin.cli.demo.SplitBrain;
import org.scrutin.cli.demo.SplitBrain.OnBully;
import org.scrutin.cli.demo.SplitBrain.OnRaft;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code scrutin demo split-brain}: a paused leader wakes up and writes. */
@Command(
    name = "split-brain",
    description = {
      "A leader is paused, another is elected, the first wakes up and writes.",
      "On Raft the store refuses its old token; on the textbook Bully it goes wrong.",
      "Exit code 0: it went as told; 1: Raft's store took the old token; 3: no leader in time."
    },
    mixinStandardHelpOptions = true)
final class SplitBrainCommand implements Callable<Integer> {

  private static final String LOG_LEVEL = "SCRUTIN_LOG";

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    quieten();
    Path folder = Files.createTempDirectory("scrutin-demo-");
    String node = Scrutin.class.getName();
    try {
      say("1. Raft, three processes, and a replicated store that looks at tokens");
      OnRaft raft = SplitBrain.onRaft(node, folder.resolve("raft"));
      tell(raft);
      say("\n2. The textbook Bully, three nodes in this process: nobody asks a majority");
      OnBully bully = SplitBrain.onBully(folder.resolve("bully"));
      tell(bully);
      if (output.isJson()) {
        Output.print(spec.commandLine().getOut(), json(raft, bully, folder));
      }
      conclude(raft, bully);
      say("files of the nodes: " + folder);
      return exitCode(raft, bully);
    } catch (NotInTimeException e) {
      spec.commandLine()
          .getErr()
          .println("scrutin demo split-brain: undecided: " + e.getMessage() + "; logs: " + folder);
      return ExitCode.UNDECIDED;
    }
  }

  /** The story is not to be interrupted by lines on connections; logback.xml has the name. */
  private static void quieten() {
    if (System.getenv(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "WARN");
    }
  }

  /** That Raft's store took an old token is a violation; a Bully that behaves shows nothing. */
  static int exitCode(OnRaft raft, OnBully bully) {
    return !raft.holds()
        ? ExitCode.VIOLATION
        : bully.asTold() ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }

  private static Map<String, Object> json(OnRaft raft, OnBully bully, Path folder) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("raft", raft);
    json.put("raftHolds", raft.holds());
    json.put("bully", bully);
    json.put("bullyAsTold", bully.asTold());
    json.put("files", folder.toString());
    return json;
  }

  private void say(String line) {
    if (!output.isJson()) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(line);
      out.flush();
    }
  }

  private void tell(OnRaft seen) {
    String first = seen.first().name();
    int token = seen.first().token();
    say("   " + first + " leads with token " + token + ", and writes 'first': accepted.");
    say("   " + first + " is paused (SIGSTOP).");
    say(elected(seen.next().name(), seen.next().token()));
    say(
        "   "
            + first
            + " wakes up, cut off, so that nobody tells it; it says: "
            + seen.awake()
            + ".");
    say(
        "   'late' with token "
            + token
            + " reaches the store: "
            + (seen.lateAccepted()
                ? "ACCEPTED."
                : "refused, since token " + seen.newest() + " has written."));
    say("   The store has '" + seen.stored() + "'.");
  }

  private static String elected(String node, int token) {
    return "   " + node + " is elected with token " + token + ", and writes 'second': accepted.";
  }

  private void tell(OnBully seen) {
    String first = seen.first().name();
    String next = seen.next().name();
    int token = seen.first().token();
    say("   " + first + " leads with token " + token + ", and writes 'first': accepted.");
    say("   " + first + " is cut off: as if paused, it hears nothing of what comes now.");
    say(elected(next, seen.next().token()));
    say(
        seen.bothLead()
            ? "   Asked at the same moment, " + first + " and " + next + " both say that they lead."
            : "   It is not so that " + first + " and " + next + " both lead.");
    say(
        "   'late' from "
            + first
            + ": a store that looks at no token has '"
            + seen.unguarded()
            + "' now"
            + (seen.unguarded().equals(SplitBrain.LATE) ? "; 'second' is lost." : "."));
    say("   A store that looks at tokens " + refused(first, token, seen.lateRefusedFor()));
    say(
        "   "
            + first
            + " is started again, reaches nobody, and leads all the same, with token "
            + seen.alone().token()
            + ": that store "
            + (seen.aloneAccepted() ? "accepts it." : "refuses it."));
    say("   From then on it " + refused(next, seen.next().token(), seen.nextRefusedFor()));
  }

  private static String refused(String node, int token, Optional<Integer> newer) {
    return newer
        .map(one -> "refuses " + node + " with token " + token + ", since " + one + " has written.")
        .orElse("ACCEPTS " + node + " with token " + token + ".");
  }

  private void conclude(OnRaft raft, OnBully bully) {
    say("");
    if (!raft.holds()) {
      say("This shows a VIOLATION: Raft's store took an old token.");
    } else if (!bully.asTold()) {
      say("Undecided: on Raft it holds, but Bully did not go wrong as it can; try again.");
    } else {
      say(
          "This shows: a leader may write after another; a store that looks at tokens is safe from");
      say(
          "it, if only a majority can make a newer token, as on Raft. With Bully two lead at once,");
      say("and one node that reaches nobody shuts out the leader whom two follow.");
    }
    say(
        "not run here: an Election in a service, which answers no after its lease (docs/leadership.md)");
  }
}
