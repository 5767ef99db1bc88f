--------------------------- MODULE MCChangRoberts ---------------------------
(***************************************************************************)
(* What TLC needs to check ChangRoberts: history, bounds on faults, and    *)
(* how it refines Election (layer 0). A model replaces Observe.            *)
(***************************************************************************)
EXTENDS ChangRoberts, TLC

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

\* Orders of the ring: by number, against it, and mixed.
Ascending3 == <<1, 2, 3>>
Mixed4 == <<2, 4, 1, 3>>
Ascending5 == <<1, 2, 3, 4, 5>>
Descending5 == <<5, 4, 3, 2, 1>>
Mixed5 == <<3, 1, 5, 2, 4>>

History == won = {} /\ crashes = 0 /\ restarts = 0

\* From nothing: nobody knows a leader.
MCInit == Init /\ History

\* From calm: the highest node leads, and all know.
MCInitLed ==
  LET first == CHOOSE i \in Node : \A j \in Node : j <= i IN
  /\ up = Node
  /\ epoch = [i \in Node |-> NextEpoch(first, 0)]
  /\ leader = [i \in Node |-> first]
  /\ status = [i \in Node |-> "Idle"]
  /\ network = EmptyNetwork
  /\ won = {<<NextEpoch(first, 0), first>>} /\ crashes = 0 /\ restarts = 0

MCObserve ==
  /\ won' = won \cup {<<epoch'[i], leader'[i]>> : i \in {j \in Node : leader'[j] # None}}
  /\ crashes' = crashes + Cardinality(up \ up')
  /\ restarts' = restarts + Cardinality(up' \ up)
  /\ crashes' <= MaxCrashes
  /\ restarts' <= MaxRestarts
  /\ \A i \in Node : epoch'[i] <= MaxEpoch
  /\ Cardinality(InFlight') <= MaxMessages
  /\ (Guarantee = "bag") => (\A m \in InFlight' : network'[m] <= 2)

\* Nobody gives an election up while a message is under way. Without this bound the nodes could
\* flood the ring, to no other effect.
MCPatient(i) == InFlight = {}

\* The bound on epochs is slack: nothing was cut off by it. Epochs grow in steps of up to one for
\* each node (NextEpoch), so it is not enough that nobody stands on the bound itself.
EpochBoundNotReached == \A i \in Node : epoch[i] + Cardinality(Node) <= MaxEpoch

Promise == INSTANCE Election WITH Epoch <- 0..MaxEpoch, Quorum <- {}

RefinesElection == Promise!Spec
WonOnce == Promise!WonOnce

MCFairness ==
  /\ \A i \in Node : WF_mcvars(StartElection(i) \/ ElectionTimeout(i))
  /\ \A i, j \in Node :
       WF_mcvars(\E m \in Deliverable :
         Link(m) = <<i, j>> /\ (HandleElection(m) \/ HandleCoordinator(m) \/ Reroute(m)))

MCLiveSpec == MCInitLed /\ [][Next]_mcvars /\ MCFairness

=============================================================================
