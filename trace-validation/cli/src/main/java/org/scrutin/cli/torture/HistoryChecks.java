package org.scrutin.cli.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.cli.torture.Recorder.FencedWrite;
import org.scrutin.linearizability.FencedLock;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.Limits;
import org.scrutin.linearizability.LinearizabilityChecker;
import org.scrutin.linearizability.Model;
import org.scrutin.linearizability.Register;
import org.scrutin.linearizability.Verdict;

/** Judges what clients wrote down. Nothing here knows of nodes. */
final class HistoryChecks {

  private static final Pattern MAY_WRITE = Pattern.compile("may write, with fencing token (\\d+)");
  private static final Duration A_HISTORY = Duration.ofSeconds(20);

  private HistoryChecks() {}

  /** Registers, and a failed compare-and-set says that the value differed. */
  static Finding registers(Map<String, History> histories) {
    return linearizable(
        "registers are linearizable", histories, Register.withCas().observingFailedCas());
  }

  /** Locks, whose tokens grow from holder to holder. */
  static Finding locks(Map<String, History> histories) {
    return linearizable("locks are held by one, tokens grow", histories, new FencedLock());
  }

  private static Finding linearizable(
      String check, Map<String, History> histories, Model<?> model) {
    long operations = 0;
    long open = 0;
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, History> one : histories.entrySet()) {
      Verdict verdict =
          new LinearizabilityChecker<>(model, Limits.standard().withTime(A_HISTORY))
              .check(one.getValue());
      if (verdict instanceof Verdict.NotLinearizable not) {
        return Finding.violated(check, one.getKey() + ": " + not.failure().sentence());
      } else if (verdict instanceof Verdict.Unknown limit) {
        unknown.add(one.getKey() + ": " + limit.reason());
      }
      operations += one.getValue().size();
      open += one.getValue().operations().stream().filter(o -> o.crashed()).count();
    }
    String seen =
        String.format(
            Locale.ROOT,
            "%,d operations in %d histories; the end of %d is not known",
            operations,
            histories.size(),
            open);
    if (!unknown.isEmpty()) {
      return Finding.undecided(
          check, unknown.get(0) + " (" + unknown.size() + " such; " + seen + ")");
    }
    return operations == 0 ? Finding.undecided(check, "none was made") : Finding.holds(check, seen);
  }

  /**
   * Whether all that was acknowledged is there.
   *
   * @param found what each of these keys has in the end; without those that could not be read
   */
  static Finding acknowledged(Map<String, Long> acknowledged, Map<String, Long> found) {
    String check = "nothing acknowledged is lost";
    for (Map.Entry<String, Long> one : acknowledged.entrySet()) {
      Long now = found.get(one.getKey());
      if (now != null && !now.equals(one.getValue())) {
        return Finding.violated(
            check,
            one.getKey()
                + " was acknowledged with "
                + one.getValue()
                + ", and in the end "
                + (now.equals(Worker.ABSENT) ? "is not there" : "has " + now));
      }
    }
    if (acknowledged.isEmpty() || found.size() < acknowledged.size()) {
      return Finding.undecided(
          check, found.size() + " of " + acknowledged.size() + " could be read in the end");
    }
    return Finding.holds(check, found.size() + " acknowledged writes, all there in the end");
  }

  /** In the order of the log, a write is done exactly if no greater token was there before. */
  static Finding fencing(Map<String, List<FencedWrite>> writes) {
    String check = "an old token is refused";
    long done = 0;
    long refused = 0;
    for (Map.Entry<String, List<FencedWrite>> key : writes.entrySet()) {
      List<FencedWrite> order =
          key.getValue().stream().sorted(Comparator.comparingInt(FencedWrite::index)).toList();
      long greatest = 0;
      Set<Integer> places = new HashSet<>();
      for (FencedWrite write : order) {
        // A write whose answer did not come may have brought a greater token: only too small says.
        boolean tooOld = write.done() && write.token() < greatest;
        boolean forNothing = !write.done() && write.token() >= write.greatest();
        if (tooOld || forNothing || write.greatest() < greatest || !places.add(write.index())) {
          return Finding.violated(
              check, key.getKey() + ": " + write + " after the greatest token " + greatest);
        }
        greatest = write.greatest();
        done += write.done() ? 1 : 0;
        refused += write.done() ? 0 : 1;
      }
    }
    String seen = done + " writes done, " + refused + " refused";
    return done == 0 ? Finding.undecided(check, seen) : Finding.holds(check, seen);
  }

  /**
   * No two nodes, and no node twice, may write with one token, and those of a node grow.
   *
   * @param said what each node has said, over all its lives
   */
  static Finding tokens(Map<String, String> said) {
    String check = "a fencing token is one leader's";
    Map<Integer, String> holders = new TreeMap<>();
    for (Map.Entry<String, String> node : said.entrySet()) {
      Matcher token = MAY_WRITE.matcher(node.getValue());
      int last = 0;
      while (token.find()) {
        int now = Integer.parseInt(token.group(1));
        String other = holders.put(now, node.getKey());
        if (other != null || now <= last) {
          return Finding.violated(
              check, node.getKey() + " may write with " + now + " after " + last + ", as " + other);
        }
        last = now;
      }
    }
    String seen = holders.size() + " tokens";
    return holders.isEmpty() ? Finding.undecided(check, seen) : Finding.holds(check, seen);
  }

  /** At most one node has ever led in an epoch: its number is a fencing token. */
  static Finding oneLeader(SortedMap<Integer, ? extends Set<Integer>> leaders) {
    String check = "an epoch has one leader";
    for (Map.Entry<Integer, ? extends Set<Integer>> epoch : leaders.entrySet()) {
      if (epoch.getValue().size() > 1) {
        return Finding.violated(check, "epoch " + epoch.getKey() + ": nodes " + epoch.getValue());
      }
    }
    return leaders.isEmpty()
        ? Finding.undecided(check, "nobody led")
        : Finding.holds(
            check, leaders.size() + " epochs with a leader, the last " + leaders.lastKey());
  }
}
