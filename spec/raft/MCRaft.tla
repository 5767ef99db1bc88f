------------------------------- MODULE MCRaft -------------------------------
(***************************************************************************)
(* What TLC needs to check Raft: history, bounds, symmetry, and how Raft   *)
(* refines Election (layer 1). A model replaces Observe.                   *)
(***************************************************************************)
EXTENDS RaftBegin, TLC

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

\* As given, and servers that led terms before, as history has it.
MCBegins(servers, net, led) ==
  /\ Begins(servers, net)
  /\ won = led
  /\ elections = 0
  /\ crashes = 0
  /\ proposals = 0

\* Followers of nobody, no message under way; terms, votes and logs as given.
MCInitWith(terms, voted, logs, led) ==
  MCBegins([i \in Node |-> Server(terms[i], voted[i], logs[i])], EmptyNetwork, led)

\* The same without snapshots.
MCInitFrom(terms, voted, entries, led) ==
  MCInitWith(terms, voted, [i \in Node |-> NewLog(NoSnapshot, entries[i])], led)

\* One leader has been, and has left an entry that nobody else has.
MCInitLeftover ==
  MCInitFrom(<<1, 1, 1>>, <<1, 1, 1>>, << <<Entry(1, 1)>>, << >>, << >> >>, {<<1, 1>>})

\* Figure 3.7 with three servers: two leaders have been, each has left such an entry.
MCInitFigure37 ==
  MCInitFrom(<<2, 2, 2>>, <<None, 2, 2>>, << <<Entry(1, 1)>>, <<Entry(2, 1)>>, << >> >>,
             {<<1, 1>>, <<2, 2>>})

\* And if the second one has left two.
MCInitLonger ==
  MCInitFrom(<<2, 2, 2>>, <<None, 2, 2>>,
             << <<Entry(1, 1)>>, <<Entry(2, 1), Entry(2, 1)>>, << >> >>, {<<1, 1>>, <<2, 2>>})

\* A majority has an entry, which may have been committed; server 3 has not.
MCInitBehind ==
  MCInitFrom(<<1, 1, 1>>, <<1, 1, 1>>, << <<Entry(1, 1)>>, <<Entry(1, 1)>>, << >> >>, {<<1, 1>>})

\* A majority has put a snapshot in the place of its first entry, of term 2. Server 3 has entries es.
MCInitCompacted(es) ==
  LET l == NewLog([index |-> 1, term |-> 2, digest |-> <<Entry(2, 1)>>], << >>) IN
  MCInitWith(<<2, 2, 2>>, <<2, 2, None>>, <<l, l, NewLog(NoSnapshot, es)>>, {<<1, 3>>, <<2, 2>>})

\* Others than the snapshot stands for, that were never committed.
MCInitConflict == MCInitCompacted(<<Entry(1, 1), Entry(1, 1)>>)

\* The same, and one more, that was never committed.
MCInitAhead == MCInitCompacted(<<Entry(2, 1), Entry(2, 1)>>)

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

\* Messages that will never again have an effect: those of a past term, those that did all they can.
\* No server leads, or is a candidate, twice in a term; but a candidate may come to lead, and then the
\* refusal of a request of an older term, which tells the present one, is taken for one of its own. View leaves them out; that this is sound is
\* what SpentStaysSpent and SpentHasNoEffect say, in models without View.
Spent(m) ==
  LET i == m.to IN
  CASE m.type = "RequestPreVoteResponse" -> m.term <= currentTerm[i]
    [] m.type = "RequestVoteResponse" ->
         \/ m.term < currentTerm[i]
         \/ /\ m.term = currentTerm[i]
            /\ ~m.voteGranted \/ state[i] # "Candidate" \/ m.from \in votes[i]
    [] m.type = "AppendEntriesResponse" ->
         \/ m.term < currentTerm[i]
         \/ /\ m.term = currentTerm[i]
            /\ \/ state[i] \notin {"Candidate", "Leader"}
               \/ /\ m.success
                  /\ m.from \in DOMAIN acked[i]
                  /\ m.index <= matchIndex[i][m.from]
                  /\ m.round <= acked[i][m.from]
                  /\ ~Has("CheckQuorum")
    [] m.type = "TimeoutNow" -> m.term < currentTerm[i]
    [] OTHER -> FALSE

Handle(m) ==
  \/ HandleRequestPreVote(m) \/ HandleRequestPreVoteResponse(m)
  \/ HandleRequestVote(m) \/ HandleRequestVoteResponse(m)
  \/ HandleAppendEntries(m) \/ HandleAppendEntriesResponse(m)
  \/ HandleInstallSnapshot(m) \/ HandleTimeoutNow(m)

SpentStaysSpent == [][\A m \in network : Spent(m) => Spent(m)']_mcvars
SpentHasNoEffect == \A m \in network : Spent(m) => ~ENABLED <<Handle(m)>>_mcvars

View ==
  <<up, electionVars, leaderVars, logVars, disk, {m \in network : ~Spent(m)},
    won, elections, crashes, proposals>>

Symmetry == Permutations(Node)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Eager answers. What was sent stays in the network, and may arrive at    *)
(* any time or never; no action asks what is not there. So a state with    *)
(* more messages can do all that the same state with fewer can. A step     *)
(* that only adds a message, and leaves the servers as they are, may       *)
(* therefore be taken at once, before all others: the servers take the     *)
(* same steps as in Next, with far fewer sets of messages between them.    *)
(* Not for liveness, not for a promise that speaks of answers in the       *)
(* network, not for a MaySend that asks what was sent. Guarantee is "set". *)
(***************************************************************************)

serverVars == <<up, electionVars, leaderVars, logVars, disk>>

AnswerToVote(i, m) ==
  LET allowed == m.term = currentTerm[i] /\ LogAllows(i, m) IN
  IF m.term > currentTerm[i] \/ Ignores(i, m) \/ (allowed /\ votedFor[i] = None)
  THEN {}
  ELSE {RequestVoteResponse(i, m.from, currentTerm[i], allowed /\ votedFor[i] = m.from)}

AnswerToPreVote(i, m) ==
  LET granted == m.term > currentTerm[i] /\ ~Hears(i) /\ LogAllows(i, m) IN
  {RequestPreVoteResponse(i, m.from, IF granted THEN m.term ELSE currentTerm[i], granted)}

AnswerToEntries(i, m) ==
  LET last == m.prevLogIndex + Len(m.entries) IN
  IF m.term < currentTerm[i]
  THEN {AppendEntriesResponse(i, m.from, currentTerm[i], FALSE, 0, 0)}
  ELSE IF m.term > currentTerm[i] \/ state[i] # "Follower" \/ leader[i] # m.from
  THEN {}
  ELSE IF ~Holds(log[i], m.prevLogIndex, m.prevLogTerm)
  THEN {AppendEntriesResponse(i, m.from, m.term, FALSE,
                              Hint(log[i], m.prevLogIndex, commitIndex[i]), m.round)}
  ELSE IF /\ Merged(log[i], m.prevLogIndex, m.entries) = log[i]
          /\ Min(m.leaderCommit, last) <= commitIndex[i]
  THEN {AppendEntriesResponse(i, m.from, m.term, TRUE, last, m.round)}
  ELSE {}

\* What m.to says when it hears m, if it says something, and nothing else becomes of it.
Answer(m) ==
  LET i == m.to IN
  IF i \notin up THEN {}
  ELSE CASE m.type = "RequestVote" -> AnswerToVote(i, m)
         [] m.type = "RequestPreVote" -> AnswerToPreVote(i, m)
         [] m.type = "AppendEntries" -> AnswerToEntries(i, m)
         [] OTHER -> {}

\* The heartbeats of leader i to those who have been sent all it has.
Heartbeats(i) ==
  LET k == LastIndex(log[i])
      all == {j \in DOMAIN nextIndex[i] : nextIndex[i][j] = k + 1 /\ MaySend(i, j, k)} IN
  IF state[i] = "Leader"
  THEN {AppendEntriesRequest(i, j, currentTerm[i], log[i], k, k, commitIndex[i]) : j \in all}
  ELSE {}

\* What somebody may tell now, and has not yet.
Untold ==
  LET all == UNION ({Answer(m) : m \in network} \cup {Heartbeats(i) : i \in Node}) IN
  Sendable({r \in all \ network : ~Spent(r)})

EagerNext ==
  IF Untold = {} THEN Next ELSE network' = network \cup Untold /\ UNCHANGED serverVars /\ Observe

-----------------------------------------------------------------------------
(***************************************************************************)
(* Promises besides those of module Raft.                                  *)
(***************************************************************************)

\* "A leader sends nothing that it knows to match."
NextAboveMatch ==
  \A i \in Node : \A j \in DOMAIN nextIndex[i] : nextIndex[i][j] > matchIndex[i][j]

\* "A snapshot tells truly where it ends": it stands for so many entries, the last of that term.
SnapshotsAreTrue ==
  \A i \in Node :
    LET s == log[i].snapshot IN
    /\ s.index = Len(s.digest)
    /\ s.term = LastTerm(NewLog(NoSnapshot, s.digest))

\* "No two servers lead at once", whatever their terms: more than Raft promises.
OneCoordinator == Leadership!OneCoordinator

\* "Whom a leader hands over to is not behind it."
HandsOverInFull ==
  [][\A m \in network' \ network : m.type = "TimeoutNow" =>
       UpToDate(LastTerm(log[m.to]), LastIndex(log[m.to]), log[m.from])]_network

\* "A leader that hands over takes no proposals": else the other might never catch up.
HandsOverInPeace ==
  [][\A i \in Node : (transferee[i] # None /\ transferee'[i] # None) => log'[i] = log[i]]_log

-----------------------------------------------------------------------------
Promise ==
  INSTANCE Election WITH
    epoch <- currentTerm, Epoch <- 0..MaxElections, Quorum <- {Q \in SUBSET Node : IsQuorum(Q)}

RefinesElection == Promise!Spec
WonOnce == Promise!WonOnce
Fenced == Promise!Fenced

=============================================================================
