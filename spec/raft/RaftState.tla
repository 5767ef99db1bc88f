------------------------------ MODULE RaftState -----------------------------
(***************************************************************************)
(* The servers of Raft: what each of them knows, what it has on disk, what *)
(* they say to each other. Read this first, then RaftElection, RaftRead,   *)
(* RaftLog, RaftSnapshot, RaftMembership and Raft; Log when you wonder     *)
(* what a log is.                                                          *)
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
\* "LeaseRead"    A leader whom a majority has answered lately reads without asking anybody (6.4.1).
\* "Membership"   The servers of the cluster change while it works (4); see RaftMembership.
Has(part) == part \in Parts

ASSUME PartsKnown ==
  Parts \subseteq {"PreVote", "CheckQuorum", "Transfer", "NoOp", "AsyncDisk", "Snapshot", "ReadIndex",
                "LeaseRead", "Membership"}
\* A lease is good because those that hear a leader take no part in elections.
ASSUME LeaseNeedsLoyalty == Has("LeaseRead") => Has("CheckQuorum") /\ Has("ReadIndex")
ASSUME ServersEnough == Cardinality(Node) > 1

VARIABLES
  up,           \* The set of servers that are running.
  currentTerm,  \* currentTerm[i]: the latest term that i has seen. Survives crashes, by disk.
  votedFor,     \* votedFor[i]: whom i has voted for in its term, or None. Survives crashes, by disk.
  log,          \* log[i]: i's entries; see Log. Survives crashes as far as it is on disk.
  config,       \* config[i]: who belongs to the cluster, by the last configuration in i's log.
  disk,         \* disk[i]: what i has written and flushed: a record of the three above.
  state,        \* state[i]: "Follower", "PreCandidate", "Candidate" or "Leader"; or "Recovering", which
                \* follows, and may have promised in its former life to take no part in elections.
  leader,       \* leader[i]: who leads i's term as far as i knows, and was heard lately; or None.
  votes,        \* votes[i]: who has voted for i, while i is a candidate.
  heard,        \* heard[i]: whom i, a leader, has heard of since it last checked its quorum.
  transferee,   \* transferee[i]: to whom i, a leader, is handing over; or None.
  commitIndex,  \* commitIndex[i]: the highest entry that i knows to be committed.
  nextIndex,    \* nextIndex[i][j]: the next entry that i, a leader, will send to j.
  matchIndex,   \* matchIndex[i][j]: up to where j's disk is known, by i, to hold what i's log holds.
  round,        \* round[i]: how often i, a leader, has asked whether it leads; sent along, and echoed.
  acked,        \* acked[i][j]: the latest round of i, a leader, that j has answered.
  reads,        \* reads[i]: what i, a leader, is still to read, if it proves to lead.
  lease         \* lease[i]: the rounds of i, a leader, that began no longer ago than a lease lasts; or
                \* None, if i does not lead, or has ever handed over in this term.

electionVars == <<currentTerm, votedFor, state, leader, votes>>
readVars == <<round, acked, reads, lease>>
leaderVars == <<heard, transferee, nextIndex, matchIndex, readVars>>
logVars == <<log, config, commitIndex>>
vars == <<up, electionVars, leaderVars, logVars, disk, network>>

Others(i) == Node \ {i}

\* Where the cluster is the same for ever.
IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

\* What a model adds to each step: its history variables and bounds on faults. Here, nothing.
Observe == TRUE

\* Those of the messages that get into the network. Here, all; a model may cut links.
Sendable(S) == S

-----------------------------------------------------------------------------
(***************************************************************************)
(* Who belongs to the cluster (4). A configuration says who votes and who  *)
(* learns, which is to receive entries and have no say. While next is not  *)
(* empty the configuration is joint: it takes a majority of the voters,    *)
(* and one of those that are next. A server goes by the last one in its    *)
(* log, committed or not (4.1).                                            *)
(***************************************************************************)

Configuration(vs, ns, ls) == [voters |-> vs, next |-> ns, learners |-> ls]

\* Who votes at first. Here, all; in a model others may join.
InitialVoters == Node
InitialConfiguration == Configuration(InitialVoters, {}, {})

\* What entries and the beginning of a log are where clusters change: a model puts these in the place of
\* Entry and NoSnapshot.
MemberEntry(t, v) == [term |-> t, value |-> v, config |-> None]
MemberNoSnapshot ==
  [index |-> 0, term |-> 0, digest |-> NoDigest, config |-> None]
ConfigEntry(t, c) == [term |-> t, value |-> None, config |-> c]

\* The entry of log l, up to k, that has the last configuration; or the snapshot's last, which has it
\* then, or None if it has always been the first.
ConfigIndex(l, k) ==
  LET all == {p \in 1..(k - l.snapshot.index) : l.entries[p].config # None} IN
  l.snapshot.index + (IF all = {} THEN 0 ELSE CHOOSE p \in all : \A n \in all : n <= p)

ConfigField(l, k) ==
  LET p == ConfigIndex(l, k) IN
  IF p = l.snapshot.index THEN l.snapshot.config ELSE EntryAt(l, p).config

ConfigAt(l, k) ==
  LET c == ConfigField(l, k) IN IF c = None THEN InitialConfiguration ELSE c

\* The configuration by which a server with log l goes.
ConfigOf(l) == IF Has("Membership") THEN ConfigAt(l, LastIndex(l)) ELSE InitialConfiguration

\* The last configuration that i knows to be committed, and those that follow it.
InPlay(i) ==
  LET later == {p \in (commitIndex[i] + 1)..LastIndex(log[i]) : EntryAt(log[i], p).config # None} IN
  IF later = {}
  THEN {config[i]}
  ELSE {ConfigAt(log[i], commitIndex[i])} \cup {EntryAt(log[i], p).config : p \in later}

Majority(V, S) == 2 * Cardinality(S \cap V) > Cardinality(V)
QuorumOf(c, S) == Majority(c.voters, S) /\ (c.next = {} \/ Majority(c.next, S))

Voters(c) == c.voters \cup c.next
Members(c) == Voters(c) \cup c.learners
Peers(i) == Members(config[i]) \ {i}

\* Whether these are enough for server i to be elected, to commit, to lead on, or to read.
QuorumIn(c, S) == IF Has("Membership") THEN QuorumOf(c, S) ELSE IsQuorum(S)
QuorumFor(i, S) == QuorumIn(config[i], S)

\* Whether server i may stand for election. One that is to leave may be needed until the configuration
\* without it is committed (4.2.2), and so stands as long as it knows of no such.
Electable(i) == Has("Membership") => \E c \in InPlay(i) : i \in Voters(c)

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
       /\ lease' = [lease EXCEPT ![i] = None]

\* Server i follows l (or nobody yet) in term t. Its vote is good for one term.
Follow(i, t, l) ==
  /\ Elect(i, t, IF t = currentTerm[i] THEN votedFor[i] ELSE None, "Follower", l, {})
  /\ NotLeading(i)

=============================================================================
