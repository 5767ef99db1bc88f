------------------------------- MODULE Cabinet --------------------------------
(* There are 125,000,000 ways to put something, and none while it is closed.   *)
EXTENDS Naturals

VARIABLES open, put, kept

Put(box, slot, thing) == put' = <<box, slot, thing>> /\ UNCHANGED <<open, kept>>
Close == open' = FALSE /\ kept' = put /\ UNCHANGED put

Init == open = TRUE /\ put = <<>> /\ kept = <<>>
Next ==
  \/ \E box \in 1..500 : \E slot \in 1..500 : \E thing \in 1..500 : Put(box, slot, thing)
  \/ Close
===============================================================================
