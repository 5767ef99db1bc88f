-------------------------------- MODULE Wide ---------------------------------
(* A counter, and actions that could be taken in very many ways if they could *)
(* be taken at all.                                                           *)
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Log == ndJsonDeserialize(IOEnv.TRACE)

VARIABLES l, n, m

Bound == 1 .. 200000
Jump(who, range) ==
  /\ range[1] <= range[2]
  /\ who = "nobody"
  /\ n' = n + range[2]
  /\ UNCHANGED m
Leap == \E b, e \in Bound : Jump("somebody", <<b, e>>)
\* Not in vain: what is false of the first values depends on them.
Step(by) == by > 20 /\ n' = n + Log[l].by /\ UNCHANGED m
Add == \E by \in 1 .. 30 : /\ by = 20 + Log[l].by
                           /\ Step(by)
Other == m' = Log[l].m /\ UNCHANGED n

Init == l = 1 /\ n = 0 /\ m = 0
Next == /\ l <= Len(Log)
        /\ l' = l + 1
        /\ \/ Leap
           \/ Log[l].what = "add" /\ Add
           \/ Log[l].what = "other" /\ Other
Spec == Init /\ [][Next]_<<l, n, m>>
Wider == [][Leap \/ (\E by \in 1 .. 30 : n' = n + by /\ UNCHANGED m) \/ UNCHANGED n]_<<n, m>>
Small == n < 5
Matched == <>(l > Len(Log))
=============================================================================
