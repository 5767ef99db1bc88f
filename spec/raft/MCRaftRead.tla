----------------------------- MODULE MCRaftRead -----------------------------
(***************************************************************************)
(* What TLC needs to check the reads of Raft: a history of what was        *)
(* committed, and of the reads that came too late to see it.               *)
(***************************************************************************)
EXTENDS MCRaft

CONSTANTS
  MaxRounds   \* How often a leader is asked to read.

VARIABLES
  committed,  \* History: the highest entry that anybody has ever known to be committed.
  stale       \* History: the reads, pairs <<leader, round>>, that must not be answered as they are.

mcreadvars == <<mcvars, committed, stale>>

MCReadInit == MCInit /\ committed = 0 /\ stale = {}

\* Somebody leads term 1, and a heartbeat is under way to each of the others. All have the first entry,
\* which is committed, as all know, or only the leader. It has begun n rounds.
InitLedSince(allKnow, n) ==
  LET first == NewLog(NoSnapshot, <<Entry(1, None)>>) IN
  \E l \in Node :
    LET Begun(i) ==
          [Led(Server(1, l, first), i, l, 1) EXCEPT
             !.commitIndex = IF i = l \/ allKnow THEN 1 ELSE 0,
             !.round = IF i = l THEN n ELSE 0,
             !.lease = IF i = l /\ Has("LeaseRead") THEN 1..n ELSE None]
        heartbeats == {AppendEntriesRequest(l, j, 1, first, 1, 1, 1) : j \in Others(l)} IN
    /\ MCBegins([i \in Node |-> Begun(i)], heartbeats, {<<1, l>>})
    /\ committed = 1
    /\ stale = {}

InitLed(allKnow) == InitLedSince(allKnow, 0)

MCReadInitLed == InitLed(TRUE)
MCReadInitUntold == InitLed(FALSE)

\* Whether a read that waits now has to be kept from being answered: it always was, or it has just
\* been asked for, and does not see what was committed before.
TooOld(i, q) == IF q \in reads[i] THEN <<i, q.round>> \in stale ELSE q.index < committed

MCReadHistory ==
  /\ committed' = CHOOSE c \in {committed} \cup {commitIndex'[i] : i \in Node} :
       \A i \in Node : c >= committed /\ c >= commitIndex'[i]
  /\ stale' = UNION {{<<i, q.round>> : q \in {p \in reads'[i] : TooOld(i, p)}} : i \in Node}
  /\ \A i \in Node : round'[i] <= MaxRounds

MCReadObserve == MCObserve /\ MCReadHistory

\* The same without the history, and with bounds on the state alone.
MCReadObserveStates ==
  /\ MCObserveStates
  /\ \A i \in Node : round'[i] <= MaxRounds
  /\ UNCHANGED <<committed, stale>>

\* A leader sends what it has not sent before, and only what carries entries, or asks for an answer.
MCReadMaySend(i, j, k) ==
  /\ MCMaySend(i, j, k)
  /\ k >= nextIndex[i][j] \/ (reads[i] # {} /\ acked[i][j] < round[i])

MCReadView == <<View, committed, stale>>

-----------------------------------------------------------------------------

\* "What is read is no older than what was committed when the read was asked."
ReadsAreFresh ==
  [][\A i \in Node :
       (state[i] = "Leader" /\ state'[i] = "Leader") =>
         \A q \in reads[i] \ reads'[i] : <<i, q.round>> \notin stale]_reads

=============================================================================
