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
  /\ UNCHANGED round

\* Whether leader i knows all that was committed before its term.
KnowsCommitted(i) == TermAt(log[i], commitIndex[i]) = currentTerm[i]

\* The number of the round that the next read of leader i begins.
NextRound(i) == round[i] + 1

-----------------------------------------------------------------------------

\* A client asks leader i to read, and calls this r.
ReadIndex(i, r) ==
  /\ Has("ReadIndex")
  /\ i \in up
  /\ state[i] = "Leader"
  /\ KnowsCommitted(i)
  /\ round' = [round EXCEPT ![i] = NextRound(i)]
  /\ reads' = [reads EXCEPT ![i] =
       @ \cup {[read |-> r, index |-> commitIndex[i], round |-> NextRound(i)]}]
  /\ UNCHANGED <<up, electionVars, heard, transferee, nextIndex, matchIndex, acked, logVars, disk,
                 network>>
  /\ Observe

=============================================================================
