-------------------------------- MODULE Bully -------------------------------
(***************************************************************************)
(* The Bully algorithm: the live node with the highest number leads.       *)
(* H. Garcia-Molina, Elections in a Distributed Computing System, IEEE     *)
(* Trans. Computers C-31(1), 1982, in the form of three messages that      *)
(* textbooks give: ELECTION, OK (here Answer), COORDINATOR.                *)
(*                                                                         *)
(* FAILURE MODEL. Nodes crash and recover; the epoch is on stable storage. *)
(* Synchronous = TRUE is the paper's assumptions 8 and 9: messages arrive  *)
(* within a known time, and a node that is up answers at once. So a        *)
(* time-out is proof: it fires only when the awaited answer cannot come    *)
(* any more, and only a node which is down is suspected. Links are FIFO    *)
(* and reliable; the links to a node break when it crashes, with all that  *)
(* was in them, and a message sent to a node that is down is void.         *)
(* Synchronous = FALSE drops all of this: time-outs and suspicions come at *)
(* any time. Then there can be two coordinators, and no quorum notices.    *)
(*                                                                         *)
(* PROMISE. One leader an epoch, always. Synchronous and without recovery: *)
(* Agreement. Synchronous: once no message is in flight and no election is *)
(* going on, nobody leads but the highest live node; and when crashes end, *)
(* that node becomes leader and all know. With recovery Agreement can fail *)
(* for an instant, while the announcement of a node that came back is on   *)
(* its way: the paper's version halts all nodes first, this one does not.  *)
(* If nodes come back while their last messages are still under way, a     *)
(* second recovery breaks all but the first promise (MCBully_hasty).       *)
(*                                                                         *)
(* OURS, NOT THE PAPER'S: epochs. Each coordinator announces itself with   *)
(* an epoch of its own (Owner), higher than any that it knows. A node that *)
(* knows a higher one objects with Answer, and the coordinator tries again *)
(* above it. Without this a node that comes back could lead with an old    *)
(* token.                                                                  *)
(***************************************************************************)
EXTENDS Leadership, Network

CONSTANT
  Synchronous  \* BOOLEAN: whether time-outs and suspicions are always right.

ASSUME NodesAreNumbers == Node \subseteq (Nat \ {0}) /\ IsFiniteSet(Node)

VARIABLE
  status       \* status[i]: "Idle"; "Electing", waits for an Answer to its Election;
               \* "Waiting", got one and waits for a Coordinator. Lost in a crash.

vars == <<up, epoch, leader, status, network>>

Higher(i) == {j \in Node : j > i}
Lower(i)  == {j \in Node : j < i}

\* Every epoch belongs to one node: e belongs to the e-th, counted round and round.
Rank(i)  == Cardinality(Lower(i)) + 1
Owner(e) == CHOOSE i \in Node : Rank(i) = ((e - 1) % Cardinality(Node)) + 1

\* The least epoch after e that belongs to i.
NextEpoch(i, e) ==
  e + 1 + ((Rank(i) - 1 - e) % Cardinality(Node))

Max(a, b) == IF a > b THEN a ELSE b

Election(i, j)       == [type |-> "Election", from |-> i, to |-> j]
Answer(i, j, e)      == [type |-> "Answer", from |-> i, to |-> j, epoch |-> e]
Coordinator(i, j, e) == [type |-> "Coordinator", from |-> i, to |-> j, epoch |-> e]

\* Those of the messages that can be sent at all.
Sendable(S) == IF Guarantee = "fifo" THEN {m \in S : m.to \in up} ELSE S

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
(* Two things that several actions do. Node i, which knows epoch e, either *)
(* asks the higher nodes, or, if there is none, announces itself. net is   *)
(* the network that it finds, S what it sends besides.                     *)
(***************************************************************************)

Announce(i, e, net, S) ==
  LET mine == NextEpoch(i, e) IN
  /\ epoch' = [epoch EXCEPT ![i] = mine]
  /\ leader' = [leader EXCEPT ![i] = i]
  /\ status' = [status EXCEPT ![i] = "Idle"]
  /\ network' = With(net, Sendable(S \cup {Coordinator(i, j, mine) : j \in Lower(i)}))

Elect(i, e, net, S) ==
  IF Higher(i) = {}
  THEN \* An answer and an announcement to one node are one message: the announcement.
       Announce(i, e, net, {})
  ELSE /\ epoch' = [epoch EXCEPT ![i] = e]
       /\ leader' = [leader EXCEPT ![i] = None]
       /\ status' = [status EXCEPT ![i] = "Electing"]
       /\ network' = With(net, Sendable(S \cup {Election(i, j) : j \in Higher(i)}))

-----------------------------------------------------------------------------
(***************************************************************************)
(* Actions, in the order in which an election happens.                     *)
(***************************************************************************)

\* Node i has no leader, or its failure detector suspects the leader.
StartElection(i) ==
  /\ i \in up
  /\ status[i] = "Idle"
  /\ leader[i] # i
  /\ (Synchronous /\ leader[i] # None) => (leader[i] \notin up)
  /\ Elect(i, epoch[i], network, {})
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
     THEN /\ network' = With(rest, Sendable({Coordinator(i, m.from, epoch[i])}))
          /\ UNCHANGED <<epoch, leader, status>>
     ELSE IF status[i] = "Idle"
     THEN Elect(i, epoch[i], rest, answer)
     ELSE /\ network' = With(rest, Sendable(answer))
          /\ UNCHANGED <<epoch, leader, status>>
  /\ UNCHANGED up
  /\ Observe

\* Somebody higher is alive, or somebody objects to the epoch that i has announced.
HandleAnswer(m) ==
  LET i == m.to IN
  /\ m.type = "Answer"
  /\ i \in up
  /\ IF leader[i] = i /\ m.epoch > epoch[i]
     THEN Elect(i, m.epoch, Without(network, m), {})
     ELSE /\ IF status[i] = "Idle"
             THEN UNCHANGED <<epoch, status>>
             ELSE /\ epoch' = [epoch EXCEPT ![i] = Max(@, m.epoch)]
                  /\ status' = [status EXCEPT ![i] = "Waiting"]
          /\ network' = Without(network, m)
          /\ UNCHANGED leader
  /\ UNCHANGED up
  /\ Observe

\* In a synchronous system silence is proof: neither a question of i nor a reply is on its way.
NoAnswerCanCome(i) ==
  \A m \in InFlight :
    /\ ~(m.type = "Election" /\ m.from = i)
    /\ ~(m.type \in {"Answer", "Coordinator"} /\ m.to = i)

\* No higher node has answered: i leads.
AnswerTimeout(i) ==
  /\ i \in up
  /\ status[i] = "Electing"
  /\ Synchronous => NoAnswerCanCome(i)
  /\ Announce(i, epoch[i], network, {})
  /\ UNCHANGED up
  /\ Observe

\* A higher node has answered, and then nothing came of it: i asks again. Harmless at any time.
CoordinatorTimeout(i) ==
  /\ i \in up
  /\ status[i] = "Waiting"
  /\ Patient(i)
  /\ Elect(i, epoch[i], network, {})
  /\ UNCHANGED up
  /\ Observe

\* Node m.to follows m.from, unless it knows a later epoch: then it says so. Either way somebody
\* higher is alive.
HandleCoordinator(m) ==
  LET i == m.to IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF m.epoch >= epoch[i]
     THEN /\ epoch' = [epoch EXCEPT ![i] = m.epoch]
          /\ leader' = [leader EXCEPT ![i] = m.from]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' = Without(network, m)
     ELSE /\ status' = [status EXCEPT ![i] = IF @ = "Electing" THEN "Waiting" ELSE @]
          /\ network' = With(Without(network, m), Sendable({Answer(i, m.from, epoch[i])}))
          /\ UNCHANGED <<epoch, leader>>
  /\ UNCHANGED up
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
  /\ network' = WithoutLinksTo(network, i)
  /\ UNCHANGED epoch
  /\ Observe

\* Having no leader, the node will start an election.
\* Synchronous, a node stays down for longer than its last messages take. Else a question from before
\* its crash could be answered when it is back, by a leader who is just being replaced, and the
\* answer would be believed. Named, so that a model can show this.
MayReturn(i) == Synchronous => \A m \in InFlight : m.from # i

Restart(i) ==
  /\ i \notin up
  /\ MayReturn(i)
  /\ up' = up \cup {i}
  /\ UNCHANGED <<epoch, leader, status, network>>
  /\ Observe

Lose(m) ==
  /\ Guarantee = "bag"
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
       \/ AnswerTimeout(i)
       \/ CoordinatorTimeout(i)
       \/ Crash(i)
       \/ Restart(i)
  \/ \E m \in Deliverable : HandleElection(m)
  \/ \E m \in Deliverable : HandleAnswer(m)
  \/ \E m \in Deliverable : HandleCoordinator(m)
  \/ \E m \in Deliverable : Lose(m)
  \/ \E m \in Deliverable : Duplicate(m)

\* The algorithm makes progress; the environment need not do anything.
Fairness ==
  /\ \A i \in Node : WF_vars(StartElection(i) \/ AnswerTimeout(i) \/ CoordinatorTimeout(i))
  /\ \A i, j \in Node :
       WF_vars(\E m \in Deliverable :
         /\ Link(m) = <<i, j>>
         /\ (HandleElection(m) \/ HandleAnswer(m) \/ HandleCoordinator(m)))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
  /\ up \subseteq Node
  /\ epoch \in [Node -> Nat]
  /\ leader \in [Node -> Node \cup {None}]
  /\ status \in [Node -> {"Idle", "Electing", "Waiting"}]

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

=============================================================================
