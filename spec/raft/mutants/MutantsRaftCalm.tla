-------------------------- MODULE MutantsRaftCalm ---------------------------
(***************************************************************************)
(* Faulty variants of Raft that lose nothing, but do not come to an end, or*)
(* not to a stable one. Each is caught by one property.                    *)
(***************************************************************************)
EXTENDS MCRaftCalm

\* A leader never asks itself whether a majority has answered.
NeverCheck(i) == FALSE

\* A leader counts whoever has ever answered.
CountHeardLongAgo(i) ==
  /\ Has("CheckQuorum")
  /\ i \in up
  /\ state[i] = "Leader"
  /\ IF IsQuorum(heard[i] \cup {i})
     THEN UNCHANGED <<electionVars, leaderVars, logVars, disk>>
     ELSE StepDown(i, currentTerm[i])
  /\ UNCHANGED <<up, network>>
  /\ Observe

\* A server raises its term when it asks for pre-votes.
PreVoteRaisesTerm(i, net) ==
  /\ Elect(i, currentTerm[i] + 1, None, "PreCandidate", None, {i})
  /\ NotLeading(i)
  /\ UNCHANGED logVars
  /\ Save(i)
  /\ network' = With(net, Sendable(
       {RequestPreVote(i, j, currentTerm[i] + 2, log[i]) : j \in Others(i)}))

\* The answer to a request for a pre-vote: granted or not.
AnswerPreVote(m, granted) ==
  LET i == m.to IN
  /\ m.type = "RequestPreVote"
  /\ i \in up
  /\ network' = With(Without(network, m), Sendable(
       {RequestPreVoteResponse(i, m.from, IF granted THEN m.term ELSE currentTerm[i], granted)}))
  /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* A server grants pre-votes to those who are behind it.
PreVoteForAnyLog(m) ==
  m.type = "RequestPreVote" /\
  AnswerPreVote(m, m.term > currentTerm[m.to] /\ leader[m.to] = None)

\* A server grants pre-votes though it hears a leader.
PreVoteDespiteLeader(m) ==
  m.type = "RequestPreVote" /\ AnswerPreVote(m, m.term > currentTerm[m.to] /\ LogAllows(m.to, m))

\* Server m.to takes no notice of a request to append. Others it takes as it should.
Overlook(m) ==
  /\ m.type = "AppendEntries"
  /\ m.to \in up
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Unchanged
  /\ Observe

Take(m) ==
  LET i == m.to
      held == Holds(log[i], m.prevLogIndex, m.prevLogTerm)
      last == m.prevLogIndex + Len(m.entries) IN
  /\ m.type = "AppendEntries"
  /\ i \in up
  /\ m.term >= currentTerm[i]
  /\ Follow(i, m.term, m.from)
  /\ IF held
     THEN /\ log' = [log EXCEPT ![i] = Merged(@, m.prevLogIndex, m.entries)]
          /\ UNCHANGED config
          /\ commitIndex' = [commitIndex EXCEPT ![i] = Max(@, Min(m.leaderCommit, last))]
     ELSE UNCHANGED logVars
  /\ Save(i)
  /\ network' = With(Without(network, m), Sendable({AppendEntriesResponse(i, m.from, m.term, held,
       IF held THEN last ELSE Hint(log[i], m.prevLogIndex, commitIndex[i]), Echo(i, m))}))
  /\ UNCHANGED up
  /\ Observe

\* A candidate does not follow a leader of its own term.
StayCandidate(m) ==
  /\ m.type = "AppendEntries"
  /\ IF m.term < currentTerm[m.to] \/ (m.term = currentTerm[m.to] /\ state[m.to] = "Candidate")
     THEN Overlook(m)
     ELSE Take(m)

\* A server does not tell a leader of a former term that there is a later one.
KeepTermSecret(m) ==
  m.type = "AppendEntries" /\ IF m.term < currentTerm[m.to] THEN Overlook(m) ELSE Take(m)

\* A leader says nothing after it has announced itself.
SayNothing(i, j, k) == FALSE

\* A server does not tell which round it answers.
EchoNothing(i, m) == 0

\* A leader whose entries are refused tries the same again.
TryTheSame(i, j, k) == nextIndex[i][j]

\* A leader has no snapshot for a server that lacks entries which are no longer there.
NeverInstall(i, j) == FALSE

=============================================================================
