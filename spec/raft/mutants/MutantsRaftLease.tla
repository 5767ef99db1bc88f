-------------------------- MODULE MutantsRaftLease --------------------------
(***************************************************************************)
(* Faulty ways to read by a lease. Each is caught by one property.         *)
(***************************************************************************)
EXTENDS MCRaftLease

\* A server votes though it hears a leader.
VoteDespiteLeader(i, m) == FALSE

\* A server that comes back votes at once, whatever it promised before it crashed.
ForgetPromise(i) ==
  /\ i \notin up
  /\ up' = up \cup {i}
  /\ UNCHANGED network
  /\ Unchanged
  /\ Observe

\* A leader goes on with its lease though it has asked for an election.
LeaseAfterTransfer(i, j) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ j # i
  /\ transferee[i] = None
  /\ transferee' = [transferee EXCEPT ![i] = j]
  /\ network' = With(network, Handover(i, j, matchIndex[i][j]))
  /\ UNCHANGED <<up, electionVars, heard, nextIndex, matchIndex, readVars, logVars, disk>>
  /\ Observe

\* A server that hears a leader moves to a later term of which an answer tells.
HeedAnswers(i) == FALSE

\* A lease begins when a majority has answered, and not when it was asked.
LeaseFromAnswer(i, n) ==
  IF n \in Rounds(i)' /\ Confirmed(i, acked[i], n) = Confirmed(i, acked'[i], n) THEN since[i][n] ELSE 0

\* A process that was paused answers before it looks at its clock.
AnswerLate(i) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ KnowsCommitted(i)
  /\ LeaseHolds(i)

\* A leader reads before it has committed anything of its term.
LeaseAtOnce(i) == TRUE

=============================================================================
