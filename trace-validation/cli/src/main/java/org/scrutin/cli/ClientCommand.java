package org.scrutin.cli;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scrutin.node.client.ScrutinClient;
import org.scrutin.node.transport.Tls;
import org.scrutin.wire.Cas;
import org.scrutin.wire.ChangeMembershipRequest;
import org.scrutin.wire.Delete;
import org.scrutin.wire.Operation;
import org.scrutin.wire.Put;
import org.scrutin.wire.PutFenced;
import org.scrutin.wire.Result;
import org.scrutin.wire.Status;
import org.scrutin.wire.TransferRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin client}: asks a running cluster. */
@Command(
    name = "client",
    description = "Ask a running cluster; the leader is found by asking.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.HOLDS + ":yes",
      ClientCommand.REFUSED
          + ":the answer was no: no such key, another value than the expected one, an old token",
      ExitCode.BAD_INPUT + ":bad use or bad input",
      ExitCode.UNDECIDED + ":no answer, or nobody can tell",
    })
final class ClientCommand implements Runnable {

  /** It checks nothing, so that a script cannot take this for a violation. */
  static final int REFUSED = 1;

  private static final int MAX_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--at",
      paramLabel = "HOST:PORT",
      split = ",",
      description = "Where nodes listen for clients, between commas. Needed.")
  private List<String> at = List.of();

  @Option(
      names = "--certificates",
      paramLabel = "FOLDER",
      description = "With authority.pem, client.pem and client.key; without it: plain text.")
  private Optional<Path> certificates;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to ask again; ${DEFAULT-VALUE} if not given.")
  private int patience;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to ask for");
  }

  private ScrutinClient client() {
    if (at.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "say where nodes listen for clients: --at 127.0.0.1:7101");
    }
    List<InetSocketAddress> nodes = new ArrayList<>();
    for (String text : at) {
      int colon = text.lastIndexOf(':');
      String port = text.substring(colon + 1);
      if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > MAX_PORT) {
        throw new ParameterException(
            spec.commandLine(), "--at: '" + text + "' is no address, such as 127.0.0.1:7101");
      }
      nodes.add(new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port)));
    }
    Optional<Tls> tls =
        certificates.map(
            folder ->
                new Tls(
                    folder.resolve("authority.pem"),
                    folder.resolve("client.pem"),
                    folder.resolve("client.key")));
    tls.ifPresent(Tls::check);
    return new ScrutinClient(nodes, tls, Duration.ofSeconds(patience));
  }

  private interface Asking {
    int ask(ScrutinClient client, PrintWriter out);
  }

  private int with(Asking asking) {
    try (ScrutinClient client = client()) {
      int code = asking.ask(client, spec.commandLine().getOut());
      spec.commandLine().getOut().flush();
      return code;
    } catch (StatusRuntimeException e) {
      spec.commandLine().getErr().println("scrutin client: " + reason(e));
      return e.getStatus().getCode() == Code.INVALID_ARGUMENT
          ? ExitCode.BAD_INPUT
          : ExitCode.UNDECIDED;
    }
  }

  private String reason(StatusRuntimeException failure) {
    io.grpc.Status status = failure.getStatus();
    if (status.getCode() == Code.UNAVAILABLE && status.getCause() != null) {
      return "no node answered at "
          + String.join(", ", at)
          + "; name nodes that run, and --certificates if they ask for them";
    }
    if (status.getCode() == Code.DEADLINE_EXCEEDED) {
      return "no answer in time from "
          + String.join(", ", at)
          + "; it may have been done, or may be";
    }
    String what = Optional.ofNullable(status.getDescription()).orElse("no reason given");
    return status.getCode().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + ": "
        + what.lines().findFirst().orElse("");
  }

  @Command(description = "What each node says of itself.", mixinStandardHelpOptions = true)
  int status() {
    return with(
        (client, out) -> {
          boolean answered = false;
          for (int target = 0; target < client.targets(); target++) {
            Optional<Status> status = client.status(target);
            answered |= status.isPresent();
            String address =
                client.address(target).getHostString() + ":" + client.address(target).getPort();
            out.println(status.map(ClientCommand::line).orElse("no answer") + "  at " + address);
          }
          return answered ? ExitCode.HOLDS : ExitCode.UNDECIDED;
        });
  }

  static String line(Status status) {
    return String.format(
        Locale.ROOT,
        "n%-3d %-13s epoch %-4d leader %-4s log %d..%d committed %d applied %d  sent %d received %d",
        status.getNode(),
        status.getRole(),
        status.getEpoch(),
        status.getLeader() == 0 ? "?" : "n" + status.getLeader(),
        status.getFirstIndex(),
        status.getLastIndex(),
        status.getCommitIndex(),
        status.getAppliedIndex(),
        status.getMessagesSent(),
        status.getMessagesReceived());
  }

  @Command(description = "What a key has.", mixinStandardHelpOptions = true)
  int get(@Parameters(paramLabel = "KEY") String key) {
    return with((client, out) -> answer(client.read(key), out));
  }

  @Command(description = "Give a key a value.", mixinStandardHelpOptions = true)
  int put(
      @Parameters(paramLabel = "KEY") String key,
      @Parameters(paramLabel = "VALUE") String value,
      @Option(
              names = "--token",
              paramLabel = "TOKEN",
              description = "A fencing token: refused if a greater one has written to the key.")
          Optional<Long> token) {
    if (token.isPresent() && token.get() < 1) {
      throw new ParameterException(
          spec.commandLine(), "--token must be at least 1, not " + token.get());
    }
    Operation.Builder operation = Operation.newBuilder();
    if (token.isPresent()) {
      operation.setPutFenced(
          PutFenced.newBuilder().setKey(key).setValue(bytes(value)).setToken(token.get()));
    } else {
      operation.setPut(Put.newBuilder().setKey(key).setValue(bytes(value)));
    }
    return with((client, out) -> answer(client.execute(operation.build()), out));
  }

  @Command(
      description = "Give a key a value, if it has another one that is expected.",
      mixinStandardHelpOptions = true)
  int cas(
      @Parameters(paramLabel = "KEY") String key,
      @Parameters(paramLabel = "VALUE") String value,
      @Option(
              names = "--expected",
              paramLabel = "VALUE",
              description = "What it has to have now; without it: nothing.")
          Optional<String> expected) {
    Cas.Builder cas = Cas.newBuilder().setKey(key).setValue(bytes(value));
    expected.ifPresent(text -> cas.setExpected(bytes(text)));
    return with(
        (client, out) -> answer(client.execute(Operation.newBuilder().setCas(cas).build()), out));
  }

  @Command(description = "Take a key's value away.", mixinStandardHelpOptions = true)
  int delete(@Parameters(paramLabel = "KEY") String key) {
    Operation operation = Operation.newBuilder().setDelete(Delete.newBuilder().setKey(key)).build();
    return with((client, out) -> answer(client.execute(operation), out));
  }

  private static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }

  static int answer(Result result, PrintWriter out) {
    String value = result.hasValue() ? "'" + result.getValue().toStringUtf8() + "'" : "no value";
    String token = result.getToken() == 0 ? "" : ", token " + result.getToken();
    out.println((result.getDone() ? "yes: " : "no: ") + value + token);
    return result.getDone() ? ExitCode.HOLDS : REFUSED;
  }

  @Command(description = "Let the leader hand over to another.", mixinStandardHelpOptions = true)
  int transfer(@Parameters(paramLabel = "NODE") String node) {
    TransferRequest request = TransferRequest.newBuilder().setTo(number(node)).build();
    return with(
        (client, out) -> {
          client.asked(stub -> stub.transfer(request));
          out.println("the leader hands over to " + node + "; see status");
          return ExitCode.HOLDS;
        });
  }

  @Command(
      name = "add-member",
      description = "Let a node vote, or only learn.",
      mixinStandardHelpOptions = true)
  int addMember(
      @Parameters(paramLabel = "NODE") String node,
      @Option(names = "--learner", description = "It receives entries, and has no vote.")
          boolean learner) {
    return change(
        number(node),
        (number, members) -> {
          (learner ? members.learners() : members.voters()).add(number);
          (learner ? members.voters() : members.learners()).remove(number);
        });
  }

  @Command(
      name = "remove-member",
      description = "Let a node no longer belong to the cluster.",
      mixinStandardHelpOptions = true)
  int removeMember(@Parameters(paramLabel = "NODE") String node) {
    return change(
        number(node),
        (number, members) -> {
          members.voters().remove(number);
          members.learners().remove(number);
        });
  }

  private record Members(SortedSet<Integer> voters, SortedSet<Integer> learners) {}

  private interface Change {
    void apply(int node, Members members);
  }

  private int change(int node, Change change) {
    return with(
        (client, out) -> {
          Optional<Status> leader = Optional.empty();
          for (int target = 0; target < client.targets() && leader.isEmpty(); target++) {
            leader = client.status(target).filter(status -> status.getRole().equals("leader"));
          }
          if (leader.isEmpty()) {
            out.println("nobody of these leads now; ask again");
            return ExitCode.UNDECIDED;
          }
          Members members =
              new Members(
                  new TreeSet<>(leader.get().getVotersList()),
                  new TreeSet<>(leader.get().getLearnersList()));
          change.apply(node, members);
          client.asked(
              stub ->
                  stub.changeMembership(
                      ChangeMembershipRequest.newBuilder()
                          .addAllVoters(members.voters())
                          .addAllLearners(members.learners())
                          .build()));
          out.println(
              "the cluster changes to voters "
                  + members.voters()
                  + ", learners "
                  + members.learners()
                  + "; see status");
          return ExitCode.HOLDS;
        });
  }

  private int number(String node) {
    if (!node.matches("n[1-9]\\d{0,3}")) {
      throw new ParameterException(spec.commandLine(), "'" + node + "' is no node, such as n2");
    }
    return Integer.parseInt(node.substring(1));
  }
}
