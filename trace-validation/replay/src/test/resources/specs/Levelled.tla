------------------------------- MODULE Levelled -------------------------------
(* Asks how many steps led to a state, and remembers beside the states. *)
EXTENDS Naturals, TLC

VARIABLES x, y

ASSUME TLCSet(2, 40)

Init == x = 0 /\ y = 0

Count == x' = x + 1 /\ UNCHANGED y
Stay == UNCHANGED <<x, y>>
Lose == y < 1 /\ y' = y + 1 /\ UNCHANGED x
Find == y > 0 /\ y' = y - 1 /\ UNCHANGED x
Remember == TLCSet(1, x) /\ x' = TLCGet(1) + TLCGet(2) /\ UNCHANGED y
Again == x' = TLCGet(1) /\ UNCHANGED y
Early == TLCGet("level") < 2 /\ x' = x + 1 /\ UNCHANGED y
Waits == TLCGet("queue") = 0 /\ UNCHANGED <<x, y>>

Next == Count \/ Stay \/ Lose \/ Find \/ Remember \/ Again \/ Early \/ Waits

Few == TLCGet("level") < 4
Late == y = 0 \/ x # 1 \/ TLCGet("level") = 5
Ascending == [][TLCGet("level") < 3]_x
===============================================================================
