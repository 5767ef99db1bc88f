----------------------- MODULE MutantsRaftCalmChange ------------------------
(***************************************************************************)
(* Faulty variants of how the servers of a cluster of Raft change, which   *)
(* lose nothing, but do not come to an end. Each is caught by one property.*)
(***************************************************************************)
EXTENDS MCRaftCalmChange

\* A leader that checks its quorum counts learners, too.
CountLearners(i) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ IF QuorumFor(i, heard[i] \cup {i}) \/ IsQuorum(heard[i] \cup {i})
     THEN /\ heard' = [heard EXCEPT ![i] = {}]
          /\ UNCHANGED <<electionVars, transferee, nextIndex, matchIndex, readVars, logVars, disk>>
     ELSE StepDown(i, currentTerm[i])
  /\ UNCHANGED <<up, network>>
  /\ Observe

\* A leader leaves it at the joint configuration.
StayJoint(i) == FALSE

\* A leader that is to leave leads on when it has left.
LeadOn(i) == FALSE

=============================================================================
