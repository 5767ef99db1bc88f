---- MODULE Counter ----
\* Counts up to Max and wraps around.
EXTENDS Naturals
CONSTANT Max
VARIABLE n
Init == n = 0
Up == n < Max /\ n' = n + 1
Wrap == n = Max /\ n' = 0
Never == n > Max /\ n' = 0
Next == Up \/ Wrap
NextWithDeadAction == Next \/ Never
UpOnly == Up
Spec == Init /\ [][Next]_n /\ WF_n(Next)
InRange == n \in 0 .. Max
Below == n < Max
NotZero == n # 0
NoJump == [][n' = n + 1]_n
ComesBack == []<>(n = 0)
Mixed == n = "a"
====
