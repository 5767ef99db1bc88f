------------------------------- MODULE MCRaft -------------------------------
(***************************************************************************)
(* What TLC needs to check Raft: history, bounds, symmetry, and how Raft   *)
(* refines Election (layer 1). A model replaces Observe.                   *)
(***************************************************************************)
EXTENDS Raft, TLC

CONSTANTS
  MaxElections,  \* How often servers stand for election in all.
  MaxCrashes,    \* How often servers crash in all.
  MaxProposals   \* How often clients propose in all.

VARIABLES
  won,           \* History: the pairs <<term, leader>> that ever were.
  elections,     \* So far.
  crashes,
  proposals

mcvars == <<vars, won, elections, crashes, proposals>>

MCInit == Init /\ won = {} /\ elections = 0 /\ crashes = 0 /\ proposals = 0

Became(i, s) == state'[i] = s /\ (state[i] # s \/ currentTerm'[i] > currentTerm[i])

Grown(l, k) == LastIndex(l) > LastIndex(k)

MCObserve ==
  /\ won' = won \cup {<<currentTerm'[i], leader'[i]>> : i \in {j \in Node : leader'[j] # None}}
  /\ elections' = elections + Cardinality({i \in up : Became(i, "Candidate")})
  /\ crashes' = crashes + Cardinality(up \ up')
  /\ proposals' = proposals
       + Cardinality({i \in up : state[i] = "Leader" /\ Grown(log'[i], log[i])})
  /\ elections' <= MaxElections
  /\ crashes' <= MaxCrashes
  /\ proposals' <= MaxProposals

\* The same with bounds on the state alone: terms up to MaxElections, logs up to MaxProposals.
MCObserveStates ==
  /\ won' = won \cup {<<currentTerm'[i], leader'[i]>> : i \in {j \in Node : leader'[j] # None}}
  /\ crashes' = crashes + Cardinality(up \ up')
  /\ UNCHANGED <<elections, proposals>>
  /\ crashes' <= MaxCrashes
  /\ \A i \in Node : currentTerm'[i] <= MaxElections /\ LastIndex(log'[i]) <= MaxProposals

\* A leader sends all it has, at once, and nothing that it has sent before.
MCSendAll(i, j, k) == k = LastIndex(log[i])
MCMaySend(i, j, k) ==
  /\ MCSendAll(i, j, k)
  /\ AppendEntriesRequest(i, j, currentTerm[i], log[i], nextIndex[i][j] - 1, k, commitIndex[i])
       \notin network

\* Answers that will never again have an effect: those of a past term, those that did all they can.
\* No server leads, or is a candidate, twice in a term.
Spent(m) ==
  LET i == m.to IN
  CASE m.type = "RequestVoteResponse" ->
         \/ m.term < currentTerm[i]
         \/ /\ m.term = currentTerm[i]
            /\ ~m.voteGranted \/ state[i] # "Candidate" \/ m.from \in votes[i]
    [] m.type = "AppendEntriesResponse" ->
         \/ m.term < currentTerm[i]
         \/ /\ m.term = currentTerm[i]
            /\ \/ state[i] # "Leader"
               \/ /\ m.success
                  /\ m.index <= matchIndex[i][m.from]
                  /\ ~Has("CheckQuorum")
    [] OTHER -> FALSE

View ==
  <<up, electionVars, leaderVars, logVars, disk, {m \in network : ~Spent(m)},
    won, elections, crashes, proposals>>

Symmetry == Permutations(Node)

Promise ==
  INSTANCE Election WITH
    epoch <- currentTerm, Epoch <- 0..MaxElections, Quorum <- {Q \in SUBSET Node : IsQuorum(Q)}

RefinesElection == Promise!Spec
WonOnce == Promise!WonOnce
Fenced == Promise!Fenced

=============================================================================
