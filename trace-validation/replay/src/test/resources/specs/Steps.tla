-------------------------------- MODULE Steps --------------------------------
(* Counts, and says so by a name for what it counts.                          *)
EXTENDS Naturals

VARIABLE x

Init == x = 0

Count == LET v == x IN [x' = x + 1]_v

Again == x > 9 /\ x' = 0

Next == Count \/ Again

==============================================================================
