------------------------------- MODULE MCBully ------------------------------
(***************************************************************************)
(* What TLC needs to check Bully: history, bounds on faults, and how Bully *)
(* refines Election (layer 0). A model replaces Observe by MCObserve.      *)
(***************************************************************************)
EXTENDS Bully, TLC

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

History == won = {} /\ crashes = 0 /\ restarts = 0

\* From nothing: nobody knows a leader.
MCInit == Init /\ History

\* From calm: the highest node leads, and all know.
MCInitLed ==
  LET first == CHOOSE i \in Node : Higher(i) = {} IN
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

\* Nodes that come back while their last messages are still under way.
MCHasty(i) == TRUE

\* A node does not ask again while its question or the reply is under way. Without this bound it
\* could flood its links, to no other effect.
MCPatient(i) == \A m \in InFlight : m.from # i /\ m.to # i

MCSpec == MCInit /\ [][Next]_mcvars

\* The bound on epochs is slack: nothing was cut off by it. Epochs grow in steps of up to one for
\* each node (NextEpoch), so it is not enough that nobody stands on the bound itself.
EpochBoundNotReached == \A i \in Node : epoch[i] + Cardinality(Node) <= MaxEpoch

Promise == INSTANCE Election WITH Epoch <- 0..MaxEpoch, Quorum <- {}

RefinesElection == Promise!Spec
WonOnce == Promise!WonOnce

MCFairness ==
  /\ \A i \in Node : WF_mcvars(StartElection(i) \/ AnswerTimeout(i) \/ CoordinatorTimeout(i))
  /\ \A i, j \in Node :
       WF_mcvars(\E m \in Deliverable :
         /\ Link(m) = <<i, j>>
         /\ (HandleElection(m) \/ HandleAnswer(m) \/ HandleCoordinator(m)))

MCLiveSpec == MCSpec /\ MCFairness

=============================================================================
