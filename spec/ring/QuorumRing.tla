----------------------------- MODULE QuorumRing -----------------------------
(***************************************************************************)
(* Election on a ring with a quorum behind each leader: the ELECTION       *)
(* message that collects the participants is also the claim of a new       *)
(* epoch, and each node that it passes grants the epoch to the message's   *)
(* owner, durably and once an epoch. When it comes home with a majority,   *)
(* the highest of those that it has passed leads. The guard is ours; the   *)
(* election is module Ring's.                                              *)
(*                                                                         *)
(* FAILURE MODEL. An asynchronous network that loses, doubles and reorders *)
(* messages and can be partitioned; nodes crash and recover, are slow, and *)
(* are suspected at any time, rightly or not. The ring is repaired by      *)
(* passing over whomever the sender suspects: the next hop is any node but *)
(* itself, as far as safety goes. epoch and granted are on stable storage  *)
(* before anybody hears of them.                                           *)
(*                                                                         *)
(* PROMISE. Always: one leader an epoch, and a majority has moved to the   *)
(* epoch before it is led, so that stale leaders are fenced (Election,     *)
(* layer 1). In calm, with a majority up: one leader, known to all live    *)
(* nodes. Calm = TRUE is that assumption: links are reliable, the next hop *)
(* is the next live node on the ring, and a time-out or suspicion comes    *)
(* only when no message is under way, and suspects only who is down or     *)
(* does not lead.                                                          *)
(***************************************************************************)
EXTENDS Leadership, Network, RingOrder

CONSTANT
  Calm     \* BOOLEAN: whether time-outs and suspicions are always right.

ASSUME NodesAreNumbers == Node \subseteq (Nat \ {0}) /\ Cardinality(Node) > 1
ASSUME AllNodesOnTheRing == Node = {Order[k] : k \in DOMAIN Order}

VARIABLES
  granted, \* granted[i]: to whom i has granted epoch[i], or None. Survives crashes.
  status   \* status[i]: "Idle"; "Electing", owns an Election message that is under way; "Waiting",
           \* has granted an epoch and waits for its Coordinator. Lost in a crash.

vars == <<up, epoch, leader, granted, status, network>>

IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

\* Whose grants are enough to make a leader: a majority. Named, so that a mutant can take less.
Enough(S) == IsQuorum(S)

Highest(S) == CHOOSE i \in S : \A j \in S : j <= i

\* nodes: those which the message has passed, its owner or the leader first.
Election(i, j, o, e, nodes) ==
  [type |-> "Election", from |-> i, to |-> j, owner |-> o, epoch |-> e, nodes |-> nodes]
Coordinator(i, j, l, e, nodes) ==
  [type |-> "Coordinator", from |-> i, to |-> j, leader |-> l, epoch |-> e, nodes |-> nodes]
\* "There is a later epoch": sent straight to whom it concerns.
Refusal(i, j, e) == [type |-> "Refusal", from |-> i, to |-> j, epoch |-> e]

\* Those of the messages that can be sent at all: a reliable link to a node that is down is broken.
Sendable(S) == IF Guarantee = "fifo" THEN {m \in S : m.to \in up} ELSE S

\* The first live node after i on the ring; i itself if it is alone.
RECURSIVE LiveFrom(_)
LiveFrom(j) == IF j \in up THEN j ELSE LiveFrom(Successor(j))
NextLive(i) == LiveFrom(Successor(i))

\* Where i may send next.
MayFollow(i, j) == j # i /\ (Calm => j = NextLive(i))

\* What a model adds to each step: its history variables and fault budgets. Here, nothing.
Observe == TRUE

\* In calm, time-outs and suspicions come only when no message is under way.
Quiet == InFlight = {}

Init ==
  /\ up = Node
  /\ epoch = [i \in Node |-> 0]
  /\ leader = [i \in Node |-> None]
  /\ granted = [i \in Node |-> None]
  /\ status = [i \in Node |-> "Idle"]
  /\ network = EmptyNetwork

\* The new values of node i, all at once.
Become(i, e, g, l, s) ==
  /\ epoch' = [epoch EXCEPT ![i] = e]
  /\ granted' = [granted EXCEPT ![i] = g]
  /\ leader' = [leader EXCEPT ![i] = l]
  /\ status' = [status EXCEPT ![i] = s]

Unchanged == UNCHANGED <<epoch, granted, leader, status>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* Actions, in the order in which an election happens. In each, j is the   *)
(* next hop: the node after i on the ring that i does not suspect.         *)
(***************************************************************************)

\* Node i has no leader, or suspects it, or has waited too long: it claims the next epoch.
StartElection(i, j) ==
  /\ i \in up
  /\ leader[i] # i
  /\ MayFollow(i, j)
  /\ Calm => (Quiet /\ (leader[i] # None => ~Leads(leader[i])))
  /\ Become(i, epoch[i] + 1, i, None, "Electing")
  /\ network' = With(network, Sendable({Election(i, j, i, epoch[i] + 1, <<i>>)}))
  /\ UNCHANGED up
  /\ Observe

\* Node i makes the highest node that m has passed the leader of m's epoch.
Conclude(i, j, m, rest) ==
  LET l == Highest({m.nodes[k] : k \in DOMAIN m.nodes}) IN
  /\ Become(i, epoch[i], granted[i], l, "Idle")
  /\ network' = With(rest, Sendable({Coordinator(i, j, l, m.epoch, <<i>>)}))

\* The Election message arrives. At home with a majority it is the end of the election. Elsewhere
\* the node grants the epoch, if it is new to it or was granted to the same owner, and passes the
\* message on; or it tells the owner of a later epoch.
HandleElection(m, j) ==
  LET i == m.to
      rest == Without(network, m)
      passed == {m.nodes[k] : k \in DOMAIN m.nodes}
      onward == Sendable({Election(i, j, m.owner, m.epoch, Append(m.nodes, i))}) IN
  /\ m.type = "Election"
  /\ i \in up
  /\ MayFollow(i, j)
  /\ IF m.owner = i
     THEN IF status[i] = "Electing" /\ m.epoch = epoch[i] /\ Enough(passed)
          THEN Conclude(i, j, m, rest)
          ELSE network' = rest /\ Unchanged
     ELSE IF i \in passed
     THEN \* Round, but the owner was passed over: it ends here.
          network' = rest /\ Unchanged
     ELSE IF m.epoch > epoch[i]
     THEN Become(i, m.epoch, m.owner, None, "Waiting") /\ network' = With(rest, onward)
     ELSE IF m.epoch = epoch[i] /\ granted[i] = m.owner
     THEN network' = With(rest, onward) /\ Unchanged
     ELSE network' = With(rest, Sendable({Refusal(i, m.owner, epoch[i])})) /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* The Coordinator message arrives: node m.to follows, or begins to lead, and passes it on. It ends
\* where it is round. Where a later epoch is known, the leader is told.
HandleCoordinator(m, j) ==
  LET i == m.to
      rest == Without(network, m)
      round == \E k \in DOMAIN m.nodes : m.nodes[k] = i
      onward == Sendable({Coordinator(i, j, m.leader, m.epoch, Append(m.nodes, i))}) IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ MayFollow(i, j)
  /\ IF m.epoch < epoch[i]
     THEN /\ network' = With(rest, Sendable(
               IF m.leader = i THEN {} ELSE {Refusal(i, m.leader, epoch[i])}))
          /\ Unchanged
     ELSE IF round
     THEN network' = rest /\ Unchanged
     ELSE /\ Become(i, m.epoch, IF m.epoch > epoch[i] THEN None ELSE granted[i], m.leader, "Idle")
          /\ network' = With(rest, onward)
  /\ UNCHANGED up
  /\ Observe

\* There is a later epoch: i gives up what it claims, or leads.
HandleRefusal(m) ==
  LET i == m.to IN
  /\ m.type = "Refusal"
  /\ i \in up
  /\ IF m.epoch > epoch[i] THEN Become(i, m.epoch, None, None, "Waiting") ELSE Unchanged
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Observe

\* The leader sends its announcement round again, from time to time: one may have been lost, and a
\* refusal is how a stale leader learns that it is one.
Announce(i, j) ==
  /\ i \in up
  /\ leader[i] = i
  /\ MayFollow(i, j)
  /\ Calm => Quiet
  /\ network' = With(network, Sendable({Coordinator(i, j, i, epoch[i], <<i>>)}))
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
  /\ Become(i, epoch[i], granted[i], None, "Idle")
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
  \/ \E i, j \in Node : StartElection(i, j)
  \/ \E i, j \in Node : Announce(i, j)
  \/ \E i \in Node : Crash(i)
  \/ \E i \in Node : Restart(i)
  \/ \E m \in Deliverable : \E j \in Node : HandleElection(m, j)
  \/ \E m \in Deliverable : \E j \in Node : HandleCoordinator(m, j)
  \/ \E m \in Deliverable : HandleRefusal(m)
  \/ \E m \in Deliverable : Lose(m)
  \/ \E m \in Deliverable : Duplicate(m)

Handle(m) ==
  \/ \E j \in Node : HandleElection(m, j) \/ HandleCoordinator(m, j)
  \/ HandleRefusal(m)

\* The algorithm makes progress; the environment need not do anything. Time-outs are strongly fair:
\* a timer that runs fires in the end, though in calm it may be put off for as long as a message is
\* under way.
Fairness ==
  /\ \A i \in Node : SF_vars(\E j \in Node : StartElection(i, j))
  /\ \A i \in Node : SF_vars(\E j \in Node : Announce(i, j))
  /\ \A i, j \in Node : WF_vars(\E m \in Deliverable : Link(m) = <<i, j>> /\ Handle(m))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
  /\ up \subseteq Node
  /\ epoch \in [Node -> Nat]
  /\ leader \in [Node -> Node \cup {None}]
  /\ granted \in [Node -> Node \cup {None}]
  /\ status \in [Node -> {"Idle", "Electing", "Waiting"}]

\* "A majority has moved to the epoch of whoever leads."
LeadersFenced ==
  \A i \in Node : leader[i] = i => IsQuorum({j \in Node : epoch[j] >= epoch[i]})

\* "Whoever a message has passed has granted its epoch", and may have gone on since.
PassedHaveGranted ==
  \A m \in InFlight : m.type = "Election" =>
    \A k \in DOMAIN m.nodes :
      LET j == m.nodes[k] IN
      epoch[j] > m.epoch \/ (epoch[j] = m.epoch /\ granted[j] = m.owner)

\* "No message passes a node twice", so none circles for ever.
NoNodePassedTwice ==
  \A m \in InFlight : m.type # "Refusal" =>
    \A k, l \in DOMAIN m.nodes : k # l => m.nodes[k] # m.nodes[l]

\* "In calm, with a majority up, one leader is known to all live nodes."
StableIfQuorum == IsQuorum(up) => Stable
EventuallyStable == <>[]StableIfQuorum

=============================================================================
