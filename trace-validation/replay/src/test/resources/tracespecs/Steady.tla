---- MODULE Steady ----
\* Counts by one, as somebody else sees it.
EXTENDS Naturals

VARIABLE count

Begin == count = 0

Count == count' = count + 1

Steadily == Begin /\ [][Count]_count
====
