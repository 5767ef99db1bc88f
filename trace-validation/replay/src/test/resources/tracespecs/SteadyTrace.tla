---- MODULE SteadyTrace ----
\* What counts stands there for an expression here.
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Log == ndJsonDeserialize(IOEnv.TRACE)

VARIABLES l, last

Init == l = 1 /\ last = 0

Next ==
    /\ l <= Len(Log)
    /\ l' = l + 1
    /\ last' = Log[l].last

Spec == Init /\ [][Next]_<<l, last>>

Seen == INSTANCE Steady WITH count <- last + 0
IsSteady == Seen!Steadily

Matched == <>(l > Len(Log))
====
