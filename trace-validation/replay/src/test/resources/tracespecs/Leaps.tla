---- MODULE Leaps ----
\* What a step was found with is named in other formulas, too; and it may mean something else there.
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Log == ndJsonDeserialize(IOEnv.TRACE)

CONSTANT Most

Many == 1000000000

VARIABLES l, at

Land(k) == at' = at + k

Init == l = 1 /\ at = 0

Next ==
    /\ l <= Len(Log)
    /\ l' = l + 1
    /\ \/ Log[l].by # <<>> /\ \E k \in {Log[l].by[1]} : Land(k)
       \/ Log[l].by = <<>> /\ \E k \in {<<1>>} : at' = at + 1

Spec == Init /\ [][Next]_<<l, at>>

IsLeap == [][\E k \in 1..Most : Land(k)]_at

\* Of k = <<1>> it cannot be evaluated.
IsNamed == [][\E k \in {<<>>, <<1>>} : k = <<>> \/ k[2] > 0]_at

Matched == <>(l > Len(Log))
====
