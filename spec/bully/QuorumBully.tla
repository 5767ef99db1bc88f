----------------------------- MODULE QuorumBully ----------------------------
(***************************************************************************)
(* The Bully algorithm with a quorum behind each leader: a node that would *)
(* lead after a Bully election first claims a new epoch, and leads only    *)
(* when a majority has granted it. A grant is durable and made once an     *)
(* epoch, like a vote in Raft (Ongaro 2014, 3.4) or a promise in Paxos.    *)
(* The guard is ours; the election below it is module Bully's.             *)
(*                                                                         *)
(* FAILURE MODEL. An asynchronous network that loses, doubles and reorders *)
(* messages and can be partitioned; nodes crash and recover, are slow, and *)
(* are suspected at any time, rightly or not. epoch and granted are on     *)
(* stable storage before anybody hears of them.                            *)
(*                                                                         *)
(* PROMISE. Always: one leader an epoch, and a majority has moved to the   *)
(* epoch before it is led, so that stale leaders are fenced (Election,     *)
(* layer 1). In calm, with a majority up: one leader, known to all live    *)
(* nodes. Calm = TRUE is that assumption: links are reliable, and a        *)
(* time-out or suspicion comes only when no message is under way, and      *)
(* suspects only who is down or does not lead.                             *)
(*                                                                         *)
(* Unlike Bully, a node that leads is not challenged by a higher one which *)
(* hears of it: in an asynchronous network stability is worth more. A      *)
(* higher node that comes back and has heard of no leader does take over.  *)
(***************************************************************************)
EXTENDS Leadership, Network

CONSTANT
  Calm     \* BOOLEAN: whether time-outs and suspicions are always right.

ASSUME NodesAreNumbers == Node \subseteq (Nat \ {0}) /\ Cardinality(Node) > 1

VARIABLES
  granted, \* granted[i]: to whom i has granted epoch[i], or None. Survives crashes.
  status,  \* status[i]: "Idle"; "Electing", waits for an Answer to its Election; "Waiting", got
           \* one, or granted a claim; "Claiming", waits for Grants. Lost in a crash.
  grants   \* grants[i]: who has granted epoch[i] to i while it claims. Lost in a crash.

vars == <<up, epoch, leader, granted, status, grants, network>>

Higher(i) == {j \in Node : j > i}
Others(i) == Node \ {i}
IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

\* Whose grants are enough to lead: a majority. Named, so that a mutant can take less.
Enough(S) == IsQuorum(S)

Election(i, j)       == [type |-> "Election", from |-> i, to |-> j]
Answer(i, j, e)      == [type |-> "Answer", from |-> i, to |-> j, epoch |-> e]
Claim(i, j, e)       == [type |-> "Claim", from |-> i, to |-> j, epoch |-> e]
Grant(i, j, e)       == [type |-> "Grant", from |-> i, to |-> j, epoch |-> e]
Coordinator(i, j, e) == [type |-> "Coordinator", from |-> i, to |-> j, epoch |-> e]

\* Those of the messages that can be sent at all: a reliable link to a node that is down is broken.
Sendable(S) == IF Guarantee = "fifo" THEN {m \in S : m.to \in up} ELSE S

\* What a model adds to each step: its history variables and fault budgets. Here, nothing.
Observe == TRUE

Init ==
  /\ up = Node
  /\ epoch = [i \in Node |-> 0]
  /\ leader = [i \in Node |-> None]
  /\ granted = [i \in Node |-> None]
  /\ status = [i \in Node |-> "Idle"]
  /\ grants = [i \in Node |-> {}]
  /\ network = EmptyNetwork

-----------------------------------------------------------------------------
(***************************************************************************)
(* The new values of node i, all at once; what several actions do. net is  *)
(* the network that the action finds, S what it sends.                     *)
(***************************************************************************)

Become(i, e, g, l, s, gs) ==
  /\ epoch' = [epoch EXCEPT ![i] = e]
  /\ granted' = [granted EXCEPT ![i] = g]
  /\ leader' = [leader EXCEPT ![i] = l]
  /\ status' = [status EXCEPT ![i] = s]
  /\ grants' = [grants EXCEPT ![i] = gs]

Unchanged == UNCHANGED <<epoch, granted, leader, status, grants>>

\* The claim of node i: it grants the next epoch to itself and asks the others.
BeginClaim(i, net) ==
  /\ Become(i, epoch[i] + 1, i, None, "Claiming", {i})
  /\ network' = With(net, Sendable({Claim(i, j, epoch[i] + 1) : j \in Others(i)}))

\* Node i asks the higher nodes whether they are alive; the highest claims at once.
BeginElection(i, net, S) ==
  IF Higher(i) = {}
  THEN BeginClaim(i, net)
  ELSE /\ Become(i, epoch[i], granted[i], None, "Electing", {})
       /\ network' = With(net, Sendable(S \cup {Election(i, j) : j \in Higher(i)}))

\* In calm, time-outs and suspicions come only when no message is under way.
Quiet == InFlight = {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Actions, in the order in which an election happens.                     *)
(***************************************************************************)

\* Node i has no leader, or its failure detector suspects the leader.
StartElection(i) ==
  /\ i \in up
  /\ status[i] = "Idle"
  /\ leader[i] # i
  /\ Calm => (Quiet /\ (leader[i] # None => ~Leads(leader[i])))
  /\ BeginElection(i, network, {})
  /\ UNCHANGED up
  /\ Observe

\* "I am higher and alive": node m.to answers a lower node and takes the election over. One which
\* leads already just says so.
HandleElection(m) ==
  LET i == m.to
      rest == Without(network, m)
      answer == {Answer(i, m.from, epoch[i])} IN
  /\ m.type = "Election"
  /\ i \in up
  /\ IF leader[i] = i
     THEN network' = With(rest, Sendable({Coordinator(i, m.from, epoch[i])})) /\ Unchanged
     ELSE IF status[i] = "Idle"
     THEN IF Higher(i) = {}
          THEN \* A claim answers too: it goes to all.
               BeginClaim(i, rest)
          ELSE BeginElection(i, rest, answer)
     ELSE network' = With(rest, Sendable(answer)) /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* Somebody higher is alive, or somebody objects to the epoch of i with a later one.
HandleAnswer(m) ==
  LET i == m.to IN
  /\ m.type = "Answer"
  /\ i \in up
  /\ IF m.epoch > epoch[i]
     THEN Become(i, m.epoch, None, None, "Waiting", {})
     ELSE IF status[i] = "Electing"
     THEN Become(i, epoch[i], granted[i], None, "Waiting", {})
     ELSE Unchanged
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Observe

\* No higher node has answered: i claims the next epoch.
AnswerTimeout(i) ==
  /\ i \in up
  /\ status[i] = "Electing"
  /\ Calm => Quiet
  /\ BeginClaim(i, network)
  /\ UNCHANGED up
  /\ Observe

\* Node m.to grants an epoch that is new to it, and again if its first word was lost. Otherwise it
\* objects. It may lose its leader by this: the grant is what fences an old one.
HandleClaim(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Claim"
  /\ i \in up
  /\ IF m.epoch > epoch[i]
     THEN /\ Become(i, m.epoch, m.from, None, "Waiting", {})
          /\ network' = With(rest, Sendable({Grant(i, m.from, m.epoch)}))
     ELSE /\ network' = With(rest, Sendable(
               {IF m.epoch = epoch[i] /\ granted[i] = m.from
                THEN Grant(i, m.from, m.epoch)
                ELSE Answer(i, m.from, epoch[i])}))
          /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* With the grants of a majority, i leads.
HandleGrant(m) ==
  LET i == m.to
      rest == Without(network, m)
      all == grants[i] \cup {m.from} IN
  /\ m.type = "Grant"
  /\ i \in up
  /\ IF status[i] = "Claiming" /\ m.epoch = epoch[i]
     THEN IF Enough(all)
          THEN /\ Become(i, epoch[i], granted[i], i, "Idle", {})
               /\ network' = With(rest, Sendable({Coordinator(i, j, epoch[i]) : j \in Others(i)}))
          ELSE /\ Become(i, epoch[i], granted[i], None, "Claiming", all)
               /\ network' = rest
     ELSE network' = rest /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* Node m.to follows m.from, unless it knows a later epoch: then it says so, and m.from steps down.
HandleCoordinator(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF m.epoch >= epoch[i]
     THEN /\ Become(i, m.epoch, IF m.epoch > epoch[i] THEN None ELSE granted[i],
                    m.from, "Idle", {})
          /\ network' = rest
     ELSE /\ network' = With(rest, Sendable({Answer(i, m.from, epoch[i])}))
          /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* Nothing came of waiting for a coordinator, or for grants: i begins again.
RetryTimeout(i) ==
  /\ i \in up
  /\ status[i] \in {"Waiting", "Claiming"}
  /\ Calm => Quiet
  /\ BeginElection(i, network, {})
  /\ UNCHANGED up
  /\ Observe

\* The leader announces itself again, from time to time: an announcement may have been lost, and an
\* objection is how a stale leader learns that it is one.
Announce(i) ==
  /\ i \in up
  /\ leader[i] = i
  /\ Calm => Quiet
  /\ network' = With(network, Sendable({Coordinator(i, j, epoch[i]) : j \in Others(i)}))
  /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

-----------------------------------------------------------------------------
(***************************************************************************)
(* The environment.                                                        *)
(***************************************************************************)

Crash(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Become(i, epoch[i], granted[i], None, "Idle", {})
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

\* Having no leader, the node will start an election, unless it hears of a leader first.
Restart(i) ==
  /\ i \notin up
  /\ up' = up \cup {i}
  /\ UNCHANGED network
  /\ Unchanged
  /\ Observe

Lose(m) ==
  /\ Guarantee = "bag"
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Unchanged
  /\ Observe

Duplicate(m) ==
  /\ Guarantee = "bag"
  /\ network' = With(network, {m})
  /\ UNCHANGED up
  /\ Unchanged
  /\ Observe

-----------------------------------------------------------------------------
Next ==
  \/ \E i \in Node :
       \/ StartElection(i)
       \/ AnswerTimeout(i)
       \/ RetryTimeout(i)
       \/ Announce(i)
       \/ Crash(i)
       \/ Restart(i)
  \/ \E m \in Deliverable : HandleElection(m)
  \/ \E m \in Deliverable : HandleAnswer(m)
  \/ \E m \in Deliverable : HandleClaim(m)
  \/ \E m \in Deliverable : HandleGrant(m)
  \/ \E m \in Deliverable : HandleCoordinator(m)
  \/ \E m \in Deliverable : Lose(m)
  \/ \E m \in Deliverable : Duplicate(m)

Handle(m) ==
  \/ HandleElection(m) \/ HandleAnswer(m) \/ HandleClaim(m) \/ HandleGrant(m)
  \/ HandleCoordinator(m)

\* The algorithm makes progress; the environment need not do anything. Time-outs are strongly fair:
\* a timer that runs fires in the end, though in calm it may be put off for as long as a message is
\* under way.
Fairness ==
  /\ \A i \in Node : SF_vars(StartElection(i) \/ AnswerTimeout(i) \/ RetryTimeout(i))
  /\ \A i \in Node : SF_vars(Announce(i))
  /\ \A i, j \in Node : WF_vars(\E m \in Deliverable : Link(m) = <<i, j>> /\ Handle(m))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
  /\ up \subseteq Node
  /\ epoch \in [Node -> Nat]
  /\ leader \in [Node -> Node \cup {None}]
  /\ granted \in [Node -> Node \cup {None}]
  /\ status \in [Node -> {"Idle", "Electing", "Waiting", "Claiming"}]
  /\ grants \in [Node -> SUBSET Node]

\* "A majority has moved to the epoch of whoever leads."
LeadersFenced ==
  \A i \in Node : leader[i] = i => IsQuorum({j \in Node : epoch[j] >= epoch[i]})

\* "Grants are counted only from those who gave them", and who may have gone on since. With three
\* nodes this says nothing: the first grant of another node is the last that is counted.
GrantsWereGiven ==
  \A i \in Node : \A j \in grants[i] :
    epoch[j] > epoch[i] \/ (epoch[j] = epoch[i] /\ granted[j] = i)

\* "In calm, with a majority up, one leader is known to all live nodes."
StableIfQuorum == IsQuorum(up) => Stable
EventuallyStable == <>[]StableIfQuorum

=============================================================================
