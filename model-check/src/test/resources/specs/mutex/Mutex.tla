---- MODULE Mutex ----
\* Two processes and a flag that is tested and set in two steps: the classic fault.
EXTENDS Naturals, FiniteSets
CONSTANT Process
VARIABLES pc, busy
vars == <<pc, busy>>
Init == pc = [p \in Process |-> "idle"] /\ busy = FALSE
See(p) == pc[p] = "idle" /\ ~busy /\ pc' = [pc EXCEPT ![p] = "seen"] /\ UNCHANGED busy
Enter(p) == pc[p] = "seen" /\ busy' = TRUE /\ pc' = [pc EXCEPT ![p] = "critical"]
Leave(p) == pc[p] = "critical" /\ busy' = FALSE /\ pc' = [pc EXCEPT ![p] = "idle"]
Next == \E p \in Process : See(p) \/ Enter(p) \/ Leave(p)
Spec == Init /\ [][Next]_vars
Exclusion == Cardinality({p \in Process : pc[p] = "critical"}) <= 1
====
