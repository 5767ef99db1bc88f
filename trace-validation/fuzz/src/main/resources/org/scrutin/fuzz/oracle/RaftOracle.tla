----------------------------- MODULE RaftOracle ----------------------------
(* A trace specification for Raft, as one writes it for TLC: by hand, and  *)
(* without anything of Scrutin's replay.                                   *)
EXTENDS Raft, Traces, TLC

VARIABLES trace, line

Traces == TracesWith(None)

e == Traces[trace][line]
i == e.args[1]
j == e.args[2]
m == e.args[1]

Set(array) == {array[k] : k \in DOMAIN array}

Is(name) == e.action = name
OnNode(name) == Is(name) /\ i \in Node
OnNumber(name) == OnNode(name) /\ e.args[2] \in Nat
OnMessage(name) == Is(name) /\ m \in Deliverable

Step ==
  \/ OnNode("Doubt") /\ Doubt(i)
  \/ OnNode("Timeout") /\ Timeout(i)
  \/ OnNode("CheckQuorum") /\ CheckQuorum(i)
  \/ OnNode("AbortTransfer") /\ AbortTransfer(i)
  \/ OnNode("Flush") /\ Flush(i)
  \/ OnNode("Restart") /\ Restart(i)
  \/ OnNode("Crash") /\ j \in LastIndex(disk[i].log)..LastIndex(log[i]) /\ Crash(i, j)
  \/ OnNumber("Propose") /\ Propose(i, j)
  \/ OnNumber("ReadIndex") /\ ReadIndex(i, j)
  \/ OnNode("RenewLease") /\ RenewLease(i)
  \/ OnNode("ExpireLease") /\ j \in Rounds(i) /\ ExpireLease(i, j)
  \/ OnNumber("LeaseRead") /\ LeaseRead(i, j)
  \/ OnNode("Compact") /\ j \in (log[i].snapshot.index + 1)..LastIndex(log[i]) /\ Compact(i, j)
  \/ OnNode("TransferLeadership") /\ j \in Node /\ TransferLeadership(i, j)
  \/ /\ OnNode("ChangeMembership") /\ Set(e.args[2]) \subseteq Node /\ Set(e.args[3]) \subseteq Node
     /\ ChangeMembership(i, Set(e.args[2]), Set(e.args[3]))
  \/ OnNode("FinishChange") /\ FinishChange(i)
  \/ OnNode("InstallSnapshot") /\ j \in DOMAIN nextIndex[i] /\ InstallSnapshot(i, j)
  \/ /\ OnNode("AppendEntries") /\ j \in DOMAIN nextIndex[i]
     /\ e.args[3] \in (nextIndex[i][j] - 1)..LastIndex(log[i])
     /\ AppendEntries(i, j, e.args[3])
  \/ OnMessage("HandleRequestPreVote") /\ HandleRequestPreVote(m)
  \/ OnMessage("HandleRequestPreVoteResponse") /\ HandleRequestPreVoteResponse(m)
  \/ OnMessage("HandleRequestVote") /\ HandleRequestVote(m)
  \/ OnMessage("HandleRequestVoteResponse") /\ HandleRequestVoteResponse(m)
  \/ OnMessage("HandleAppendEntries") /\ HandleAppendEntries(m)
  \/ OnMessage("HandleAppendEntriesResponse") /\ HandleAppendEntriesResponse(m)
  \/ OnMessage("HandleInstallSnapshot") /\ HandleInstallSnapshot(m)
  \/ OnMessage("HandleTimeoutNow") /\ HandleTimeoutNow(m)
  \/ OnMessage("Lose") /\ Lose(m)
  \/ OnMessage("Duplicate") /\ Duplicate(m)

Logged ==
  LET s == e.state IN
  /\ "currentTerm" \in DOMAIN s => currentTerm'[e.at] = s.currentTerm
  /\ "votedFor" \in DOMAIN s => votedFor'[e.at] = s.votedFor
  /\ "log" \in DOMAIN s => log'[e.at] = s.log
  /\ "config" \in DOMAIN s => config'[e.at] = s.config
  /\ "state" \in DOMAIN s => state'[e.at] = s.state
  /\ "leader" \in DOMAIN s => leader'[e.at] = s.leader
  /\ "votes" \in DOMAIN s => votes'[e.at] = s.votes
  /\ "heard" \in DOMAIN s => heard'[e.at] = s.heard
  /\ "transferee" \in DOMAIN s => transferee'[e.at] = s.transferee
  /\ "commitIndex" \in DOMAIN s => commitIndex'[e.at] = s.commitIndex
  /\ "nextIndex" \in DOMAIN s => nextIndex'[e.at] = s.nextIndex
  /\ "matchIndex" \in DOMAIN s => matchIndex'[e.at] = s.matchIndex
  /\ "round" \in DOMAIN s => round'[e.at] = s.round
  /\ "acked" \in DOMAIN s => acked'[e.at] = s.acked
  /\ "reads" \in DOMAIN s => reads'[e.at] = s.reads
  /\ "lease" \in DOMAIN s => lease'[e.at] = s.lease

\* Of a long log only its new end is written.
LoggedEnd ==
  "log" \in DOMAIN e.about =>
    LET before == log[e.at].entries
        said == e.about.log.at IN
    /\ said.entries.keeps <= Len(before)
    /\ log'[e.at] = [snapshot |-> said.snapshot.is,
                     entries |-> SubSeq(before, 1, said.entries.keeps) \o said.entries.then]

OracleInit == Init /\ trace \in DOMAIN Traces /\ line = 1

OracleNext ==
  /\ line <= Len(Traces[trace])
  /\ Step
  /\ Logged
  /\ LoggedEnd
  /\ line' = line + 1
  /\ UNCHANGED trace

\* Says how far each trace has been followed, once that is far enough to be told.
Tell == line > ToldFrom => PrintT(<<"followed", trace, line - 1>>)
=============================================================================
