-------------------------------- MODULE Pair --------------------------------
(* Two that take turns; which of them is the first does not matter. *)
EXTENDS TLC
CONSTANT Both
VARIABLE turn

Init == turn \in Both
Next == turn' \in Both \ {turn}
Spec == Init /\ [][Next]_turn /\ WF_turn(Next)

Turns == [][turn' # turn]_turn
EachAgain == \A one \in Both: []<>(turn = one)
Alike == Permutations(Both)
=============================================================================
