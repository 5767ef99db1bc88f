-------------------------------- MODULE Huge --------------------------------
(* A step to a value for which no memory suffices. *)
EXTENDS Naturals
VARIABLE x

Init == x = <<0>>
Next == x' = [i \in 1..2147483647 |-> 0]
NotEmpty == x # <<>>
=============================================================================
