package org.scrutin.fuzz;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.linearizability.FencedLock;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.KeyValue;
import org.scrutin.linearizability.Limits;
import org.scrutin.linearizability.LinearizabilityChecker;
import org.scrutin.linearizability.Model;
import org.scrutin.linearizability.Nil;
import org.scrutin.linearizability.Operation;
import org.scrutin.linearizability.Register;
import org.scrutin.linearizability.Status;
import org.scrutin.linearizability.Verdict;
import org.scrutin.simulation.ClientCall;

/** What the clients of a run saw, service by service: is it one truth? */
public final class ClientHistories {

  /** A run has some hundred calls, which takes milliseconds: this is for what nobody foresaw. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Map<String, Model<?>> MODELS =
      Map.of(
          "register", Register.plain().beginningWith(0L),
          "map", new KeyValue(),
          "lock", new FencedLock());

  private ClientHistories() {}

  /** The history of each service that somebody used. */
  public static Map<String, History> of(List<ClientCall> calls) {
    Map<String, List<Operation>> operations = new LinkedHashMap<>();
    for (ClientCall call : calls) {
      operations.computeIfAbsent(call.service(), k -> new ArrayList<>()).add(operation(call));
    }
    Map<String, History> histories = new LinkedHashMap<>();
    operations.forEach((service, list) -> histories.put(service, new History(list)));
    return histories;
  }

  private static Operation operation(ClientCall call) {
    boolean unknown = call.end() == ClientCall.End.UNKNOWN;
    Object input = value(call.input());
    Status status =
        unknown ? Status.INFO : call.end() == ClientCall.End.DONE ? Status.OK : Status.FAIL;
    Object output = status == Status.OK ? value(call.output()) : unknown ? Nil.NIL : input;
    return new Operation(
        call.client(),
        call.f(),
        input,
        output,
        status,
        call.call(),
        unknown ? Operation.NEVER : call.answer(),
        0);
  }

  private static Object value(Object value) {
    return value.equals("") ? Nil.NIL : value;
  }

  /**
   * What was found.
   *
   * @param operations that were checked
   * @param broken what was seen that cannot be
   * @param unknown what could not be decided
   */
  public record Found(int operations, Optional<String> broken, Optional<String> unknown) {}

  /** Checks what was seen. */
  public static Found check(List<ClientCall> calls) {
    List<String> broken = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    int operations = 0;
    for (Map.Entry<String, History> used : of(calls).entrySet()) {
      String service = used.getKey();
      operations += used.getValue().size();
      Limits limits = Limits.standard().withTime(LIMIT);
      Verdict verdict =
          new LinearizabilityChecker<>(MODELS.get(service), limits).check(used.getValue());
      if (verdict instanceof Verdict.NotLinearizable not) {
        broken.add("the clients' " + service + " is not linearizable: " + not.failure().sentence());
      } else if (verdict instanceof Verdict.Unknown spent) {
        unknown.add(
            "whether the clients' " + service + " is linearizable is not known: " + spent.reason());
      }
    }
    return new Found(operations, all(broken), all(unknown));
  }

  static Optional<String> all(List<String> sentences) {
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sentences));
  }
}
