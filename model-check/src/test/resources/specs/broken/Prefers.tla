---- MODULE Prefers ----
VARIABLE x
Init == x = 0
Next == TRUE /\ x' = 0 \/ x' = 1
====
