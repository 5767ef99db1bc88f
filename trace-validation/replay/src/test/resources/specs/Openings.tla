------------------------------ MODULE Openings ------------------------------
(* A variable that becomes a function, and a next-state relation in a box.     *)
EXTENDS Naturals, Sequences

VARIABLES x, y, later

vars == <<x, y, later>>

Node == {"a", "b"}

Init == x = [n \in Node |-> 0] /\ y = 0 /\ later = "nothing"

Set(n, v) == x' = [x EXCEPT ![n] = v] /\ UNCHANGED <<y, later>>
Look(n) == UNCHANGED vars
Start == later' = [n \in Node |-> 5] /\ UNCHANGED <<x, y>>
Line == later' = <<3, 4>> /\ UNCHANGED <<x, y>>

Next ==
  \/ \E n \in Node, v \in 0..3 : Set(n, v)
  \/ \E n \in Node : Look(n)
  \/ Start
  \/ Line

Box == [Next]_vars
=============================================================================
