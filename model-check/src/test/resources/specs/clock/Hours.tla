---- MODULE Hours ----
\* What a clock promises: the hour goes up by one, modulo twelve.
EXTENDS Naturals
VARIABLE hour
Init == hour \in 0 .. 11
Tick == hour' = (hour + 1) % 12
Spec == Init /\ [][Tick]_hour
====
