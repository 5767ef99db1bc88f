---- MODULE Clock ----
\* A clock with minutes that jumps after an hour: a refinement failure.
EXTENDS Naturals
VARIABLES h, m
vars == <<h, m>>
Init == h = 0 /\ m = 0
Minute == m < 2 /\ m' = m + 1 /\ h' = h
Hour == m = 2 /\ m' = 0 /\ h' = (h + 1) % 12
Jump == m = 2 /\ h = 3 /\ m' = 0 /\ h' = 7
Good == Minute \/ Hour
Next == Good \/ Jump
Spec == Init /\ [][Next]_vars
GoodSpec == Init /\ [][Good]_vars
Promise == INSTANCE Hours WITH hour <- h
Refinement == Promise!Spec
StartsLate == h = 5
TypeOK == [](h \in 0 .. 11 /\ m \in 0 .. 2)
====
