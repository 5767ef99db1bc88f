-------------------------------- MODULE Votes ---------------------------------
(* No line says whose vote it was that came, again or for the first time: there *)
(* are 4,096 sets of those who may have voted, and all are needed in the end.   *)
EXTENDS Naturals, Sequences, Json, IOUtils

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES votes, l

Voters == 1..12

IsEvent(name) == l <= Len(Trace) /\ Trace[l].name = name /\ l' = l + 1

Vote(voter) == votes' = votes \cup {voter}
Decide == votes = Voters /\ UNCHANGED votes

Init == votes = {} /\ l = 1

\* TLC makes one action of it,
Next == \/ IsEvent("vote") /\ \E voter \in Voters : Vote(voter)
        \/ IsEvent("decide") /\ Decide

\* and one for each voter.
Voted(voter) == IsEvent("vote") /\ Vote(voter)
NextOfEach == \/ \E voter \in Voters : Voted(voter)
              \/ IsEvent("decide") /\ Decide

Matched == <>(l > Len(Trace))
===============================================================================
