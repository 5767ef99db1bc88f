---------------------------- MODULE RaftElection ----------------------------
(***************************************************************************)
(* How Raft elects: RequestVote (3.4, 3.6), the pre-vote before it (9.6),  *)
(* the leader that checks its quorum (6.2), and hand-over to another       *)
(* server (3.10). A server's term is the epoch of module Election.         *)
(*                                                                         *)
(* A server that has heard a leader lately has leader[i] # None. Its       *)
(* election timeout has two halves, if Sticky: after the shortest possible *)
(* timeout it Doubts the leader, after the rest, which is random, it       *)
(* stands for election (Timeout).                                          *)
(***************************************************************************)
EXTENDS RaftState

\* Whether it matters to servers that they have heard a leader lately.
Sticky == Has("PreVote") \/ Has("CheckQuorum")

\* Whether server i has heard a leader lately, or may have in its former life.
Hears(i) == leader[i] # None \/ state[i] = "Recovering"

\* Whether server i owes it to its leader's lease to overlook an answer that tells of a later term.
Loyal(i) == Has("LeaseRead") /\ Hears(i) /\ state[i] # "Leader"

RequestPreVote(i, j, t, l) ==
  [type |-> "RequestPreVote", from |-> i, to |-> j, term |-> t,
   lastLogIndex |-> LastIndex(l), lastLogTerm |-> LastTerm(l)]
RequestPreVoteResponse(i, j, t, granted) ==
  [type |-> "RequestPreVoteResponse", from |-> i, to |-> j, term |-> t, voteGranted |-> granted]
RequestVote(i, j, t, l, transfer) ==
  [type |-> "RequestVote", from |-> i, to |-> j, term |-> t,
   lastLogIndex |-> LastIndex(l), lastLogTerm |-> LastTerm(l), transfer |-> transfer]
RequestVoteResponse(i, j, t, granted) ==
  [type |-> "RequestVoteResponse", from |-> i, to |-> j, term |-> t, voteGranted |-> granted]
TimeoutNow(i, j, t) ==
  [type |-> "TimeoutNow", from |-> i, to |-> j, term |-> t]

\* The entries of log l after k, up to n. Of what the sender has committed, c, it says no more than
\* the receiver will then hold.
AppendEntriesRequest(i, j, t, l, k, n, c) ==
  [type |-> "AppendEntries", from |-> i, to |-> j, term |-> t,
   prevLogIndex |-> k, prevLogTerm |-> TermAt(l, k), entries |-> EntriesAfter(l, k, n),
   leaderCommit |-> Min(c, n), round |-> round[i]]

\* Server i stands for election in its next term. Its own vote is on disk before it asks for others.
BeginElection(i, net, transfer) ==
  /\ Elect(i, currentTerm[i] + 1, i, "Candidate", None, {i})
  /\ NotLeading(i)
  /\ UNCHANGED logVars
  /\ Save(i)
  /\ network' = With(net, Sendable(
       {RequestVote(i, j, currentTerm[i] + 1, log[i], transfer) : j \in Voters(config[i]) \ {i}}))

\* Server i asks whether it could win its next term.
BeginPreVote(i, net) ==
  /\ Elect(i, currentTerm[i], votedFor[i], "PreCandidate", None, {i})
  /\ NotLeading(i)
  /\ UNCHANGED <<logVars, disk>>
  /\ network' = With(net, Sendable(
       {RequestPreVote(i, j, currentTerm[i] + 1, log[i]) : j \in Voters(config[i]) \ {i}}))

\* The log with which server i begins to lead.
LeadersLog(i) ==
  IF Has("NoOp") THEN Appended(log[i], Entry(currentTerm[i], None)) ELSE log[i]

\* Server i leads its term, and says so at once: with its first entry, or with an empty heartbeat.
Lead(i, net) ==
  /\ Elect(i, currentTerm[i], votedFor[i], "Leader", i, {})
  /\ heard' = [heard EXCEPT ![i] = {}]
  /\ lease' = IF Has("LeaseRead") THEN [lease EXCEPT ![i] = {}] ELSE lease
  /\ UNCHANGED <<transferee, config, commitIndex, round, reads>>
  /\ log' = [log EXCEPT ![i] = LeadersLog(i)]
  /\ acked' = [acked EXCEPT ![i] = [j \in Peers(i) |-> 0]]
  /\ nextIndex' = [nextIndex EXCEPT ![i] = [j \in Peers(i) |-> LastIndex(log'[i]) + 1]]
  /\ matchIndex' = [matchIndex EXCEPT ![i] =
       [j \in Peers(i) \cup {i} |-> IF j # i THEN 0
                       ELSE IF Has("AsyncDisk") THEN LastIndex(log[i]) ELSE LastIndex(log'[i])]]
  /\ network' = With(net, Sendable({AppendEntriesRequest(i, j, currentTerm[i], log'[i],
       LastIndex(log[i]), LastIndex(log'[i]), commitIndex[i]) : j \in Peers(i)}))
  /\ IF Has("AsyncDisk") THEN UNCHANGED disk ELSE Save(i)

\* A message of a later term: server i follows nobody in it, yet.
StepDown(i, t) ==
  /\ Follow(i, t, None)
  /\ UNCHANGED logVars
  /\ Save(i)

Unchanged == UNCHANGED <<electionVars, leaderVars, logVars, disk>>

-----------------------------------------------------------------------------

\* The shortest election timeout has passed, and i has not heard its leader.
Doubt(i) ==
  /\ Sticky
  /\ i \in up
  /\ state[i] # "Leader"
  /\ Hears(i)
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ state' = [state EXCEPT ![i] = "Follower"]
  /\ UNCHANGED <<up, currentTerm, votedFor, votes, leaderVars, logVars, disk, network>>
  /\ Observe

\* The whole election timeout has passed.
Timeout(i) ==
  /\ i \in up
  /\ state[i] # "Leader"
  /\ Sticky => ~Hears(i)
  /\ Electable(i)
  /\ IF Has("PreVote") THEN BeginPreVote(i, network) ELSE BeginElection(i, network, FALSE)
  /\ UNCHANGED up
  /\ Observe

\* Whether server i would vote for the sender of m, as far as it depends on logs.
LogAllows(i, m) == UpToDate(m.lastLogTerm, m.lastLogIndex, log[i])

\* Whom server i has voted for in the term of m, which is not older than its own.
VotedIn(i, m) == IF m.term > currentTerm[i] THEN None ELSE votedFor[i]

\* A promise of nothing: the term stays, nobody's vote is used up. Who is behind learns the term.
HandleRequestPreVote(m) ==
  LET i == m.to
      granted == m.term > currentTerm[i] /\ ~Hears(i) /\ LogAllows(i, m) IN
  /\ m.type = "RequestPreVote"
  /\ i \in up
  /\ network' = With(Without(network, m), Sendable(
       {RequestPreVoteResponse(i, m.from, IF granted THEN m.term ELSE currentTerm[i], granted)}))
  /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* With the pre-votes of a majority, i stands for election.
HandleRequestPreVoteResponse(m) ==
  LET i == m.to
      rest == Without(network, m)
      all == votes[i] \cup {m.from} IN
  /\ m.type = "RequestPreVoteResponse"
  /\ i \in up
  /\ IF ~m.voteGranted
     THEN /\ IF m.term > currentTerm[i] /\ ~Loyal(i) THEN StepDown(i, m.term) ELSE Unchanged
          /\ network' = rest
     ELSE IF state[i] = "PreCandidate" /\ m.term = currentTerm[i] + 1
     THEN IF QuorumFor(i, all)
          THEN BeginElection(i, rest, FALSE)
          ELSE /\ votes' = [votes EXCEPT ![i] = all]
               /\ UNCHANGED <<currentTerm, votedFor, state, leader, leaderVars, logVars, disk>>
               /\ network' = rest
     ELSE Unchanged /\ network' = rest
  /\ UNCHANGED up
  /\ Observe

\* Whether server i takes no part in the election of m.
Ignores(i, m) == Has("CheckQuorum") /\ Hears(i) /\ ~m.transfer

\* Server m.to votes at most once a term, and only for a log that is as up to date as its own. One
\* that hears a leader does not listen, unless that leader itself has asked for the election.
HandleRequestVote(m) ==
  LET i == m.to
      t == Max(m.term, currentTerm[i])
      granted == m.term = t /\ VotedIn(i, m) \in {None, m.from} /\ LogAllows(i, m) IN
  /\ m.type = "RequestVote"
  /\ i \in up
  /\ IF Ignores(i, m)
     THEN Unchanged /\ network' = Without(network, m)
     ELSE /\ IF m.term > currentTerm[i]
             THEN /\ Elect(i, t, IF granted THEN m.from ELSE None, "Follower", None, {})
                  /\ NotLeading(i)
                  /\ UNCHANGED logVars
                  /\ Save(i)
             ELSE IF granted
             THEN /\ votedFor' = [votedFor EXCEPT ![i] = m.from]
                  /\ UNCHANGED <<currentTerm, state, leader, votes, leaderVars, logVars>>
                  /\ Save(i)
             ELSE Unchanged
          /\ network' = With(Without(network, m),
                             Sendable({RequestVoteResponse(i, m.from, t, granted)}))
  /\ UNCHANGED up
  /\ Observe

\* With the votes of a majority, i leads.
HandleRequestVoteResponse(m) ==
  LET i == m.to
      rest == Without(network, m)
      all == votes[i] \cup {m.from} IN
  /\ m.type = "RequestVoteResponse"
  /\ i \in up
  /\ IF m.term > currentTerm[i]
     THEN (IF Loyal(i) THEN Unchanged ELSE StepDown(i, m.term)) /\ network' = rest
     ELSE IF m.voteGranted /\ m.term = currentTerm[i] /\ state[i] = "Candidate"
     THEN IF QuorumFor(i, all)
          THEN Lead(i, rest)
          ELSE /\ votes' = [votes EXCEPT ![i] = all]
               /\ UNCHANGED <<currentTerm, votedFor, state, leader, leaderVars, logVars, disk>>
               /\ network' = rest
     ELSE Unchanged /\ network' = rest
  /\ UNCHANGED up
  /\ Observe

\* Whether leader i knows that a configuration is committed in which it has no vote.
HasLeft(i) ==
  Has("Membership") /\ i \notin Voters(config[i]) /\ ConfigIndex(log[i], LastIndex(log[i])) <= commitIndex[i]

\* An election timeout has passed since leader i last asked itself this: has a majority answered? And
\* does it still belong to the cluster (4.2.2)?
CheckQuorum(i) ==
  /\ Has("CheckQuorum")
  /\ i \in up
  /\ state[i] = "Leader"
  /\ IF QuorumFor(i, heard[i] \cup {i}) /\ ~HasLeft(i)
     THEN /\ heard' = [heard EXCEPT ![i] = {}]
          /\ UNCHANGED <<electionVars, transferee, nextIndex, matchIndex, readVars, logVars, disk>>
     ELSE StepDown(i, currentTerm[i])
  /\ UNCHANGED <<up, network>>
  /\ Observe

-----------------------------------------------------------------------------
(***************************************************************************)
(* Hand-over. The leader takes no more proposals, waits until the other's  *)
(* log is as long as its own, and tells it not to wait for its timeout.    *)
(* That message may be slow, and an election that a leader has asked for   *)
(* ends the loyalty of all: so no lease is good in that term any more.     *)
(***************************************************************************)

\* What leader i says to server j when j's log matches up to entry k.
Handover(i, j, k) ==
  IF k = LastIndex(log[i]) THEN Sendable({TimeoutNow(i, j, currentTerm[i])}) ELSE {}

TransferLeadership(i, j) ==
  /\ Has("Transfer")
  /\ i \in up
  /\ state[i] = "Leader"
  /\ j \in Voters(config[i]) \ {i}
  /\ transferee[i] = None
  /\ transferee' = [transferee EXCEPT ![i] = j]
  /\ lease' = [lease EXCEPT ![i] = None]
  /\ network' = With(network, Handover(i, j, matchIndex[i][j]))
  /\ UNCHANGED <<up, electionVars, heard, nextIndex, matchIndex, round, acked, reads, logVars, disk>>
  /\ Observe

\* An election timeout has passed, and nothing came of it: leader i takes proposals again.
AbortTransfer(i) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ transferee[i] # None
  /\ transferee' = [transferee EXCEPT ![i] = None]
  /\ UNCHANGED <<up, electionVars, heard, nextIndex, matchIndex, readVars, logVars, disk, network>>
  /\ Observe

\* The leader wishes that m.to stands for election, at once and without a pre-vote.
HandleTimeoutNow(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "TimeoutNow"
  /\ i \in up
  /\ IF m.term > currentTerm[i]
     THEN StepDown(i, m.term) /\ network' = rest
     ELSE IF m.term = currentTerm[i] /\ state[i] = "Follower" /\ Electable(i)
     THEN BeginElection(i, rest, TRUE)
     ELSE Unchanged /\ network' = rest
  /\ UNCHANGED up
  /\ Observe

=============================================================================
