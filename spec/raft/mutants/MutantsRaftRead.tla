-------------------------- MODULE MutantsRaftRead ---------------------------
(***************************************************************************)
(* Faulty ways to read from a leader of Raft. Each is caught by one        *)
(* property.                                                               *)
(***************************************************************************)
EXTENDS MCRaftRead

\* A leader reads before it has committed anything of its term.
ReadAtOnce(i) == TRUE

\* A leader counts all answers that arrive after the read, to whatever they answer.
CountAnyAnswer(i, acks, n) == TRUE

\* One other server is as good as a majority.
CountOneOther(i, acks, n) == \E j \in Others(i) : acks[j] >= n

\* A read joins the round that is under way.
JoinRound(i) == Max(round[i], 1)

\* A server tells the round of a request of a former term, too.
EchoAnyTerm(i, m) == m.round

\* Who does not lead any more keeps its reads for when it leads again.
KeepReads(i) ==
  IF state[i] # "Leader"
  THEN UNCHANGED leaderVars
  ELSE /\ heard' = [heard EXCEPT ![i] = {}]
       /\ transferee' = [transferee EXCEPT ![i] = None]
       /\ nextIndex' = [nextIndex EXCEPT ![i] = << >>]
       /\ matchIndex' = [matchIndex EXCEPT ![i] = << >>]
       /\ round' = [round EXCEPT ![i] = 0]
       /\ acked' = [acked EXCEPT ![i] = << >>]
       /\ UNCHANGED <<reads, lease>>

\* A leader answers its reads as soon as it has sent the round to anybody.
AnswerAsSent(i, j, k) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ j # i
  /\ MaySend(i, j, k)
  /\ nextIndex' = [nextIndex EXCEPT ![i][j] = k + 1]
  /\ reads' = [reads EXCEPT ![i] = {}]
  /\ network' = With(network, Sendable({AppendEntriesRequest(
       i, j, currentTerm[i], log[i], nextIndex[i][j] - 1, k, commitIndex[i])}))
  /\ UNCHANGED <<up, electionVars, heard, transferee, matchIndex, round, acked, lease, logVars, disk>>
  /\ Observe

=============================================================================
