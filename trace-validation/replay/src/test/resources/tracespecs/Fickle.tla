---- MODULE Fickle ----
\* What one part of a disjunction says keeps the other from being evaluated.
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Log == ndJsonDeserialize(IOEnv.TRACE)

VARIABLES l, last

Init == l = 1 /\ last = "none"

Next ==
    /\ l <= Len(Log)
    /\ l' = l + 1
    /\ last' = Log[l].last

Spec == Init /\ [][Next]_<<l, last>>

\* A text is not compared with a number.
Rises == [][(l \in {1, 3, 4}) \/ last' > last]_<<l, last>>

Matched == <>(l > Len(Log))
====
