------------------------------ MODULE Election ------------------------------
(***************************************************************************)
(* What every election of Scrutin promises, however it is done.            *)
(*                                                                         *)
(* Layer 0, Quorum = {}: every epoch has at most one leader, for all time; *)
(* a node's epoch never goes back, not even through a crash.               *)
(* Layer 1, Quorum # {}: besides, a quorum has moved to the epoch before   *)
(* anybody leads it. Since two quorums meet, whoever asks a quorum learns  *)
(* that an older epoch is over: stale leaders are fenced off.              *)
(*                                                                         *)
(* Each algorithm refines this module (its MC module says how), under the  *)
(* failure model that its own head names. Agreement in one instant and     *)
(* liveness are no part of Spec: they hold under further assumptions only  *)
(* (Agreement, Stable in module Leadership).                               *)
(*                                                                         *)
(* The shape follows Lamport's chain Consensus <- Voting <- Paxos: this is *)
(* the module that says what, and not how.                                 *)
(***************************************************************************)
EXTENDS Leadership

CONSTANTS
  Epoch,  \* The epochs: numbers from 0, which nobody leads.
  Quorum  \* Sets of nodes, any two of which meet; {} asks for no quorum.

ASSUME QuorumsMeet == \A P, Q \in Quorum : P \subseteq Node /\ P \cap Q # {}

VARIABLE
  won     \* The pairs <<e, l>> such that l has been made leader of e: history, never forgotten.

vars == <<up, epoch, leader, won>>

Init ==
  /\ up = Node
  /\ epoch = [i \in Node |-> 0]
  /\ leader = [i \in Node |-> None]
  /\ won = {}

\* Node i accepts that l leads e. Within an epoch it may learn its leader, not change it.
Accept(i, e, l) ==
  /\ i \in up
  /\ e >= epoch[i]
  /\ (e = epoch[i]) => (leader[i] \in {None, l})
  /\ epoch' = [epoch EXCEPT ![i] = e]
  /\ leader' = [leader EXCEPT ![i] = l]
  /\ up' = up

\* A quorum has moved to e, counting i, who is about to.
QuorumAt(i, e) ==
  Quorum = {} \/ \E Q \in Quorum : \A q \in Q : q = i \/ epoch[q] >= e

\* Node i settles that l (as a rule i itself) leads e.
Elect(i, e, l) ==
  /\ e > 0
  /\ \A w \in won : w[1] = e => w[2] = l
  /\ QuorumAt(i, e)
  /\ Accept(i, e, l)
  /\ won' = won \cup {<<e, l>>}

\* Node i is told who leads e.
Learn(i, e, l) ==
  /\ <<e, l>> \in won
  /\ Accept(i, e, l)
  /\ won' = won

\* Node i moves to a later epoch whose leader it does not know (yet).
Raise(i, e) ==
  /\ e > epoch[i]
  /\ Accept(i, e, None)
  /\ won' = won

\* Node i no longer trusts its leader.
Forget(i) ==
  /\ i \in up
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ UNCHANGED <<up, epoch, won>>

\* Everything but the epoch is lost.
Crash(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ UNCHANGED <<epoch, won>>

Restart(i) ==
  /\ i \notin up
  /\ up' = up \cup {i}
  /\ UNCHANGED <<epoch, leader, won>>

Next ==
  \E i \in Node :
    \/ Forget(i) \/ Crash(i) \/ Restart(i)
    \/ \E e \in Epoch :
         \/ Raise(i, e)
         \/ \E l \in Node : Elect(i, e, l) \/ Learn(i, e, l)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* Consequences, checked of Election itself and so true of each refinement.*)
(***************************************************************************)

TypeOK ==
  /\ up \subseteq Node
  /\ epoch \in [Node -> Epoch]
  /\ leader \in [Node -> Node \cup {None}]
  /\ won \subseteq (Epoch \X Node)

\* "An epoch never has two leaders", not even one after the other.
WonOnce == \A v, w \in won : v[1] = w[1] => v[2] = w[2]

\* "Nobody believes in a leader who was never made one."
LeadersWon == \A i \in Node : leader[i] # None => <<epoch[i], leader[i]>> \in won

\* "A quorum knows of each epoch that is led", so that a stale leader meets somebody who does.
Fenced ==
  Quorum = {} \/ \A w \in won : \E Q \in Quorum : \A q \in Q : epoch[q] >= w[1]

=============================================================================
