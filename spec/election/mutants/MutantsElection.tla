--------------------------- MODULE MutantsElection --------------------------
(***************************************************************************)
(* Faulty variants of Election, each of which one property has to catch.   *)
(***************************************************************************)
EXTENDS MCElection

\* Whoever asks is made leader, though the epoch has one.
ElectTwice(i, e, l) ==
  /\ e > 0
  /\ QuorumAt(i, e)
  /\ Accept(i, e, l)
  /\ won' = won \cup {<<e, l>>}

\* One believes what nobody has settled.
LearnRumours(i, e, l) ==
  /\ e > 0
  /\ Accept(i, e, l)
  /\ won' = won

\* Nobody is asked.
AskNobody(i, e) == TRUE

\* The disk is lost in a crash.
CrashOfTheDisk(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ epoch' = [epoch EXCEPT ![i] = 0]
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ UNCHANGED won

CrashWithMemory(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ UNCHANGED <<epoch, leader, won>>

ForgetToNothing(i) ==
  /\ i \in up
  /\ leader' = [leader EXCEPT ![i] = 0]
  /\ UNCHANGED <<up, epoch, won>>

=============================================================================
