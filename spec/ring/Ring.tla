-------------------------------- MODULE Ring --------------------------------
(***************************************************************************)
(* Election on a ring, the variant in which the ELECTION message collects  *)
(* the numbers of all participants: once it is round, the highest number   *)
(* in it leads, and a COORDINATOR message round the ring says so. After    *)
(* G. Le Lann, Distributed Systems: Towards a Formal Approach, IFIP 1977;  *)
(* in this form in A. Tanenbaum and M. van Steen, Distributed Systems.     *)
(*                                                                         *)
(* FAILURE MODEL. Nodes crash and recover; the epoch is on stable storage. *)
(* Links are FIFO and reliable. Synchronous = TRUE: failure detection is   *)
(* perfect. A message on its way to a node that crashes comes back to its  *)
(* sender, who sends it on to the next node (ring repair, Reroute); it is  *)
(* lost if the sender is down too. A node comes back only when everything  *)
(* on its way to it has been dealt with in this manner. Synchronous =      *)
(* FALSE: live nodes are suspected and passed over. Then there can be two  *)
(* leaders, and no quorum notices.                                         *)
(*                                                                         *)
(* PROMISE. One leader an epoch, always. Synchronous and without recovery: *)
(* Agreement. Synchronous: when all is quiet the highest live node leads;  *)
(* no message circles for ever; and when crashes end, the highest live     *)
(* node becomes leader and all know.                                       *)
(*                                                                         *)
(* OURS, NOT THE BOOKS': epochs. The ELECTION message collects the highest *)
(* epoch too; the leader's is the least that it owns above that. And: the  *)
(* COORDINATOR message collects the nodes that it has passed as well, so   *)
(* that each message ends at the first node that it meets again, be its    *)
(* owner up or not.                                                        *)
(***************************************************************************)
EXTENDS Leadership, Network, RingOrder

CONSTANT
  Synchronous  \* BOOLEAN: whether suspicions are always right.

ASSUME NodesAreNumbers == Node \subseteq (Nat \ {0})
ASSUME AllNodesOnTheRing == Node = {Order[k] : k \in DOMAIN Order}

VARIABLE
  status       \* status[i]: "Idle"; "Electing", has seen an Election message and waits for the
               \* Coordinator message. Lost in a crash.

vars == <<up, epoch, leader, status, network>>

Max(a, b) == IF a > b THEN a ELSE b
Highest(s) == CHOOSE i \in {s[k] : k \in DOMAIN s} : \A k \in DOMAIN s : s[k] <= i
Passed(m, i) == \E k \in DOMAIN m.nodes : m.nodes[k] = i

\* nodes: those which the message has passed, in order.
Election(i, j, nodes, e) ==
  [type |-> "Election", from |-> i, to |-> j, nodes |-> nodes, epoch |-> e]
Coordinator(i, j, nodes, e, l) ==
  [type |-> "Coordinator", from |-> i, to |-> j, nodes |-> nodes, epoch |-> e, leader |-> l]

\* What a model adds to each step: its history variables and fault budgets. Here, nothing.
Observe == TRUE

\* What a model demands of an impatient time-out. Here, nothing: it may come at any time.
Patient(i) == TRUE

Init ==
  /\ up = Node
  /\ epoch = [i \in Node |-> 0]
  /\ leader = [i \in Node |-> None]
  /\ status = [i \in Node |-> "Idle"]
  /\ network = EmptyNetwork

-----------------------------------------------------------------------------
(***************************************************************************)
(* Actions, in the order in which an election happens.                     *)
(***************************************************************************)

\* Node i, which knows epoch e, sends an Election message into the network net.
BeginElection(i, e, net) ==
  /\ epoch' = [epoch EXCEPT ![i] = e]
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ status' = [status EXCEPT ![i] = "Electing"]
  /\ network' = With(net, {Election(i, Successor(i), <<i>>, e)})

\* Node i has no leader, or its failure detector suspects the leader.
StartElection(i) ==
  /\ i \in up
  /\ status[i] = "Idle"
  /\ leader[i] # i
  /\ (Synchronous /\ leader[i] # None) => (leader[i] \notin up)
  /\ BeginElection(i, epoch[i], network)
  /\ UNCHANGED up
  /\ Observe

\* The Election message arrives: node m.to joins in, or, if the message is round, ends the election.
HandleElection(m) ==
  LET i == m.to
      rest == Without(network, m)
      seen == Max(epoch[i], m.epoch) IN
  /\ m.type = "Election"
  /\ i \in up
  /\ IF Passed(m, i)
     THEN LET l == Highest(m.nodes)
              e == NextEpoch(l, seen) IN
          /\ epoch' = [epoch EXCEPT ![i] = e]
          /\ leader' = [leader EXCEPT ![i] = l]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' = With(rest, {Coordinator(i, Successor(i), <<i>>, e, l)})
     ELSE /\ leader' = [leader EXCEPT ![i] = None]
          /\ status' = [status EXCEPT ![i] = "Electing"]
          /\ network' = With(rest, {Election(i, Successor(i), Append(m.nodes, i), seen)})
          /\ UNCHANGED epoch
  /\ UNCHANGED up
  /\ Observe

\* The Coordinator message arrives: node m.to follows and passes it on. It ends where it is round,
\* or where a later epoch is known, or at a higher node, which was passed over and wants to lead.
HandleCoordinator(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF Passed(m, i) \/ m.epoch < epoch[i]
     THEN /\ network' = rest
          /\ UNCHANGED <<epoch, leader, status>>
     ELSE IF m.leader < i
     THEN BeginElection(i, m.epoch, rest)
     ELSE /\ epoch' = [epoch EXCEPT ![i] = m.epoch]
          /\ leader' = [leader EXCEPT ![i] = m.leader]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' =
               With(rest, {Coordinator(i, Successor(i), Append(m.nodes, i), m.epoch, m.leader)})
  /\ UNCHANGED up
  /\ Observe

\* The election that node i takes part in came to nothing: its message was lost between two nodes
\* that crashed. Harmless at any time.
ElectionTimeout(i) ==
  /\ i \in up
  /\ status[i] = "Electing"
  /\ Patient(i)
  /\ BeginElection(i, epoch[i], network)
  /\ UNCHANGED up
  /\ Observe

\* Ring repair: the link to m.to is broken, its sender tries the node after m.to.
Reroute(m) ==
  /\ m.from \in up
  /\ Synchronous => (m.to \notin up)
  /\ network' = With(Without(network, m), {[m EXCEPT !.to = Successor(m.to)]})
  /\ UNCHANGED <<up, epoch, leader, status>>
  /\ Observe

-----------------------------------------------------------------------------
(***************************************************************************)
(* The environment.                                                        *)
(***************************************************************************)

Crash(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ status' = [status EXCEPT ![i] = "Idle"]
  /\ UNCHANGED <<epoch, network>>
  /\ Observe

\* Having no leader, the node will start an election.
Restart(i) ==
  /\ i \notin up
  /\ (Guarantee = "fifo") => (\A m \in InFlight : m.to # i)
  /\ up' = up \cup {i}
  /\ UNCHANGED <<epoch, leader, status, network>>
  /\ Observe

\* A message is lost: with reliable links only one between two nodes that are down.
Lose(m) ==
  /\ \/ Guarantee = "bag"
     \/ Guarantee = "fifo" /\ m.from \notin up /\ m.to \notin up
  /\ network' = Without(network, m)
  /\ UNCHANGED <<up, epoch, leader, status>>
  /\ Observe

Duplicate(m) ==
  /\ Guarantee = "bag"
  /\ network' = With(network, {m})
  /\ UNCHANGED <<up, epoch, leader, status>>
  /\ Observe

-----------------------------------------------------------------------------
Next ==
  \/ \E i \in Node :
       \/ StartElection(i)
       \/ ElectionTimeout(i)
       \/ Crash(i)
       \/ Restart(i)
  \/ \E m \in Deliverable : HandleElection(m)
  \/ \E m \in Deliverable : HandleCoordinator(m)
  \/ \E m \in Deliverable : Reroute(m)
  \/ \E m \in Deliverable : Lose(m)
  \/ \E m \in Deliverable : Duplicate(m)

\* What becomes, in the end, of a message that its link does not lose by choice.
Proceed(m) ==
  \/ HandleElection(m) \/ HandleCoordinator(m) \/ Reroute(m)
  \/ Guarantee = "fifo" /\ Lose(m)

\* The algorithm makes progress, ring repair included, and a message between two nodes that are down
\* does not stay for ever; the environment need not do anything else.
Fairness ==
  /\ \A i \in Node : WF_vars(StartElection(i) \/ ElectionTimeout(i))
  /\ \A i, j \in Node : WF_vars(\E m \in Deliverable : Link(m) = <<i, j>> /\ Proceed(m))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
  /\ up \subseteq Node
  /\ epoch \in [Node -> Nat]
  /\ leader \in [Node -> Node \cup {None}]
  /\ status \in [Node -> {"Idle", "Electing"}]

\* "Whoever is believed to lead an epoch is its owner": why there is one leader an epoch.
LeadersOwnTheirEpoch ==
  \A i \in Node : leader[i] # None => Owner(epoch[i]) = leader[i]

\* "No message passes a node twice", so none circles for ever.
NoNodePassedTwice ==
  \A m \in InFlight : \A k, l \in DOMAIN m.nodes : k # l => m.nodes[k] # m.nodes[l]

\* No message is in flight, nobody is in an election, and nobody has a reason to start one.
Quiet == InFlight = {} /\ \A i \in up : status[i] = "Idle" /\ leader[i] \in up

HighestLeads == \A i \in up : leader[i] \in up /\ (\A j \in up : j <= leader[i])

\* "When all is quiet, every live node follows the highest live node."
QuietHighestLeads == Quiet => HighestLeads

\* "When crashes end, the highest live node leads and all live nodes know."
EventuallyHighestLeads == <>[](HighestLeads /\ Stable)

\* "No message circles for ever."
EventuallySilent == <>[](InFlight = {})

=============================================================================
