------------------------------ MODULE RaftState -----------------------------
(***************************************************************************)
(* The servers of Raft: what each of them knows, what it has on disk, what *)
(* they say to each other. Read this first, then RaftElection, RaftRead,   *)
(* RaftLog, RaftSnapshot and Raft; Log when you wonder what a log is.      *)
(* Numbers of figures and sections are those of Ongaro's thesis            *)
(* (Consensus: Bridging Theory and Practice, 2014).                        *)
(***************************************************************************)
EXTENDS Log, FiniteSets, Network

CONSTANTS
  Node,    \* The servers.
  None,    \* No server, or no command; a model value.
  Value,   \* The commands that clients may propose.
  Parts    \* Which of Raft's parts this is a model of; see PartsKnown.

\* "PreVote"      A server asks whether it could win before it raises its term (9.6).
\* "CheckQuorum"  A leader steps down when it has not heard of a majority for an election timeout, and
\*                servers that hear a leader take no part in elections (6.2, 4.2.3).
\* "Transfer"     A leader can hand over to a server of its choice (3.10).
\* "NoOp"         A new leader begins its term with an entry that does nothing (6.4), so that what
\*                older terms left in its log is committed.
\* "AsyncDisk"    A leader sends entries to others while it still writes them itself (10.2.1).
\* "Snapshot"     Servers put snapshots in the place of committed entries (5).
\* "ReadIndex"    A leader serves reads without appending to its log (6.4).
ASSUME PartsKnown ==
  Parts \subseteq {"PreVote", "CheckQuorum", "Transfer", "NoOp", "AsyncDisk", "Snapshot", "ReadIndex"}
ASSUME ServersEnough == Cardinality(Node) > 1

VARIABLES
  up,           \* The set of servers that are running.
  currentTerm,  \* currentTerm[i]: the latest term that i has seen. Survives crashes, by disk.
  votedFor,     \* votedFor[i]: whom i has voted for in its term, or None. Survives crashes, by disk.
  log,          \* log[i]: i's entries; see Log. Survives crashes as far as it is on disk.
  disk,         \* disk[i]: what i has written and flushed: a record of the three above.
  state,        \* state[i]: "Follower", "PreCandidate", "Candidate" or "Leader".
  leader,       \* leader[i]: who leads i's term as far as i knows, and was heard lately; or None.
  votes,        \* votes[i]: who has voted for i, while i is a candidate.
  heard,        \* heard[i]: whom i, a leader, has heard of since it last checked its quorum.
  transferee,   \* transferee[i]: to whom i, a leader, is handing over; or None.
  commitIndex,  \* commitIndex[i]: the highest entry that i knows to be committed.
  nextIndex,    \* nextIndex[i][j]: the next entry that i, a leader, will send to j.
  matchIndex,   \* matchIndex[i][j]: up to where j's disk is known, by i, to hold what i's log holds.
  round,        \* round[i]: how often i, a leader, was asked to read; sent along, and echoed.
  acked,        \* acked[i][j]: the latest round of i, a leader, that j has answered.
  reads         \* reads[i]: what i, a leader, is still to read, if it proves to lead.

electionVars == <<currentTerm, votedFor, state, leader, votes>>
readVars == <<round, acked, reads>>
leaderVars == <<heard, transferee, nextIndex, matchIndex, readVars>>
logVars == <<log, commitIndex>>
vars == <<up, electionVars, leaderVars, logVars, disk, network>>

Has(part) == part \in Parts
Others(i) == Node \ {i}

IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

\* What a model adds to each step: its history variables and bounds on faults. Here, nothing.
Observe == TRUE

\* Those of the messages that get into the network. Here, all; a model may cut links.
Sendable(S) == S

-----------------------------------------------------------------------------
(***************************************************************************)
(* What several actions do. Each action says what becomes of all vars.     *)
(***************************************************************************)

\* Server i has written and flushed all that must survive, before anybody hears of this step.
Save(i) ==
  disk' = [disk EXCEPT ![i] =
    [currentTerm |-> currentTerm'[i], votedFor |-> votedFor'[i], log |-> log'[i]]]

Elect(i, t, v, s, l, vs) ==
  /\ currentTerm' = [currentTerm EXCEPT ![i] = t]
  /\ votedFor' = [votedFor EXCEPT ![i] = v]
  /\ state' = [state EXCEPT ![i] = s]
  /\ leader' = [leader EXCEPT ![i] = l]
  /\ votes' = [votes EXCEPT ![i] = vs]

\* What only a leader has, of a server that does not lead.
NotLeading(i) ==
  IF state[i] # "Leader"
  THEN UNCHANGED leaderVars
  ELSE /\ heard' = [heard EXCEPT ![i] = {}]
       /\ transferee' = [transferee EXCEPT ![i] = None]
       /\ nextIndex' = [nextIndex EXCEPT ![i] = << >>]
       /\ matchIndex' = [matchIndex EXCEPT ![i] = << >>]
       /\ round' = [round EXCEPT ![i] = 0]
       /\ acked' = [acked EXCEPT ![i] = << >>]
       /\ reads' = [reads EXCEPT ![i] = {}]

\* Server i follows l (or nobody yet) in term t. Its vote is good for one term.
Follow(i, t, l) ==
  /\ Elect(i, t, IF t = currentTerm[i] THEN votedFor[i] ELSE None, "Follower", l, {})
  /\ NotLeading(i)

=============================================================================
