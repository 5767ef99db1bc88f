------------------------------ MODULE Pitfalls ------------------------------
(* What a specification may say that TLC cannot make anything of, or not here. *)
EXTENDS Naturals

VARIABLES x, y

None == CHOOSE v : v \notin Nat

RECURSIVE Depth(_)
Depth(n) == IF n = 0 THEN 0 ELSE 1 + Depth(n - 1)

Init == x = 0 /\ y = 0

Count == x < 5 /\ x' = x + 1 /\ UNCHANGED y
Forget == x' = x + 1
Dive == x' = Depth(100000) /\ UNCHANGED y
Name == x' = "s" /\ y' = y + 1
Note(v) == v = x /\ UNCHANGED <<x, y>>

Next == Count \/ Forget \/ Dive \/ Name \/ \E v \in 0..3 : Note(v)

Shallow == x = 0 \/ Depth(100000) > 0
=============================================================================
