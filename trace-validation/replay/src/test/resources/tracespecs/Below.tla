---- MODULE Below ----
\* What is below a bound, which is another one for each who asks.
EXTENDS Naturals

CONSTANT Most
VARIABLE bound

Below == {n \in 0..Most : n < bound}
AllBelow(n) == \A k \in 0..n : k \in Below
====
