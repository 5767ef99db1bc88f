----------------------------- MODULE Leadership -----------------------------
(***************************************************************************)
(* What an election looks like from outside: the variables that every      *)
(* algorithm of Scrutin has, and what may be said of them in one state.    *)
(*                                                                         *)
(* The epoch is what makes a leader more than a belief: it is the fencing  *)
(* token that the leader shows to others, who refuse a smaller one than    *)
(* they have seen.                                                         *)
(***************************************************************************)

EXTENDS Naturals

CONSTANTS
  Node,   \* The nodes, a finite set. To Bully and Ring they are numbers, of which the highest leads best.
  None    \* No node; a model value.

VARIABLES
  up,     \* The set of nodes that are running.
  epoch,  \* epoch[i]: the highest epoch that i has accepted. It survives crashes.
  leader  \* leader[i]: who leads epoch[i] as far as i knows, or None. Lost in a crash.

Leads(i) == i \in up /\ leader[i] = i

-----------------------------------------------------------------------------
(***************************************************************************)
(* Properties of a state.                                                  *)
(***************************************************************************)

\* "There is at most one leader an epoch", among the nodes as they are now.
OnePerEpoch ==
  \A i, j \in Node :
    (leader[i] # None /\ leader[j] # None /\ epoch[i] = epoch[j]) => leader[i] = leader[j]

\* "A node that is down believes nothing."
DownForgets == \A i \in Node \ up : leader[i] = None

\* "No two nodes lead at once", whatever their epochs. Only a synchronous system can promise it.
OneCoordinator == \A i, j \in Node : (Leads(i) /\ Leads(j)) => i = j

\* "Live nodes that know a live leader know the same one."
Agreement ==
  \A i, j \in up : (leader[i] \in up /\ leader[j] \in up) => leader[i] = leader[j]

\* "Every live node knows one live leader, and its epoch."
Stable == \E l \in up : \A i \in up : leader[i] = l /\ epoch[i] = epoch[l]

\* "A node's epoch never goes back."
EpochNeverGoesBack == [][\A i \in Node : epoch'[i] >= epoch[i]]_epoch

=============================================================================
