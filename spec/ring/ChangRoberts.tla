---------------------------- MODULE ChangRoberts ----------------------------
(***************************************************************************)
(* Election on a ring by extrema-finding: a message with the number of a   *)
(* node travels round; higher nodes replace or swallow it, and the one     *)
(* that comes home has made its owner the leader. E. Chang, R. Roberts, An *)
(* Improved Algorithm for Decentralized Extrema-Finding in Circular        *)
(* Configurations of Processes, CACM 22(5), 1979. The announcement by a    *)
(* COORDINATOR message is ours: without it the losers never learn.         *)
(*                                                                         *)
(* FAILURE MODEL. As in module Ring: crash and recovery, durable epoch,    *)
(* reliable FIFO links, and, with Synchronous = TRUE, perfect failure      *)
(* detection, by which a message to a node that is down comes back to its  *)
(* sender and is sent on to the next (Reroute). A message which would pass *)
(* its own owner, who is down, ends there: none circles for ever.          *)
(* Synchronous = FALSE: live nodes are suspected and passed over.          *)
(*                                                                         *)
(* PROMISE. As in module Ring, with one exception: a node swallows the     *)
(* message of a lower one because its own is on its way. When that is lost *)
(* in a crash, only a time-out (ElectionTimeout) brings the election back. *)
(***************************************************************************)
EXTENDS Leadership, Network, RingOrder

CONSTANT
  Synchronous  \* BOOLEAN: whether suspicions are always right.

ASSUME NodesAreNumbers == Node \subseteq (Nat \ {0})
ASSUME AllNodesOnTheRing == Node = {Order[k] : k \in DOMAIN Order}

VARIABLE
  status       \* status[i]: "Idle"; "Electing", has seen an Election message and waits for the
               \* Coordinator message ("participant" in the paper). Lost in a crash.

vars == <<up, epoch, leader, status, network>>

Max(a, b) == IF a > b THEN a ELSE b

\* The message of node o, which asks to lead; epoch: the highest that it has met.
Election(i, j, o, e) ==
  [type |-> "Election", from |-> i, to |-> j, owner |-> o, epoch |-> e]
\* The message of the leader o of epoch e.
Coordinator(i, j, o, e) ==
  [type |-> "Coordinator", from |-> i, to |-> j, owner |-> o, epoch |-> e]

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
  /\ network' = With(net, {Election(i, Successor(i), i, e)})

\* Node i has no leader, or its failure detector suspects the leader.
StartElection(i) ==
  /\ i \in up
  /\ status[i] = "Idle"
  /\ leader[i] # i
  /\ (Synchronous /\ leader[i] # None) => (leader[i] \notin up)
  /\ BeginElection(i, epoch[i], network)
  /\ UNCHANGED up
  /\ Observe

\* An Election message arrives. A higher owner's passes. A lower owner's is replaced by the node's
\* own, or swallowed if that is on its way already. The node's own has met nobody higher: it leads.
HandleElection(m) ==
  LET i == m.to
      rest == Without(network, m)
      seen == Max(epoch[i], m.epoch) IN
  /\ m.type = "Election"
  /\ i \in up
  /\ \/ /\ m.owner = i
        /\ LET e == NextEpoch(i, seen) IN
           /\ epoch' = [epoch EXCEPT ![i] = e]
           /\ leader' = [leader EXCEPT ![i] = i]
           /\ status' = [status EXCEPT ![i] = "Idle"]
           /\ network' = With(rest, {Coordinator(i, Successor(i), i, e)})
     \/ /\ m.owner > i
        /\ leader' = [leader EXCEPT ![i] = None]
        /\ status' = [status EXCEPT ![i] = "Electing"]
        /\ network' = With(rest, {Election(i, Successor(i), m.owner, seen)})
        /\ UNCHANGED epoch
     \/ /\ m.owner < i
        /\ IF status[i] = "Idle"
           THEN BeginElection(i, epoch[i], rest)
           ELSE /\ network' = rest
                /\ UNCHANGED <<epoch, leader, status>>
  /\ UNCHANGED up
  /\ Observe

\* A Coordinator message arrives: node m.to follows and passes it on. It ends at its owner, or where
\* a later epoch is known, or at a higher node, which was passed over and wants to lead.
HandleCoordinator(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF m.owner = i \/ m.epoch < epoch[i]
     THEN /\ network' = rest
          /\ UNCHANGED <<epoch, leader, status>>
     ELSE IF m.owner < i
     THEN BeginElection(i, m.epoch, rest)
     ELSE /\ epoch' = [epoch EXCEPT ![i] = m.epoch]
          /\ leader' = [leader EXCEPT ![i] = m.owner]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' = With(rest, {Coordinator(i, Successor(i), m.owner, m.epoch)})
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

\* Ring repair: the link to m.to is broken, its sender tries the node after m.to. But a message that
\* would pass its own owner has nobody left to serve.
Reroute(m) ==
  /\ m.from \in up
  /\ Synchronous => (m.to \notin up)
  /\ network' = With(Without(network, m),
                    IF m.owner = m.to THEN {} ELSE {[m EXCEPT !.to = Successor(m.to)]})
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
