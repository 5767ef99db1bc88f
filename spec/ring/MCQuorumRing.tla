----------------------------- MODULE MCQuorumRing ---------------------------
(***************************************************************************)
(* What TLC needs to check QuorumRing: history, bounds on faults, and how  *)
(* it refines Election (layer 1). A model replaces Observe.                *)
(***************************************************************************)
EXTENDS QuorumRing, TLC

CONSTANTS
  MaxCrashes,   \* How often nodes crash in all.
  MaxRestarts,  \* How often nodes come back in all.
  MaxEpoch,     \* No step leads beyond this epoch.
  MaxMessages   \* So many different messages are sent in all ("set"), or in flight at once.
                \* In a bag there are at most two copies of each.

VARIABLES
  won,          \* History: the pairs <<epoch, leader>> that were ever believed in.
  crashes,      \* Crashes so far.
  restarts      \* Restarts so far.

mcvars == <<vars, won, crashes, restarts>>

Mixed3 == <<2, 3, 1>>
Mixed4 == <<2, 4, 1, 3>>

History == won = {} /\ crashes = 0 /\ restarts = 0

MCInit == Init /\ History

\* Whatever the past may have left on the disks: any epochs and grants up to 1, nothing else known.
MCInitAnyDisk ==
  /\ up = Node
  /\ epoch \in [Node -> 0..1]
  /\ granted \in [Node -> Node \cup {None}]
  /\ \A i \in Node : epoch[i] = 0 => granted[i] = None
  /\ leader = [i \in Node |-> None]
  /\ status = [i \in Node |-> "Idle"]
  /\ network = EmptyNetwork
  /\ History

\* Whatever an asynchronous past may have left in memory: stale leaders that believe in themselves,
\* and nodes that believe in them. A majority, and the leader, moved to each epoch that is led.
MCInitStale ==
  /\ up = Node
  /\ epoch \in [Node -> 1..2]
  /\ leader \in [Node -> Node \cup {None}]
  /\ OnePerEpoch
  /\ \A i \in Node : leader[i] # None =>
       /\ epoch[leader[i]] >= epoch[i]
       /\ IsQuorum({j \in Node : epoch[j] >= epoch[i]})
  /\ granted = [i \in Node |-> None]
  /\ status = [i \in Node |-> "Idle"]
  /\ network = EmptyNetwork
  /\ History

MCObserve ==
  /\ won' = won \cup {<<epoch'[i], leader'[i]>> : i \in {j \in Node : leader'[j] # None}}
  /\ crashes' = crashes + Cardinality(up \ up')
  /\ restarts' = restarts + Cardinality(up' \ up)
  /\ crashes' <= MaxCrashes
  /\ restarts' <= MaxRestarts
  /\ \A i \in Node : epoch'[i] <= MaxEpoch
  /\ Cardinality(InFlight') <= MaxMessages
  /\ (Guarantee = "bag") => (\A m \in InFlight' : network'[m] <= 2)

\* The bound on epochs is slack: nothing was cut off by it.
EpochBoundNotReached == \A i \in Node : epoch[i] < MaxEpoch

Promise ==
  INSTANCE Election WITH Epoch <- 0..MaxEpoch, Quorum <- {Q \in SUBSET Node : IsQuorum(Q)}

RefinesElection == Promise!Spec
WonOnce == Promise!WonOnce
Fenced == Promise!Fenced

MCFairness ==
  /\ \A i \in Node : SF_mcvars(\E j \in Node : StartElection(i, j))
  /\ \A i \in Node : SF_mcvars(\E j \in Node : Announce(i, j))
  /\ \A i, j \in Node : WF_mcvars(\E m \in Deliverable : Link(m) = <<i, j>> /\ Handle(m))

MCLiveSpec == MCInitAnyDisk /\ [][Next]_mcvars /\ MCFairness
MCStaleSpec == MCInitStale /\ [][Next]_mcvars /\ MCFairness

=============================================================================
