------------------------------- MODULE RaftLog ------------------------------
(***************************************************************************)
(* How Raft replicates: proposals, AppendEntries (3.5), the rule by which  *)
(* a leader commits (3.6.2), and the disk.                                 *)
(*                                                                         *)
(* A leader sends to each server by itself (AppendEntries), any number of  *)
(* entries, none as a heartbeat, and does not wait for the answer before   *)
(* it sends the next ones: nextIndex is raised at once (10.2.2). What was  *)
(* lost on the way shows when the server refuses what comes after it.      *)
(***************************************************************************)
EXTENDS RaftRead

AppendEntriesResponse(i, j, t, success, k, n) ==
  [type |-> "AppendEntriesResponse", from |-> i, to |-> j, term |-> t,
   success |-> success, index |-> k, round |-> n]

\* The last entry of l, whose entry k is refused, that may still agree: all entries of the refused
\* term are passed by at once (3.5). Nothing up to entry c is ever refused.
Hint(l, k, c) ==
  IF k > LastIndex(l)
  THEN LastIndex(l)
  ELSE CHOOSE n \in c..(k - 1) :
         /\ TermAt(l, n) # TermAt(l, k) \/ n = c
         /\ \A p \in (n + 1)..(k - 1) : TermAt(l, p) = TermAt(l, k)

\* The entries that a majority is known, by matches, to have on disk.
MatchedByQuorum(c, matches, k) == QuorumIn(c, {j \in DOMAIN matches : matches[j] >= k})

\* How far leader i may commit. Only an entry of its own term is committed by counting, and all
\* before it with it: an entry of an older term may be on a majority and still be lost (figure 3.7).
NewCommitIndex(i, matches) ==
  LET may == {k \in (commitIndex[i] + 1)..LastIndex(log[i]) :
                /\ TermAt(log[i], k) = currentTerm[i]
                /\ MatchedByQuorum(config[i], matches, k)} IN
  IF may = {} THEN commitIndex[i] ELSE CHOOSE k \in may : \A n \in may : n <= k

-----------------------------------------------------------------------------

\* A client asks leader i to append v.
Propose(i, v) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ transferee[i] = None
  /\ log' = [log EXCEPT ![i] = Appended(@, Entry(currentTerm[i], v))]
  /\ UNCHANGED <<up, electionVars, heard, transferee, nextIndex, readVars, config, commitIndex,
                 network>>
  /\ IF Has("AsyncDisk")
     THEN UNCHANGED <<matchIndex, disk>>
     ELSE matchIndex' = [matchIndex EXCEPT ![i][i] = LastIndex(log'[i])] /\ Save(i)
  /\ Observe

\* Leader i's own disk has caught up with its log. It may be the last of a majority.
Flush(i) ==
  LET matches == [matchIndex[i] EXCEPT ![i] = LastIndex(log[i])] IN
  /\ Has("AsyncDisk")
  /\ i \in up
  /\ state[i] = "Leader"
  /\ matchIndex[i][i] < LastIndex(log[i])
  /\ matchIndex' = [matchIndex EXCEPT ![i] = matches]
  /\ commitIndex' = [commitIndex EXCEPT ![i] = NewCommitIndex(i, matches)]
  /\ UNCHANGED <<up, electionVars, heard, transferee, nextIndex, readVars, log, config, network>>
  /\ Save(i)
  /\ Observe

\* Whether leader i sends server j its entries up to k now. Here, always; a model may be choosy.
MaySend(i, j, k) == TRUE

\* Leader i sends server j its entries from nextIndex[i][j], which its snapshot does not pass, up to k.
AppendEntries(i, j, k) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ j \in DOMAIN nextIndex[i]
  /\ nextIndex[i][j] > log[i].snapshot.index
  /\ MaySend(i, j, k)
  /\ nextIndex' = [nextIndex EXCEPT ![i][j] = k + 1]
  /\ network' = With(network, Sendable({AppendEntriesRequest(
       i, j, currentTerm[i], log[i], nextIndex[i][j] - 1, k, commitIndex[i])}))
  /\ UNCHANGED <<up, electionVars, heard, transferee, matchIndex, readVars, logVars, disk>>
  /\ Observe

\* Server m.to takes the entries, if it holds the one before them, and says so when they are on disk.
HandleAppendEntries(m) ==
  LET i == m.to
      rest == Without(network, m)
      last == m.prevLogIndex + Len(m.entries)
      held == Holds(log[i], m.prevLogIndex, m.prevLogTerm) IN
  /\ m.type = "AppendEntries"
  /\ i \in up
  /\ IF m.term < currentTerm[i]
     THEN /\ Unchanged
          /\ network' = With(rest, Sendable(
               {AppendEntriesResponse(i, m.from, currentTerm[i], FALSE, 0, Echo(i, m))}))
     ELSE /\ Follow(i, m.term, m.from)
          /\ IF held
             THEN /\ log' = [log EXCEPT ![i] = Merged(@, m.prevLogIndex, m.entries)]
                  /\ config' = IF m.entries = << >> THEN config
                               ELSE [config EXCEPT ![i] =
                                      ConfigOf(Merged(log[i], m.prevLogIndex, m.entries))]
                  /\ commitIndex' = [commitIndex EXCEPT ![i] = Max(@, Min(m.leaderCommit, last))]
             ELSE UNCHANGED logVars
          /\ Save(i)
          /\ network' = With(rest, Sendable({AppendEntriesResponse(i, m.from, m.term, held,
               IF held THEN last ELSE Hint(log[i], m.prevLogIndex, commitIndex[i]), Echo(i, m))}))
  /\ UNCHANGED up
  /\ Observe

\* Where leader i begins anew with server j, which has refused and thinks that entry k may agree.
NextAfterRefusal(i, j, k) == Max(matchIndex[i][j] + 1, Min(nextIndex[i][j], k + 1))

\* How far leader i knows server j's disk when j says that it has the entries up to k. That may be an old
\* answer, which has been overtaken.
MatchAfter(i, j, k) == Max(matchIndex[i][j], k)

\* Leader m.to learns how far m.from's log agrees with its own, or where to try again; and that it
\* led when m.from answered, whether the entries were taken or refused.
HandleAppendEntriesResponse(m) ==
  LET i == m.to
      j == m.from
      rest == Without(network, m)
      match == MatchAfter(i, j, m.index)
      matches == [matchIndex[i] EXCEPT ![j] = match] IN
  /\ m.type = "AppendEntriesResponse"
  /\ i \in up
  /\ IF m.term > currentTerm[i]
     THEN (IF Loyal(i) THEN Unchanged ELSE StepDown(i, m.term)) /\ network' = rest
     ELSE IF m.term = currentTerm[i] /\ state[i] = "Leader" /\ j \in DOMAIN acked[i]
     THEN /\ heard' = IF Has("CheckQuorum") THEN [heard EXCEPT ![i] = @ \cup {j}] ELSE heard
          /\ Acknowledge(i, j, m.round)
          /\ IF m.success
             THEN /\ matchIndex' = [matchIndex EXCEPT ![i] = matches]
                  /\ nextIndex' = [nextIndex EXCEPT ![i][j] = Max(@, match + 1)]
                  /\ commitIndex' = [commitIndex EXCEPT ![i] = NewCommitIndex(i, matches)]
                  /\ network' = With(rest, IF transferee[i] = j /\ match > matchIndex[i][j]
                                           THEN Handover(i, j, match) ELSE {})
             ELSE /\ nextIndex' = [nextIndex EXCEPT ![i][j] =
                       NextAfterRefusal(i, j, m.index)]
                  /\ UNCHANGED <<matchIndex, commitIndex>>
                  /\ network' = rest
          /\ UNCHANGED <<electionVars, transferee, log, config, disk>>
     ELSE Unchanged /\ network' = rest
  /\ UNCHANGED up
  /\ Observe

=============================================================================
