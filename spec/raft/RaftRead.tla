------------------------------ MODULE RaftRead ------------------------------
(***************************************************************************)
(* How Raft reads: without an entry in the log, and yet linearizable (6.4).*)
(*                                                                         *)
(* A leader may have been replaced without knowing. So it notes up to      *)
(* where it has committed (the read index), and waits until a majority has *)
(* answered a message that it sent after that: it led still, and nobody    *)
(* else had committed anything more when the read was asked. A round tells *)
(* which messages were sent after which read. A leader that has committed  *)
(* nothing of its own term may not know what older terms have committed,   *)
(* and does not read yet.                                                  *)
(*                                                                         *)
(* A read leaves reads[i] in the step in which it is answered. The client  *)
(* then gets what the state machine holds, at this or any later entry.     *)
(*                                                                         *)
(* LEASE (6.4.1). Whoever has answered a round hears the leader, and takes *)
(* no part in other elections for the shortest election timeout. So for a  *)
(* time that began with the round, no other leader can have been elected,  *)
(* and reads need not ask. That rests on clocks: on the leader's a lease   *)
(* must have run out before, on the fastest other, the timeout can have.   *)
(* Here Unchallenged says what that comes to; MCRaftLease has the clocks.  *)
(***************************************************************************)
EXTENDS RaftElection

\* What clients may call their reads. Rounds tell them apart; so here, one name is enough.
ReadName == {1}

\* The round that server i tells when it answers m. To a leader of a former term it tells none: that
\* one may lead the present term, too, when it hears this, and count rounds anew.
Echo(i, m) == IF m.term < currentTerm[i] THEN 0 ELSE m.round

\* Whether a majority, leader i included, has answered round n, or a later one.
Confirmed(i, acks, n) == QuorumFor(i, {i} \cup {j \in DOMAIN acks : acks[j] >= n})

\* Server j has answered round n of leader i. Reads for which that was enough are answered.
Acknowledge(i, j, n) ==
  LET acks == [acked[i] EXCEPT ![j] = Max(@, n)] IN
  /\ acked' = [acked EXCEPT ![i] = acks]
  /\ reads' = [reads EXCEPT ![i] = {q \in @ : ~Confirmed(i, acks, q.round)}]
  /\ UNCHANGED <<round, lease>>

\* Whether leader i knows all that was committed before its term.
KnowsCommitted(i) == TermAt(log[i], commitIndex[i]) = currentTerm[i]

\* The number of the round that the next read of leader i begins.
NextRound(i) == round[i] + 1

\* The rounds of leader i that began no longer ago than a lease lasts.
Rounds(i) == IF lease[i] = None THEN {} ELSE lease[i]

\* Whether leader i has a lease, by its own clock.
LeaseHolds(i) == \E n \in Rounds(i) : Confirmed(i, acked[i], n)

\* Whether a majority is in no later term than i: nobody else can have been elected. No server can know
\* that; a lease stands for it.
Unchallenged(i) == QuorumFor(i, {j \in Node : currentTerm[j] <= currentTerm[i]})

-----------------------------------------------------------------------------

\* A client asks leader i, which has no lease, to read, and calls this r.
ReadIndex(i, r) ==
  /\ Has("ReadIndex")
  /\ i \in up
  /\ state[i] = "Leader"
  /\ KnowsCommitted(i)
  /\ ~LeaseHolds(i)
  /\ round' = [round EXCEPT ![i] = NextRound(i)]
  /\ reads' = [reads EXCEPT ![i] =
       @ \cup {[read |-> r, index |-> commitIndex[i], round |-> NextRound(i)]}]
  /\ UNCHANGED <<up, electionVars, heard, transferee, nextIndex, matchIndex, acked, lease, logVars,
                 disk, network>>
  /\ Observe

\* A while has passed since the last round: leader i begins another, before its lease runs out.
RenewLease(i) ==
  /\ i \in up
  /\ lease[i] # None
  /\ round' = [round EXCEPT ![i] = NextRound(i)]
  /\ lease' = [lease EXCEPT ![i] = @ \cup {NextRound(i)}]
  /\ UNCHANGED <<up, electionVars, heard, transferee, nextIndex, matchIndex, acked, reads, logVars,
                 disk, network>>
  /\ Observe

\* Round n of leader i began as long ago as a lease lasts.
ExpireLease(i, n) ==
  /\ i \in up
  /\ n \in Rounds(i)
  /\ lease' = [lease EXCEPT ![i] = @ \ {n}]
  /\ UNCHANGED <<up, electionVars, heard, transferee, nextIndex, matchIndex, round, acked, reads,
                 logVars, disk, network>>
  /\ Observe

\* A client asks leader i, which has a lease, to read, and calls this r: it is answered at once.
LeaseRead(i, r) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ KnowsCommitted(i)
  /\ LeaseHolds(i)
  /\ Unchallenged(i)
  /\ Unchanged
  /\ UNCHANGED <<up, network>>
  /\ Observe

=============================================================================
