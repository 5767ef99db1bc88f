------------------------------- MODULE Shapes -------------------------------
(* The shapes that Next can have above its named actions, and those of values. *)
EXTENDS Naturals, Sequences

CONSTANTS Proc, Limit

VARIABLES x, pairs, level, box

vars == <<x, pairs, level, box>>

None == "none"

Init ==
  /\ x = 0
  /\ pairs = {<<p, q>> : p, q \in Proc}
  /\ level = [n \in 0..2 |-> None]
  /\ box \in {[kind |-> "a"], [kind |-> "b"]}

Rest == UNCHANGED <<pairs, level, box>>

Up == x' = x + 1
Down == x > 0 /\ x' = x - 1
Choose == x' \in 1..50
Guess(n) == x' = n
Join(p, q) == x' = x + 10 /\ pairs' = pairs \ {<<p, q>>} /\ UNCHANGED <<level, box>>
Twice(k) == x' = x + k /\ Rest
Mark(n) == level' = [level EXCEPT ![n] = IF @ = None THEN x ELSE None] /\ UNCHANGED <<x, pairs, box>>
Swap(p, q) == x' = 0 /\ pairs' = (pairs \ {<<p, q>>}) \cup {<<q, p>>} /\ UNCHANGED <<level, box>>

Next ==
  \/ /\ x < Limit
     /\ \/ Up
        \/ Choose
        \/ \E n \in Nat : Guess(n)
     /\ Rest
  \/ IF x < Limit THEN Down /\ Rest ELSE \E n \in 0..2 : Mark(n)
  \/ \E <<p, q>> \in pairs : Join(p, q)
  \/ LET two == 2 IN \E k \in {x, 7} : Twice(k * two)
  \/ \E pair \in pairs : Swap(pair[1], pair[2])

Spec == Init /\ [][Next]_vars

Small == x < 60
\* TLC refuses to compare a number with a text.
Sized == \A n \in 0..2 : level[n] = None \/ level[n] < 60
Kept == [][x' < x + 30]_vars
Boxed == box.kind \in {"a", "b"}
=============================================================================
