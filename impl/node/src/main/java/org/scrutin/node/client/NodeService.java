package org.scrutin.node.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.scrutin.node.host.Host;
import org.scrutin.node.kv.KvException;
import org.scrutin.node.kv.KvReplica;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.wire.ChangeMembershipRequest;
import org.scrutin.wire.ChangeMembershipResponse;
import org.scrutin.wire.CutRequest;
import org.scrutin.wire.CutResponse;
import org.scrutin.wire.EndSessionRequest;
import org.scrutin.wire.EndSessionResponse;
import org.scrutin.wire.ExecuteRequest;
import org.scrutin.wire.NodeGrpc;
import org.scrutin.wire.OpenSessionRequest;
import org.scrutin.wire.OpenSessionResponse;
import org.scrutin.wire.ReadRequest;
import org.scrutin.wire.Result;
import org.scrutin.wire.StatusRequest;
import org.scrutin.wire.TransferRequest;
import org.scrutin.wire.TransferResponse;

/** Answers clients; scrutin.proto says how. Thread-safe. */
final class NodeService extends NodeGrpc.NodeImplBase {

  /** The number of the leader, in the trailers of an error. */
  static final Metadata.Key<String> LEADER =
      Metadata.Key.of("scrutin-leader", Metadata.ASCII_STRING_MARSHALLER);

  private final Supplier<org.scrutin.wire.Status> status;
  private final Optional<Host<RaftState, RaftMessage, RaftDurable>> host;
  private final Optional<KvReplica> service;
  private final Optional<Consumer<Boolean>> cut;
  private final Set<NodeId> peers;

  NodeService(
      Set<NodeId> peers,
      Supplier<org.scrutin.wire.Status> status,
      Optional<Host<RaftState, RaftMessage, RaftDurable>> host,
      Optional<KvReplica> service,
      Optional<Consumer<Boolean>> cut) {
    this.peers = Set.copyOf(peers);
    this.cut = cut;
    this.status = status;
    this.host = host;
    this.service = service;
  }

  @Override
  public void getStatus(StatusRequest request, StreamObserver<org.scrutin.wire.Status> answers) {
    answers.onNext(status.get());
    answers.onCompleted();
  }

  @Override
  public void openSession(OpenSessionRequest request, StreamObserver<OpenSessionResponse> answers) {
    serve(
        answers,
        kv ->
            kv.openSession()
                .thenApply(
                    session -> OpenSessionResponse.newBuilder().setSession(session).build()));
  }

  @Override
  public void endSession(EndSessionRequest request, StreamObserver<EndSessionResponse> answers) {
    serve(
        answers,
        kv -> kv.endSession(request).thenApply(done -> EndSessionResponse.getDefaultInstance()));
  }

  @Override
  public void execute(ExecuteRequest request, StreamObserver<Result> answers) {
    serve(answers, kv -> kv.execute(request));
  }

  @Override
  public void read(ReadRequest request, StreamObserver<Result> answers) {
    serve(answers, kv -> kv.read(request.getKey()));
  }

  @Override
  public void transfer(TransferRequest request, StreamObserver<TransferResponse> answers) {
    operate(
        answers,
        () -> new Input.Transfer<>(peer(request.getTo())),
        "cannot hand over to n" + request.getTo() + " now: it does not vote, or leads already",
        TransferResponse.getDefaultInstance());
  }

  @Override
  public void changeMembership(
      ChangeMembershipRequest request, StreamObserver<ChangeMembershipResponse> answers) {
    operate(
        answers,
        () ->
            new Input.ChangeMembership<>(
                nodes(request.getVotersList()), nodes(request.getLearnersList())),
        "cannot change to that now: it is no change, has fewer than two voters, or another change"
            + " is under way",
        ChangeMembershipResponse.getDefaultInstance());
  }

  @Override
  public void cut(CutRequest request, StreamObserver<CutResponse> answers) {
    if (cut.isEmpty()) {
      answers.onError(
          Status.PERMISSION_DENIED
              .withDescription("the node's configuration does not say 'faults: true'")
              .asRuntimeException());
      return;
    }
    cut.get().accept(request.getCut());
    answers.onNext(CutResponse.getDefaultInstance());
    answers.onCompleted();
  }

  /** Who votes, and cannot be reached by anybody, makes each majority larger, and is in none. */
  private SortedSet<NodeId> nodes(Iterable<Integer> numbers) {
    SortedSet<NodeId> nodes = new TreeSet<>();
    for (int number : numbers) {
      nodes.add(peer(number));
    }
    return nodes;
  }

  private NodeId peer(int number) {
    NodeId node = NodeId.of(number);
    if (!peers.contains(node)) {
      throw new IllegalArgumentException(
          node + " is not among the peers; name it in the configuration of each node first");
    }
    return node;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Who has asked is told of everything.
  private <T> void serve(
      StreamObserver<T> answers, Function<KvReplica, CompletableFuture<T>> request) {
    if (service.isEmpty()) {
      answers.onError(noLog());
      return;
    }
    request
        .apply(service.get())
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                answers.onNext(answer);
                answers.onCompleted();
              } else {
                answers.onError(status(failure));
              }
            });
  }

  private static StatusRuntimeException noLog() {
    return Status.UNIMPLEMENTED
        .withDescription("this cluster elects a leader, and has no log; only raft has")
        .asRuntimeException();
  }

  /** What an operator asks of the leader. */
  private <T> void operate(
      StreamObserver<T> answers, Supplier<Input<RaftMessage>> input, String refusal, T done) {
    if (host.isEmpty()) {
      answers.onError(noLog());
      return;
    }
    Input<RaftMessage> asked;
    try {
      asked = input.get();
    } catch (IllegalArgumentException e) {
      answers.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
      return;
    }
    host.get()
        .offer(
            node -> {
              boolean heeded;
              try {
                heeded = node.give(asked);
              } catch (RuntimeException | AssertionError e) {
                answers.onError(
                    Status.UNKNOWN.withDescription("the node has failed").asRuntimeException());
                throw e;
              }
              if (heeded) {
                answers.onNext(done);
                answers.onCompleted();
              } else {
                answers.onError(refused(node.state(), refusal));
              }
            },
            () ->
                answers.onError(
                    Status.RESOURCE_EXHAUSTED
                        .withDescription("the node is down, or has too much to do")
                        .asRuntimeException()));
  }

  private StatusRuntimeException refused(RaftState state, String refusal) {
    int self = status.get().getNode();
    boolean leads = state.leader().map(leader -> leader.value() == self).orElse(false);
    return leads
        ? Status.ABORTED.withDescription(refusal).asRuntimeException()
        : notLeader("this node does not lead", state.leader());
  }

  private static StatusRuntimeException notLeader(String what, Optional<NodeId> leader) {
    Metadata trailers = new Metadata();
    leader.ifPresent(node -> trailers.put(LEADER, Integer.toString(node.value())));
    return Status.FAILED_PRECONDITION.withDescription(what).asRuntimeException(trailers);
  }

  private static StatusRuntimeException status(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (!(cause instanceof KvException refusal)) {
      return Status.INTERNAL.withDescription(String.valueOf(cause)).asRuntimeException();
    }
    Status status =
        switch (refusal.kind()) {
          case NOT_LEADER -> Status.FAILED_PRECONDITION;
          case UNKNOWN -> Status.UNAVAILABLE;
          case BUSY -> Status.RESOURCE_EXHAUSTED;
          case SESSION_ENDED -> Status.NOT_FOUND;
          case FORGOTTEN -> Status.OUT_OF_RANGE;
          case INVALID -> Status.INVALID_ARGUMENT;
        };
    return refusal.kind() == KvException.Kind.NOT_LEADER
        ? notLeader(cause.getMessage(), refusal.leader())
        : status.withDescription(cause.getMessage()).asRuntimeException();
  }
}
